"""Policies as JSON, read, and asked about one request. Not a simulator: what those that decide by policies share.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from sim.policy.document import Effect, Kind, Policy, PolicyError, Statement, read_policy
from sim.policy.judging import Finding, Part, Request, judge
from sim.policy.principals import Grip, Who, anyone, service, user_or_role

__all__ = [
    "Effect",
    "Finding",
    "Grip",
    "Kind",
    "Part",
    "Policy",
    "PolicyError",
    "Request",
    "Statement",
    "Who",
    "anyone",
    "judge",
    "read_policy",
    "service",
    "user_or_role",
]
