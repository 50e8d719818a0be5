"""What others say of a lab's way to AWS: botocore of its calls, a shell of its script, cfn-lint of its template."""

import subprocess
from collections.abc import Iterable, Iterator
from functools import cache

import botocore.session
from botocore.model import ServiceModel
from botocore.validate import ParamValidator
from cfnlint.config import ConfigMixIn
from cfnlint.decode.decode import decode_str
from cfnlint.runner import Runner

from sim.draw.aws import ApiCall, Step

_SESSION = botocore.session.get_session()


@cache
def model_of(service: str) -> ServiceModel:
    """The model of an API. Reading one takes up to half a second."""
    return _SESSION.get_service_model(service)


def calls_in(steps: Iterable[Step]) -> list[ApiCall]:
    """The API calls of a script."""
    return [step for step in steps if isinstance(step, ApiCall)]


def faults_of(call: ApiCall) -> str:
    """What the model of its API has against ``call``; empty if it fits. A role or a file in ``rest`` is there."""
    shape = model_of(call.service).operation_model(call.operation).input_shape
    given, beside = dict(call.parameters), call.rest.split()
    if "--role" in beside:
        given["Role"] = "arn:aws:iam::111122223333:role/r"
    if "--zip-file" in beside:
        given |= {"Code": {"ZipFile": b""}} if call.operation == "CreateFunction" else {"ZipFile": b""}
    return ParamValidator().validate(given, shape).generate_report()


def faults_in(steps: Iterable[Step]) -> str:
    """What the models have against the calls of a script."""
    return "\n".join(filter(None, map(faults_of, calls_in(steps))))


def shell_reads(script: str) -> tuple[int, str]:
    """What bash answers, and says, when it reads ``script`` without running it."""
    read = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False)
    return read.returncode, read.stderr


@cache
def _linter() -> Runner:
    """cfn-lint with its rules. Reading them takes ten times as long as trying them."""
    return Runner(ConfigMixIn(regions=["eu-west-1"]))


def lint(template: str) -> list[object]:
    """What cfn-lint finds in ``template``."""
    body, faults = decode_str(template)
    return list(faults or _linter().validate_template(body))


def named_in(body: object) -> Iterator[str]:
    """What ``Ref`` and ``Fn::GetAtt`` name."""
    match body:
        case {"Ref": str(name)} | {"Fn::GetAtt": [str(name), _]}:
            yield name
        case dict():
            for inner in body.values():
                yield from named_in(inner)
        case list():
            for inner in body:
                yield from named_in(inner)
