"""What the script calls things that AWS names itself: a word in angle brackets, which the shell puts the real ID in place of."""

from typing import Any

from sim.draw.aws import ACCOUNT, REGION, ApiCall, Shell
from sim.network.scenario import Function, Scenario
from sim.network.values import TITLES, TargetKind

PREFIX = "coldstart-"
PREAMBLE = Shell(
    f"""# Your own account and Region take the place of {ACCOUNT} and {REGION}; IDs that AWS gives take the place of <words>.
# create-network-acl-entry calls what is not outbound --ingress.
ACCOUNT=$(command aws sts get-caller-identity --query Account --output text)
REGION=${{AWS_REGION:-$(command aws configure get region)}}
declare -A ID
aws() {{
  local words=("${{@//{ACCOUNT}/$ACCOUNT}}") word
  words=("${{words[@]//{REGION}/$REGION}}")
  words=("${{words[@]/#--no-egress/--ingress}}")
  for word in "${{!ID[@]}}"; do words=("${{words[@]//"$word"/${{ID[$word]}}}}"); done
  command aws "${{words[@]}}"
}}
keep() {{ ID["<$1>"]=$(cat id); }}
"""
)
CODE = '''import socket
import time


def handler(event, context):
    """What the code sees when it connects to event["host"] at event["port"]."""
    begin = time.monotonic()
    try:
        socket.create_connection((event["host"], event["port"]), timeout=2).close()
        seen = "connected"
    except OSError as error:
        seen = f"{type(error).__name__}: {error}"
    return {"seen": seen, "after_ms": round(1000 * (time.monotonic() - begin))}
'''


def word(kind: str, name: str = "") -> str:
    """What stands for the ID of something."""
    return f"<{kind}{name and ' '}{name}>"


def made(operation: str, parameters: dict[str, Any], query: str, kind: str, name: str = "") -> ApiCall:
    """A call of EC2 that makes something, whose ID is kept."""
    told = f"{kind}{name and ' '}{name}"
    return ApiCall("ec2", operation, parameters, f"--query {query} --output text >id && keep '{told}'")


def function_name(function: Function) -> str:
    """A function's name in the learner's account."""
    return f"{PREFIX}{function.name}{function.version and '-'}{function.version}"


def host_of(scenario: Scenario) -> str:
    """A host to try in the real cloud."""
    target = scenario.target
    match target.kind:
        case TargetKind.SERVICE:
            return f"{target.service}.{REGION}.amazonaws.com"
        case TargetKind.INTERNET:
            return "example.com"
        case TargetKind.INTERNET_IPV6:
            return "ipv6.google.com"
    return "the-address-of-your-own-host"


def costs(scenario: Scenario) -> str:
    """What of the network costs money, in a sentence."""
    paid = [f"NAT gateway {gateway.name}" for gateway in scenario.nat_gateways]
    paid += [f"the interface endpoint for {TITLES[one.service]}" for one in scenario.interface_endpoints]
    paid += ["the transit gateway's attachment"] if "tgw" in led_to(scenario) else []
    if not paid:
        return "Nothing of this network is billed by the hour: no NAT gateway, no interface endpoint."
    told = ", ".join(paid)
    return f"{told[0].upper()}{told[1:]}: billed by the hour until deleted, used or not. Run the last part of the script when you are done."


def led_to(scenario: Scenario) -> set[str]:
    """What the routes lead to."""
    return {route.via for table in scenario.route_tables for route in table.routes}
