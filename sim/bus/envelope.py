"""An event as EventBridge makes it of an entry: the envelope around the detail.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
"""

from datetime import datetime
from random import Random
from uuid import UUID

from sim.bus.putting import detail_of
from sim.bus.spelling import minified, quoted, spell
from sim.bus.target import Entry
from sim.bus.values import REGION


def event_id(chance: Random) -> str:
    """A new id."""
    return str(UUID(int=chance.getrandbits(128), version=4))


def spell_moment(moment: datetime) -> str:
    """Such as ``2026-11-23T08:00:00Z``."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"


def envelope(entry: Entry, number: str, account: str, moment: datetime) -> str:
    """The event of ``entry`` as JSON, with the id ``number``; its time is that of the entry, or ``moment``."""
    fields = {
        "version": quoted("0"),
        "id": quoted(number),
        "detail-type": quoted(entry.detail_type),
        "source": quoted(entry.source),
        "account": quoted(account),
        "time": quoted(entry.time or spell_moment(moment)),
        "region": quoted(REGION),
        "resources": spell(list(entry.resources)),
        "detail": minified(detail_of(entry)),
    }
    return "{" + ",".join(f"{quoted(name)}:{text}" for name, text in fields.items()) + "}"


def replayed(text: str, replay: str) -> str:
    """The event as a replay of that name brings it: the same, with ``replay-name`` where AWS puts it."""
    head, mark, rest = text.partition(',"resources":')
    return f'{head},"replay-name":{quoted(replay)}{mark}{rest}'
