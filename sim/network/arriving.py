"""The target's side of a way: who lets the request in, how the answer comes back, and what it says."""

from collections.abc import Iterator

from sim.network.filtering import group_lets_in, rules_let_in
from sim.network.finding import End, endpoint_name, gateway_endpoint, groups_named, remote_of
from sim.network.hops import answering, crossing, hop
from sim.network.outcome import Check, HopOutcome, Place
from sim.network.routes import route_for
from sim.network.scenario import Scenario
from sim.network.values import Policy, TargetKind


def arriving(scenario: Scenario, own: End, there: End) -> Iterator[HopOutcome]:
    """The target's side, and the answer's way back. A NAT gateway has dealt with the answer for what is on the internet."""
    port, remote = scenario.target.at_port, remote_of(scenario)
    if scenario.target.kind is TargetKind.INTERFACE:
        told = "Traffic goes from a function into the VPC, never the other way: nothing can connect to a function's interface."
        yield hop(
            Place.TARGET, Check.ONE_WAY, there.name, told, passes=False, rule="one-way", fact="net-lambda-service-vpc"
        )
    if there.subnet:
        yield from (one for one in crossing(scenario, own, there, port) if one.check is Check.ACL_IN)
        said = group_lets_in(groups_named(scenario, there.groups), own, port)
        yield _group_in(own, there, ", ".join(there.groups) or "no group", said.rule, port, passes=said.passes)
    elif remote:
        name = "its security group" if scenario.target.kind is TargetKind.PEERED else "the firewall"
        said = rules_let_in(name, remote.ingress, own, port)
        yield _group_in(own, there, name, said.rule, port, passes=said.passes)
        yield _route_back(scenario, there, route_back=remote.route_back)
    if there.subnet or remote or own.network.version == 6 or _by_gateway_endpoint(scenario, own, there):
        yield from answering(scenario, own, there)


def _by_gateway_endpoint(scenario: Scenario, own: End, there: End) -> bool:
    return route_for(scenario, own.subnet, there).via == endpoint_name(scenario.target.service)


def _group_in(own: End, there: End, names: str, rule: str, port: int, *, passes: bool) -> HopOutcome:
    is_endpoint = there.name.startswith("vpce-")
    if passes:
        told = f"An inbound rule at {there.name} lets {own.name} in at port {port}: {rule}."
    else:
        groups = ", ".join(own.groups)
        told = f"No inbound rule of {names} lets tcp {port} in from {own.network} or the groups {groups}."
    fact = "net-endpoint-security-group" if is_endpoint else "net-sg-stateful"
    return hop(Place.TARGET, Check.GROUP_IN, names, told, passes=passes, rule=rule, fact=fact)


def _route_back(scenario: Scenario, there: End, *, route_back: bool) -> HopOutcome:
    cidr = scenario.vpc.cidr
    peered = scenario.target.kind is TargetKind.PEERED
    who = "The route table of the peered VPC" if peered else "The routing of the data centre"
    told = f"{who} knows the way back to {cidr}." if route_back else f"{who} has no way back to {cidr}."
    told += "" if route_back else " The request arrives, and the answer never does."
    return HopOutcome(
        place=Place.TARGET,
        check=Check.ROUTE_BACK,
        name=there.name,
        is_back=True,
        passes=route_back,
        rule=f"{cidr} → {'pcx' if peered else 'VPN'}" if route_back else "",
        why=told,
        fact="net-peering-routes" if peered else "net-on-premises-routes",
    )


def policy_said(name: str, policy: Policy, fact: str) -> HopOutcome:
    """What an endpoint that was reached says to the call."""
    if policy is Policy.ALLOW:
        told = f"The policy of {name} allows the call, and the service answers."
    else:
        told = f"{name} is reached, and answers with 403: its policy denies the call."
    return hop(
        Place.TARGET, Check.ENDPOINT, name, told, passes=policy is Policy.ALLOW, rule=f"policy: {policy}", fact=fact
    )


def listening(scenario: Scenario, there: End, via: str = "") -> HopOutcome:
    """What the target answers, if the packet has come to it."""
    endpoint = gateway_endpoint(scenario, scenario.target.service)
    if endpoint and via == endpoint_name(endpoint.service) and endpoint.policy is Policy.DENY:
        return policy_said(endpoint_name(endpoint.service), endpoint.policy, "net-endpoint-policy")
    port = scenario.target.at_port
    if scenario.target.is_listening:
        told = f"{there.name[0].upper()}{there.name[1:]} answers at port {port}."
        return hop(Place.TARGET, Check.LISTENING, there.name, told, rule=f"tcp {port}: open")
    told = f"The packet arrives at {there.name}, but nobody listens at port {port}: it answers with a reset, at once."
    return hop(Place.TARGET, Check.LISTENING, there.name, told, passes=False, rule=f"tcp {port}: closed")
