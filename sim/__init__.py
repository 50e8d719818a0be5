"""Exact small models of AWS behaviour. No I/O but the facts ledger, no wall clock, no global random."""
