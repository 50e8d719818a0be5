"""Pictures and texts of a trace, as pure functions."""
