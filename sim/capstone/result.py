"""The outcome of a run, counted from what the simulators said."""

from collections import Counter

from sim import queue as queues
from sim.capstone.flow import Flow
from sim.capstone.outcome import Outcome, PhotographOutcome, StationOutcome
from sim.capstone.photographs import Photograph
from sim.capstone.planting import is_sound, planted
from sim.capstone.score import score
from sim.capstone.symptoms import symptoms
from sim.capstone.values import NEW, Ended, Station

_WAITS = (queues.Ended.WAITING, queues.Ended.IN_FLIGHT)


def outcome_of(flow: Flow) -> Outcome:
    """What a question may ask."""
    scenario = flow.scenario
    each = tuple(_photograph(flow, one) for one in flow.photographs)
    ended = Counter(one.ended for one in each)
    stations = tuple(_station(flow, station, each) for station in Station)
    broken = [one.station for one in stations if not one.sound]
    sound = len(stations) - len(broken)
    return Outcome(
        uploaded=len(each),
        matched=len(flow.matched),
        strangers=flow.strangers,
        called=len(flow.called),
        read=sum(one.read for one in each),
        queued=len(flow.messages),
        stored=ended[Ended.STORED],
        filed_once=sum(one.filed == 1 for one in each),
        filed_twice=sum(one.filed > 1 for one in each),
        dead_lettered=ended[Ended.DEAD_LETTERED],
        waiting=ended[Ended.WAITING],
        lost=ended[Ended.LOST],
        bad_calls=sum(one.bad_calls for one in each),
        everybodys_bad_calls=flow.deployed.bad_calls,
        sound=sound,
        whole=not broken,
        first_broken=next((station.value for station in broken), "none"),
        hints=len(scenario.hints),
        needless=scenario.needless,
        score=score(sound, len(scenario.hints), scenario.needless),
        stations=stations,
        photographs=each,
    )


def _photograph(flow: Flow, one: Photograph) -> PhotographOutcome:
    attempts, message = flow.framed.get(one.number, ()), flow.messages.get(one.number)
    return PhotographOutcome(
        number=one.number,
        at=one.at,
        is_large=one.is_large,
        matched=one in flow.matched,
        called=one in flow.called,
        attempts=len(attempts),
        bad_calls=sum(attempt.version == NEW for attempt in attempts),
        read=any(attempt.version != NEW and attempt.target != "S3" for attempt in attempts),
        queued_at=flow.sent_at(one),
        filed=message.effects if message else 0,
        received=message.received if message else 0,
        ended=ended_of(message),
    )


def ended_of(message: queues.MessageOutcome | None) -> Ended:
    """What has become of the photograph with this message; None if it has none."""
    if message is None:
        return Ended.LOST
    if message.effects:
        return Ended.STORED
    if message.status is queues.Ended.DEAD_LETTERED:
        return Ended.DEAD_LETTERED
    return Ended.WAITING if message.status in _WAITS else Ended.LOST


def _station(flow: Flow, station: Station, each: tuple[PhotographOutcome, ...]) -> StationOutcome:
    good = sum(one.attempts > one.bad_calls for one in each)
    received = sum(one.received > 0 for one in each)
    stored = sum(one.ended is Ended.STORED for one in each)
    ways = {
        Station.RULE: (len(each), len(flow.matched)),
        Station.CALL: (len(flow.matched), len(flow.called)),
        Station.DEPLOYMENT: (len(flow.called), good),
        Station.NETWORK: (good, len(flow.messages)),
        Station.QUEUE: (len(flow.messages), received),
        Station.ROLE: (received, stored),
    }
    came, passed = ways[station]
    return StationOutcome(
        station=station,
        fault=planted(flow.scenario.seed)[station],
        sound=is_sound(flow.scenario, station),
        came=came,
        passed=passed,
        symptoms=symptoms(flow, station),
    )
