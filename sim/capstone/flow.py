"""The photographs of a round on their way, station by station: each decides by its own simulator what goes on to the next."""

from collections.abc import Mapping
from dataclasses import dataclass

from sim import deployment as deployments
from sim import queue as queues
from sim.capstone import call, deployment, network, queue, role, rule
from sim.capstone.framing import Framed, framed
from sim.capstone.photographs import Photograph, photographs, strangers
from sim.capstone.planting import settings_at
from sim.capstone.scenario import Scenario
from sim.capstone.values import Station
from sim.permission import Outcome as Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What each simulator said."""

    scenario: Scenario
    rule: rule.Settings
    network: network.Settings
    queue: queue.Settings
    role: role.Settings
    photographs: tuple[Photograph, ...]
    matched: tuple[Photograph, ...]
    strangers: int
    judged: Judged
    """What the policies say to the rule's call."""
    called: tuple[Photograph, ...]
    deployed: deployments.Outcome
    framed: Framed
    reading: Judged
    """What the policies say to the mapping."""
    writable: bool
    write_error: str
    queued: queues.Outcome | None
    """None if no message came."""
    messages: Mapping[int, queues.MessageOutcome]
    """By the number of the photograph."""

    def sent_at(self, photograph: Photograph) -> int:
        """When its message was sent; -1 if it never was."""
        attempts = self.framed.get(photograph.number, ())
        return attempts[-1].end if attempts and attempts[-1].is_ok else -1


def flow(scenario: Scenario) -> Flow:
    """Have the photographs come along."""
    rules, calls, deploys, nets, waits, roles = (settings_at(scenario, station) for station in Station)
    everything = photographs(scenario.seed)
    matched = tuple(one for one in everything if rule.matches(rules, one.event))
    judged = call.judged(calls)
    called = matched if judged.allowed else ()
    per_minute = deployment.PER_MINUTE * len(called) // len(everything)
    deployed = deployment.deployed(deploys, per_minute, _unreached(nets))
    attempts = framed(scenario.seed, called, nets, deployed.weights)
    sent = sorted((one[-1].end, number) for number, one in attempts.items() if one[-1].is_ok)
    reading, (writable, error) = role.reading(roles), role.writing(roles)
    queued = None
    if sent:
        locked = {one.number for one in everything if one.is_locked}
        places = [place for place, (_, number) in enumerate(sent, start=1) if number in locked]
        moments = [at for at, _ in sent]
        messages = queue.scenario(waits, moments, places, readable=bool(reading.allowed), writable=writable)
        queued = queues.run(messages).outcome
    return Flow(
        scenario=scenario,
        rule=rules,
        network=nets,
        queue=waits,
        role=roles,
        photographs=everything,
        matched=matched,
        strangers=sum(rule.matches(rules, one) for one in strangers()),
        judged=judged,
        called=called,
        deployed=deployed,
        framed=attempts,
        reading=reading,
        writable=writable,
        write_error=error,
        queued=queued,
        messages={number: queued.message_list[place] for place, (_, number) in enumerate(sent)} if queued else {},
    )


def _unreached(settings: network.Settings) -> int:
    """Percent of the function's subnets from which something is not reached: so many of the old version's calls fail."""
    subnets = settings.subnets or ("",)
    return 100 * sum(network.stopped(settings, subnet) is not None for subnet in subnets) // len(subnets)
