"""What security groups and network ACLs say to a connection.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html and
https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
"""

from dataclasses import dataclass

from sim.network.finding import End
from sim.network.parts import AclRule, Rule, SecurityGroup
from sim.network.values import (
    ADDRESSES,
    HIGHEST_PORT,
    PREFIX_LISTS,
    Action,
    Network,
    Protocol,
    block,
    holds,
    is_network,
    touches,
)

Ports = tuple[int, int]
"""From, to: both included."""


@dataclass(frozen=True, slots=True)
class Said:
    """Whether something lets a packet through, and the rule that decided; empty if none did."""

    passes: bool
    rule: str


def group_lets_out(groups: tuple[SecurityGroup, ...], peer: End, port: int) -> Said:
    """Whether one of the groups has an outbound rule for ``peer`` at ``port``."""
    return _first([(group.name, rule) for group in groups for rule in group.egress], peer, port, "to")


def group_lets_in(groups: tuple[SecurityGroup, ...], peer: End, port: int) -> Said:
    """Whether one of the groups has an inbound rule for ``peer`` at ``port``."""
    return _first([(group.name, rule) for group in groups for rule in group.ingress], peer, port, "from")


def rules_let_in(name: str, rules: tuple[Rule, ...], peer: End, port: int) -> Said:
    """The same of inbound rules that belong to no group of this VPC."""
    return _first([(name, rule) for rule in rules], peer, port, "from")


def acl_lets(rules: tuple[AclRule, ...], peer: Network, ports: Ports) -> Said:
    """Whether numbered rules allow all of ``ports``, with ``peer`` at the other end."""
    open_ports = [ports]
    for rule in sorted(rules, key=lambda one: one.number):
        fits = holds if rule.action is Action.ALLOW else touches
        hit = [part for part in open_ports if rule.from_port <= part[1] and part[0] <= rule.to_port]
        if not hit or not fits(block(rule.cidr), peer):
            continue
        if rule.action is Action.DENY:
            return Said(passes=False, rule=acl_rule(rule))
        open_ports = [left for part in open_ports for left in _without(part, (rule.from_port, rule.to_port))]
        if not open_ports:
            return Said(passes=True, rule=acl_rule(rule))
    return Said(passes=False, rule="* deny")


def group_rule(name: str, rule: Rule, way: str) -> str:
    """A rule of a security group as a list shows it."""
    return f"{name}: {_what(rule)} {way} {rule.peer}"


def acl_rule(rule: AclRule) -> str:
    """A rule of a network ACL as a list shows it."""
    return f"{rule.number} {rule.action} {_what(rule)} {rule.cidr}"


def ports_in_words(ports: Ports) -> str:
    """``443`` or ``1024–65535``."""
    return str(ports[0]) if ports[0] == ports[1] else f"{ports[0]}–{ports[1]}"


def _what(rule: Rule | AclRule) -> str:
    if rule.protocol is Protocol.ALL:
        return "everything"
    if (rule.from_port, rule.to_port) == (0, HIGHEST_PORT):
        return "tcp, all ports"
    return f"tcp {ports_in_words((rule.from_port, rule.to_port))}"


def _first(rules: list[tuple[str, Rule]], peer: End, port: int, way: str) -> Said:
    for name, rule in rules:
        if rule.from_port <= port <= rule.to_port and _names(rule.peer, peer):
            return Said(passes=True, rule=group_rule(name, rule, way))
    return Said(passes=False, rule="")


def _names(text: str, peer: End) -> bool:
    """Whether a rule that names ``text`` is about ``peer``."""
    if text in PREFIX_LISTS:
        return peer.network == block(ADDRESSES[PREFIX_LISTS[text]])
    return holds(block(text), peer.network) if is_network(text) else text in peer.groups


def _without(part: Ports, taken: Ports) -> list[Ports]:
    """What is left of a range when another one is taken out."""
    below, above = (part[0], min(part[1], taken[0] - 1)), (max(part[0], taken[1] + 1), part[1])
    return [left for left in (below, above) if left[0] <= left[1]]
