"""*Do it in AWS*: the template makes the application, the script deploys it twice, uploads photographs, looks at each station, and takes it down."""

from collections.abc import Iterator

from sim.capstone.photographs import PREFIX
from sim.capstone.sam import NAME, RELEASE, sam
from sim.capstone.scenario import Scenario
from sim.capstone.values import ACCOUNT, ALIAS, BUCKET, FILE, FRAME, NEW, OLD, QUEUE, REGION, RULE, TABLE
from sim.draw.aws import ApiCall, Shell, Step, own, template

__all__ = ["sam", "steps"]

OWN_BUCKET = f"{BUCKET}-{ACCOUNT}"
_UPLOADS = 5


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script."""
    return tuple(_steps(scenario))


def _steps(scenario: Scenario) -> Iterator[Step]:
    yield own(REGION)
    yield Shell(f"cat > template.yaml <<'YAML'\n{template(sam(scenario))}YAML\n")
    yield Shell(f"# Version {OLD} first; the second time the alias is moved to version {NEW}, which fails")
    for release in (OLD, NEW):
        changes = "--capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND --no-fail-on-empty-changeset"
        line = f"aws cloudformation deploy --stack-name {NAME} --template-file template.yaml {changes}"
        yield Shell(f"{line} --parameter-overrides {RELEASE}={release}{' &' if release == NEW else ''}")
    yield Shell("\n# Photographs come in while the deployment goes on")
    yield Shell("head -c 200000 /dev/urandom > photograph.jpg")
    yield Shell("sleep 60")
    for number in range(1, _UPLOADS + 1):
        yield Shell(f"aws s3 cp photograph.jpg s3://{OWN_BUCKET}/{PREFIX}{number:04}.jpg")
    yield Shell("wait\nsleep 300")
    yield from _look()
    yield Shell("\n# Take it down again")
    yield Shell(f"aws s3 rm s3://{OWN_BUCKET} --recursive")
    yield ApiCall("cloudformation", "DeleteStack", {"StackName": NAME})


def _look() -> Iterator[Step]:
    yield Shell("\n# Station by station: what is configured, and what came")
    yield Shell(f"aws s3api get-bucket-notification-configuration --bucket {OWN_BUCKET}")
    yield ApiCall("events", "DescribeRule", {"Name": RULE})
    yield ApiCall("events", "ListTargetsByRule", {"Rule": RULE})
    yield ApiCall("lambda", "GetPolicy", {"FunctionName": FRAME, "Qualifier": ALIAS})
    yield ApiCall("lambda", "GetAlias", {"FunctionName": FRAME, "Name": ALIAS})
    yield Shell(f"aws logs tail /aws/lambda/{FRAME} --since 1h --format short")
    yield ApiCall("ec2", "DescribeRouteTables", {})
    yield ApiCall("ec2", "DescribeVpcEndpoints", {})
    yield ApiCall("lambda", "ListEventSourceMappings", {"FunctionName": FILE})
    url = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{QUEUE}"
    yield ApiCall("sqs", "GetQueueAttributes", {"QueueUrl": url, "AttributeNames": ["All"]})
    yield Shell(f"aws logs tail /aws/lambda/{FILE} --since 1h --format short")
    yield ApiCall("dynamodb", "Scan", {"TableName": TABLE, "Select": "COUNT"})
