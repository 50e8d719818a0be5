"""The scenario with names of its own for a real account, so that nothing there is overwritten or taken down that was there before."""

from dataclasses import replace

from sim.bus.scenario import Bus, Scenario, arn_of_bus
from sim.bus.values import DEFAULT_BUS, OWN_ACCOUNT

PREFIX = "coldstart-"


def named(name: str, most: int) -> str:
    """The name with a prefix that tells where it comes from, at most as long as AWS allows."""
    return f"{PREFIX}{name}"[:most]


def in_own_names(scenario: Scenario) -> Scenario:
    """The same buses, rules, archives and replays, each under such a name; the default bus and other accounts' buses keep theirs."""
    buses = {bus: _renamed(bus) for bus in scenario.known}

    def of(reference: str, account: str = OWN_ACCOUNT) -> str:
        bus = scenario.bus_of(reference, account)
        if bus is None:
            return reference
        return arn_of_bus(buses[bus]) if reference.startswith("arn:") else buses[bus].name

    def account_of(reference: str) -> str:
        bus = scenario.bus_of(reference)
        return bus.account if bus else OWN_ACCOUNT

    rules = tuple(
        replace(
            rule,
            name=named(rule.name, 64),
            bus=of(rule.bus),
            targets=tuple(
                replace(target, bus=of(target.bus, account_of(rule.bus)) if target.bus else "")
                for target in rule.targets
            ),
        )
        for rule in scenario.rules
    )
    puts = tuple(
        replace(put, entries=tuple(replace(entry, bus=of(entry.bus, put.account)) for entry in put.entries))
        for put in scenario.puts
    )
    archives = tuple(replace(one, name=named(one.name, 48), bus=of(one.bus)) for one in scenario.archives)
    replays = tuple(
        replace(
            one,
            name=named(one.name, 64),
            archive=named(one.archive, 48),
            rules=tuple(named(name, 64) for name in one.rules),
        )
        for one in scenario.replays
    )
    kept = tuple(buses[bus] for bus in scenario.buses)
    return replace(scenario, buses=kept, rules=rules, puts=puts, archives=archives, replays=replays)


def _renamed(bus: Bus) -> Bus:
    if bus.account != OWN_ACCOUNT or bus.name == DEFAULT_BUS:
        return bus
    new = replace(bus, name=named(bus.name, 256))
    return replace(new, policy=bus.policy.replace(arn_of_bus(bus), arn_of_bus(new)))
