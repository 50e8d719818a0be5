"""*Do it in AWS*: files of the same sizes, the same call, what AWS answers, and everything taken down again."""

import json
import shlex
from collections.abc import Iterator
from typing import Any

from sim.draw.aws import ACCOUNT, BASIC, RUNTIME, TRUST, ApiCall, Shell, Step, cli, own, trusting
from sim.package.sam import sam
from sim.package.scenario import Layer, Scenario
from sim.package.shape import bounds
from sim.package.sizes import BUCKET, NAME, parameters
from sim.package.values import MB, Bootstrap, FunctionType, Operation, Package, is_custom, size

__all__ = ["sam", "steps"]

BASE_IMAGE = "public.ecr.aws/lambda/python:3.13"
_LEAST = {"MemorySize": "memory", "Timeout": "timeout"}
"""Parameters whose lowest value the AWS CLI knows, and refuses to go below."""
_FILL = f"""
# fill DIR RANDOM ZEROS: bytes that do not shrink in a .zip, and bytes that vanish in it
fill() {{
  mkdir -p "$1"
  head -c "$2" /dev/urandom > "$1/random.bin"
  head -c "$3" /dev/zero > "$1/zeros.bin"
}}
cat > app.py <<'PYTHON'
def handler(event, context):
    return "it got in"
PYTHON
mkdir -p {NAME} && cd {NAME} && cp ../app.py ."""


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script."""
    return tuple(_steps(scenario))


def _steps(scenario: Scenario) -> Iterator[Step]:
    yield own(scenario.region)
    yield Shell("# What the account's code storage holds now, and its limit")
    yield ApiCall("lambda", "GetAccountSettings", {})
    if scenario.stored_mb:
        yield Shell(f"# The scenario has {size(scenario.stored_mb * MB)} stored there; that is not made here.")
    yield Shell(_FILL)
    if scenario.is_function:
        yield from _role(scenario)
    if scenario.is_image:
        yield from _image(scenario)
    else:
        yield from _bucket(scenario)
        yield from _zip(scenario)
        yield from _layers(scenario)
    yield from _call(scenario)
    yield from _down(scenario)


def _role(scenario: Scenario) -> Iterator[Step]:
    trust = TRUST if scenario.role_assumable else trusting("ec2.amazonaws.com")
    yield ApiCall("iam", "CreateRole", {"RoleName": NAME, "AssumeRolePolicyDocument": json.dumps(trust)})
    yield ApiCall("iam", "AttachRolePolicy", {"RoleName": NAME, "PolicyArn": BASIC})
    yield Shell("sleep 10  # until the role is known everywhere")


def _image(scenario: Scenario) -> Iterator[Step]:
    registry = f"{ACCOUNT}.dkr.ecr.{scenario.region}.amazonaws.com"
    yield Shell(f"\n# An image of about {size(scenario.image_bytes)}; the base image is a part of it")
    yield ApiCall("ecr", "CreateRepository", {"repositoryName": NAME})
    yield Shell(
        f"REPOSITORY=$(aws ecr describe-repositories --repository-names {NAME} --query 'repositories[0].repositoryUri' --output text)\n"
        f"fill files {max(0, scenario.image_mb - 600) * MB} 0\n"
        f"cat > Dockerfile <<'DOCKER'\nFROM {BASE_IMAGE}\nCOPY app.py ${{LAMBDA_TASK_ROOT}}\nCOPY files /opt/files\n"
        'CMD ["app.handler"]\nDOCKER\n'
        f'docker build --platform {_platform(scenario)} --provenance=false -t "$REPOSITORY:1" .\n'
        'aws ecr get-login-password | docker login --username AWS --password-stdin "${REPOSITORY%/*}"\n'
        'docker push "$REPOSITORY:1"'
    )
    yield Shell(f"# $REPOSITORY is {registry}/{NAME} in your own account")


def _platform(scenario: Scenario) -> str:
    return "linux/arm64" if "arm64" in scenario.architectures else "linux/amd64"


def _bucket(scenario: Scenario) -> Iterator[Step]:
    if scenario.package is not Package.ZIP_S3 and not _real_layers(scenario):
        return
    yield Shell("\n# A bucket for what does not go into a request")
    yield Shell(f"aws s3 mb s3://{BUCKET}")
    if scenario.storage_mode == "REFERENCE":
        yield Shell(
            f"aws s3api put-bucket-versioning --bucket {BUCKET} --versioning-configuration Status=Enabled  # REFERENCE wants it"
        )
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": ["s3:GetObject", "s3:GetObjectVersion"],
            "Resource": f"arn:aws:s3:::{BUCKET}/*",
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        yield Shell(f"aws s3api put-bucket-policy --bucket {BUCKET} --policy {shlex.quote(policy)}")


def _zip(scenario: Scenario) -> Iterator[Step]:
    random = min(scenario.zipped_bytes, scenario.unzipped_bytes)
    yield Shell(
        f"\n# A .zip of about {size(scenario.zipped_bytes)} that unzips to {size(scenario.unzipped_bytes)}\n"
        f"fill code {random} {scenario.unzipped_bytes - random}"
    )
    if is_custom(scenario.runtime) and scenario.bootstrap in (Bootstrap.ZIP, Bootstrap.NOT_EXECUTABLE):
        mode = 755 if scenario.bootstrap is Bootstrap.ZIP else 644
        yield Shell(
            f"printf '#!/bin/sh\\n# your runtime: a loop over the Runtime API\\n' > code/bootstrap && chmod {mode} code/bootstrap"
        )
    elif scenario.handler_found:
        yield Shell("cp app.py code/")
    yield Shell("(cd code && rm -f ../code.zip && zip -q -r ../code.zip .) && ls -l code.zip")
    if scenario.package is Package.ZIP_S3:
        yield Shell(f"aws s3 cp code.zip s3://{BUCKET}/code.zip")


def _real_layers(scenario: Scenario) -> tuple[Layer, ...]:
    return scenario.layers if scenario.operation is Operation.CREATE and not scenario.is_image else ()


def _layers(scenario: Scenario) -> Iterator[Step]:
    """The layers: by way of the bucket, but those of another Region in the request, for the bucket is not theirs."""
    for number, layer in enumerate(_real_layers(scenario), start=1):
        yield Shell(
            f"\n# Layer {number}: {size(layer.unzipped_bytes)}\n"
            f"fill layer-{number} 1024 {max(0, layer.unzipped_bytes - 1024)}\n"
            f"(cd layer-{number} && zip -q -r ../layer-{number}.zip .)"
        )
        given = {"LayerName": f"{NAME}-{layer.name}"[:140]}
        kept = f"--query LayerVersionArn --output text > layer-{number}.arn"
        if layer.region != scenario.region:
            rest = f"--zip-file fileb://layer-{number}.zip --region {layer.region} {kept}"
            yield Shell(cli((ApiCall("lambda", "PublishLayerVersion", given, rest),)))
            continue
        yield Shell(f"aws s3 cp layer-{number}.zip s3://{BUCKET}/layer-{number}.zip")
        place = {"S3Bucket": BUCKET, "S3Key": f"layer-{number}.zip"}
        yield ApiCall("lambda", "PublishLayerVersion", given | {"Content": place}, kept)


def _call(scenario: Scenario) -> Iterator[Step]:
    given = parameters(scenario)
    yield Shell("\n# The call itself")
    if scenario.operation is Operation.LAYER:
        content = given.pop("Content")
        direct = scenario.package is Package.ZIP_DIRECT
        if direct:
            yield Shell(cli((ApiCall("lambda", "PublishLayerVersion", given, "--zip-file fileb://code.zip"),)))
        else:
            yield ApiCall("lambda", "PublishLayerVersion", given | {"Content": content})
        yield ApiCall("lambda", "ListLayerVersions", {"LayerName": NAME})
        return
    if scenario.operation is Operation.UPDATE:
        yield from _before(scenario)
    rest = ["--zip-file fileb://code.zip"] if scenario.package is Package.ZIP_DIRECT else []
    if _real_layers(scenario):
        given.pop("Layers")
        rest.append("--layers $(cat layer-*.arn)")
    if scenario.package is Package.ZIP_DIRECT:
        given = {name: value for name, value in given.items() if name not in ("Code", "ZipFile")}
    for told in _below(given):
        yield Shell(told)
    yield ApiCall("lambda", scenario.operation.value, given, " ".join(rest))
    yield Shell("\n# What came of it")
    yield ApiCall("lambda", "GetFunctionConfiguration", {"FunctionName": NAME})
    yield ApiCall("lambda", "Invoke", {"FunctionName": NAME}, "out.json && cat out.json")


def _below(given: dict[str, Any]) -> Iterator[str]:
    """Take out what the AWS CLI itself refuses, and say so."""
    for name, check in _LEAST.items():
        if name in given and given[name] < bounds(check)[0]:
            yield f"# {name} {given.pop(name)} is left out: the AWS CLI itself refuses less than {bounds(check)[0]}"
    if "EphemeralStorage" in given and given["EphemeralStorage"]["Size"] < bounds("tmp")[0]:
        told = given.pop("EphemeralStorage")["Size"]
        yield f"# EphemeralStorage {told} is left out: the AWS CLI itself refuses less than {bounds('tmp')[0]}"
    if not given.get("Architectures", ["some"]):
        given.pop("Architectures")
        yield "# Architectures is left out: the AWS CLI itself wants one at least"


def _before(scenario: Scenario) -> Iterator[Step]:
    """The function that is updated, with little code."""
    wanted = FunctionType.IMAGE if scenario.is_image else FunctionType.ZIP
    if scenario.function_type in (FunctionType.SAME, wanted) and scenario.is_image:
        image = {"Code": {"ImageUri": parameters(scenario)["ImageUri"]}, "PackageType": "Image"}
        yield ApiCall("lambda", "CreateFunction", {"FunctionName": NAME, "Role": _role_arn(), **image})
    elif scenario.function_type is FunctionType.IMAGE:
        yield Shell(f"# First make {NAME} from an image, as the lab does for CreateFunction with an image")
        return
    else:
        yield Shell("zip -q small.zip app.py")
        settings = {"Runtime": RUNTIME, "Handler": "app.handler", "Role": _role_arn()}
        yield ApiCall("lambda", "CreateFunction", {"FunctionName": NAME, **settings}, "--zip-file fileb://small.zip")
    yield Shell(f"aws lambda wait function-active-v2 --function-name {NAME}")


def _role_arn() -> str:
    return f"arn:aws:iam::{ACCOUNT}:role/{NAME}"


def _down(scenario: Scenario) -> Iterator[Step]:
    yield Shell("\n# Take it down again")
    if scenario.operation is Operation.LAYER:
        yield ApiCall("lambda", "DeleteLayerVersion", {"LayerName": NAME, "VersionNumber": 1})
    else:
        yield ApiCall("lambda", "DeleteFunction", {"FunctionName": NAME})
    for number, layer in enumerate(_real_layers(scenario), start=1):
        place = f" --region {layer.region}" if layer.region != scenario.region else ""
        yield Shell(
            f"ARN=$(cat layer-{number}.arn)\n"
            f'aws lambda delete-layer-version --layer-name "${{ARN%:*}}" --version-number "${{ARN##*:}}"{place}'
        )
    if scenario.is_image:
        yield ApiCall("ecr", "DeleteRepository", {"repositoryName": NAME, "force": True})
    elif scenario.package is Package.ZIP_S3 or _real_layers(scenario):
        yield Shell(f"aws s3 rb s3://{BUCKET} --force")
    if scenario.is_function:
        yield ApiCall("iam", "DetachRolePolicy", {"RoleName": NAME, "PolicyArn": BASIC})
        yield ApiCall("iam", "DeleteRole", {"RoleName": NAME})
        yield ApiCall("logs", "DeleteLogGroup", {"logGroupName": f"/aws/lambda/{NAME}"})
    yield Shell("cd ..")
