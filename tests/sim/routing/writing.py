"""Calls as the tables write them: ``{f}`` names the function, ``{arn}`` is its ARN, ``{new}`` makes it with v1, ``{prod}`` points prod at 1."""

from typing import Any

ARN = "arn:aws:lambda:eu-west-1:111122223333:function:reserve-seat"
ROLE = "arn:aws:iam::111122223333:role/lantern"
SHORT = {
    "{new}": f"create-function {{f}} --runtime python3.13 --handler app.handler --role {ROLE} --zip-file fileb://v1.zip",
    "{v2}": "update-function-code {f} --zip-file fileb://v2.zip",
    "{publish}": "publish-version {f}",
    "{prod}": "create-alias {f} --name prod --function-version 1",
    "{f}": "--function-name reserve-seat",
    "{arn}": ARN,
    "{role}": ROLE,
}


def text_of(calls: list[str]) -> str:
    """The calls written out, one to a line."""
    lines = []
    for call in calls:
        line = call
        for short, long in SHORT.items():
            line = line.replace(short, long)
        lines.append(line if line.startswith(("aws ", "#")) else f"aws lambda {line}")
    return "\n".join(lines) + "\n"


def written(scenario: dict[str, Any]) -> dict[str, Any]:
    """The scenario with its calls written out."""
    return {**scenario, "calls": text_of(scenario["calls"])}


def expected(expect: dict[str, Any]) -> dict[str, Any]:
    """What is expected, with the ARN written out."""
    return {path: value.replace("{arn}", ARN) if isinstance(value, str) else value for path, value in expect.items()}
