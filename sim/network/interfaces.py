"""Hyperplane ENIs: one for each combination of subnet and security groups, shared by all functions and versions that use it.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
"""

from dataclasses import dataclass

from sim.network.finding import subnet_named
from sim.network.outcome import InterfaceOutcome
from sim.network.scenario import Function, Scenario
from sim.network.values import CONNECTIONS

Pair = tuple[str, frozenset[str]]
"""A subnet, and a set of security groups: their order does not matter."""


@dataclass(frozen=True, slots=True)
class Making:
    """The interfaces of a network, and those that cannot be made."""

    pairs: tuple[InterfaceOutcome, ...]
    lacking: dict[Pair, str]
    """By combination, what there is too little of: the exception of Invoke."""

    @property
    def count(self) -> int:
        """ENIs in all."""
        return sum(pair.count for pair in self.pairs)


def pairs_of(function: Function) -> tuple[Pair, ...]:
    """The combinations that a function uses."""
    return tuple((subnet, frozenset(function.security_groups)) for subnet in function.subnets)


def make(scenario: Scenario) -> Making:
    """The interfaces that the functions need, in the order in which the functions are configured."""
    users: dict[Pair, list[Function]] = {}
    for function in scenario.functions:
        for pair in pairs_of(function):
            users.setdefault(pair, []).append(function)
    pairs: list[InterfaceOutcome] = []
    lacking: dict[Pair, str] = {}
    taken: dict[str, int] = {}
    there = scenario.other_interfaces
    for (subnet, groups), functions in users.items():
        connections = sum(-(-function.connections // len(function.subnets)) for function in functions)
        count = max(1, -(-connections // CONNECTIONS))
        pairs.append(
            InterfaceOutcome(
                subnet=subnet,
                security_groups=tuple(sorted(groups)),
                functions=tuple(function.label for function in functions),
                connections=connections,
                count=count,
            )
        )
        if taken.get(subnet, 0) + count > subnet_named(scenario, subnet).free_addresses:
            lacking[subnet, groups] = "SubnetIPAddressLimitReachedException"
        elif there + count > scenario.interface_quota:
            lacking[subnet, groups] = "ENILimitReachedException"
        else:
            taken[subnet] = taken.get(subnet, 0) + count
            there += count
    return Making(tuple(pairs), lacking)
