"""Which targets does a Lambda function reach, hop by hop, and what mends the path? Subnets, routes, rules, gateways and endpoints.

A scenario is functions, a target and the VPC between them (``parts``). Each way is followed hop by hop (``following``,
``gateways``, ``arriving``), judged (``judging``), and mended by trying (``mending``). What AWS refuses is in ``configuring``, network
interfaces are in ``interfaces``, costs in ``costing``.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
"""

from sim.network.outcome import (
    Check,
    FunctionOutcome,
    HopOutcome,
    InterfaceOutcome,
    MendOutcome,
    Outcome,
    PathOutcome,
    Place,
    RefusalOutcome,
    Symptom,
    Verdict,
)
from sim.network.run import run
from sim.network.scenario import Function, Scenario, Target
from sim.network.values import Availability, Policy, Region, Role, Service, TargetKind, Trouble

__all__ = [
    "Availability",
    "Check",
    "Function",
    "FunctionOutcome",
    "HopOutcome",
    "InterfaceOutcome",
    "MendOutcome",
    "Outcome",
    "PathOutcome",
    "Place",
    "Policy",
    "RefusalOutcome",
    "Region",
    "Role",
    "Scenario",
    "Service",
    "Symptom",
    "Target",
    "TargetKind",
    "Trouble",
    "Verdict",
    "run",
]
