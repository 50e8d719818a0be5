"""Scenarios with their policies as lists of statements, written as JSON."""

import json
from typing import Any

FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:reserve-seat"
ARN = "{F}"
"""What stands for the function's ARN."""


def policy(statements: list[dict[str, Any]]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=2).replace(ARN, FUNCTION)


def written(scenario: dict[str, Any]) -> dict[str, Any]:
    return {name: policy(given) if isinstance(given, list) else given for name, given in scenario.items()}
