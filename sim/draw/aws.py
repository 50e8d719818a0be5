"""A lab's state taken to the real cloud: API calls as AWS CLI lines, a template as YAML."""

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

ACCOUNT, REGION = "111122223333", "us-east-1"
"""What stands for the learner's own account and Region; the script puts those in their place."""
RUNTIME = "python3.13"
BASIC = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
"""AWS's own policy: it lets a function write its log."""


def trusting(service: str) -> dict[str, Any]:
    """The trust policy of a role that ``service`` takes on."""
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return {"Version": "2012-10-17", "Statement": [statement]}


TRUST = trusting("lambda.amazonaws.com")


@dataclass(frozen=True, slots=True)
class ApiCall:
    """A call of an AWS API, by the API's own names. ``parameters`` are checked in the tests against the API's model."""

    service: str
    operation: str
    parameters: Mapping[str, Any]
    rest: str = ""
    """What the CLI wants besides, such as the file for a response."""


@dataclass(frozen=True, slots=True)
class Shell:
    """A line of shell as it stands."""

    line: str


Step = ApiCall | Shell
COMMANDS = {"codedeploy": "deploy"}
"""Services that the CLI calls by another name than the API does."""


def own(region: str = REGION) -> Shell:
    """The first lines of a script whose calls name ``region``: they put the learner's own account and Region into every call."""
    return Shell(
        f"""# Your own account and Region take the place of {ACCOUNT} and {region} in each call.
ACCOUNT=$(command aws sts get-caller-identity --query Account --output text)
REGION=${{AWS_REGION:-$(command aws configure get region)}}
aws() {{
  local words=("${{@//{ACCOUNT}/$ACCOUNT}}")
  command aws "${{words[@]//{region}/$REGION}}"
}}
"""
    )


def cli(steps: tuple[Step, ...]) -> str:
    """The steps as a shell script for the AWS CLI, version 2."""
    return "\n".join(step.line if isinstance(step, Shell) else _line(step) for step in steps)


def template(body: Mapping[str, Any]) -> str:
    """A CloudFormation or SAM template as YAML, in the order in which it was written; texts of several lines stay readable."""
    return yaml.dump(body, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


class _Dumper(yaml.SafeDumper):
    """Block style for texts of several lines; what comes twice is written twice, since templates have no anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's own form
        """Whether ``data`` gets no anchor: nothing does."""
        return True


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def _line(call: ApiCall) -> str:
    words = [f"aws {COMMANDS.get(call.service, call.service)} {_kebab(call.operation)}"]
    for name, value in call.parameters.items():
        if isinstance(value, bool):
            words.append(f"--{_kebab(name)}" if value else f"--no-{_kebab(name)}")
        else:
            words.append(f"--{_kebab(name)} {_argument(value)}")
    if call.rest:
        words.append(call.rest)
    return " \\\n  ".join(words) if len(" ".join(words)) > 110 else " ".join(words)


def _argument(value: Any) -> str:
    if isinstance(value, str):
        return value if value.startswith("fileb://") else shlex.quote(value)
    return str(value) if isinstance(value, int) else shlex.quote(json.dumps(value))


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()
