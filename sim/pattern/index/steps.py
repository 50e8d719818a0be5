"""The paths of many rules as a tree, a node for each step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sim.pattern.amounts import Leaf
from sim.pattern.field import Field
from sim.pattern.index.bits import any_of, packed, unpacked
from sim.pattern.index.memo import Memo
from sim.pattern.index.wanted import Wanted
from sim.pattern.index.wishes import Rules, Wishes
from sim.pattern.work import Work

FlatRule = Sequence[tuple[str, Field]]
_MOST_KEYS = 64
_LONGEST = 2_000
"""Keys of an object, and characters of all of them, for which a plan is remembered."""


class NotPlainError(Exception):
    """A key of the event has a dot in it, or comes twice, where rules look; or arrays lie too deep in each other."""


class Plan(NamedTuple):
    """What to do at an object with certain keys."""

    bits: int
    """The rules that need nothing below the keys that it has not."""
    onward: tuple[tuple[str, "Node"], ...]
    """The keys that it has, and where they lead."""


class Node:
    """A step of some rules' paths."""

    __slots__ = ("_below", "_everything", "_memo", "children", "needed", "plans", "tangled", "texts", "wanted")

    def __init__(self, draft: "_Draft", size: int, memo: Memo) -> None:
        self.children: dict[str, Node] = {}
        self.wanted = Wanted(draft.wishes, size, memo) if draft.wishes.rules else None
        self.needed = packed(draft.needed, size)
        """Rules that need a value here or below."""
        self.tangled = packed(draft.tangled, size)
        """Rules of which more must be known where an array stands here."""
        self.plans: dict[tuple[str, ...], Plan] = memo.table()
        self.texts: dict[str, int] = self.wanted.texts if self.wanted and not draft.below else {}
        """What ``scalar`` gives for strings that were here before; there may be others."""
        self._below = packed(draft.below, size)
        self._everything = (1 << size) - 1
        self._memo = memo

    def lacking_here(self) -> int:
        """The rules that need no value at this very path."""
        return self.wanted.lacking() if self.wanted else self._everything

    def lacking_below(self) -> int:
        """The rules that need no value below."""
        return self._everything ^ unpacked(self._below)

    def scalar(self, leaf: Leaf, work: Work) -> int:
        """The rules that ``leaf`` satisfies here and below, if it stands in no array."""
        bits = self.wanted.holding(leaf, work) if self.wanted else self._everything
        return bits & self.lacking_below() if self._below else bits

    def plan(self, keys: tuple[str, ...]) -> Plan:
        """What to do at an object with ``keys``.

        Raises:
            NotPlainError: one of them goes several steps at once.
        """
        onward = []
        for key in keys:
            if key in self.children:
                onward.append((key, self.children[key]))
            elif isinstance(key, str) and "." in key and self._leads(key):
                raise NotPlainError
        here = {key for key, _ in onward}
        missing = any_of(child.needed for key, child in self.children.items() if key not in here)
        plan = Plan(self._everything ^ missing, tuple(onward))
        if len(keys) <= _MOST_KEYS and sum(map(len, keys)) <= _LONGEST:
            self._memo.keep(self.plans, keys, plan)
        return plan

    def _leads(self, key: str) -> bool:
        """Whether a ``key`` of several steps leads to a node."""
        node: Node | None = self
        for step in key.split("."):
            node = node.children.get(step) if node else None
        return node is not None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A node while its rules are collected."""

    wishes: Wishes = field(default_factory=Wishes)
    needed: Rules = field(default_factory=list)
    below: Rules = field(default_factory=list)
    tangled: Rules = field(default_factory=list)


def tree_of(rules: Mapping[int, FlatRule], size: int, memo: Memo) -> tuple[Node, dict[str, Wanted]]:
    """The root of the tree of all paths in ``rules``, whose numbers are below ``size``; and what is wanted at each path."""
    drafts: dict[tuple[str, ...], _Draft] = {(): _Draft()}
    for number, rule in rules.items():
        _draft(drafts, number, rule)
    nodes: dict[tuple[str, ...], Node] = {}
    for steps, draft in drafts.items():
        nodes[steps] = Node(draft, size, memo)
        if steps:
            nodes[steps[:-1]].children[steps[-1]] = nodes[steps]
    return nodes[()], {".".join(steps): node.wanted for steps, node in nodes.items() if node.wanted}


def _draft(drafts: dict[tuple[str, ...], _Draft], number: int, rule: FlatRule) -> None:
    """Write rule ``number`` into ``drafts``. A node comes before those below it."""
    fields = {tuple(path.split(".")): wanted for path, wanted in rule}
    needed: set[tuple[str, ...]] = set()
    below: set[tuple[str, ...]] = set()
    tangled: set[tuple[str, ...]] = set()
    for steps, wanted in fields.items():
        above = [steps[:n] for n in range(len(steps))]
        for start in above:
            drafts.setdefault(start, _Draft())
        drafts.setdefault(steps, _Draft()).wishes.add(number, wanted)
        tangled.update(start for start in above if wanted.absent or start in fields)
        if not wanted.absent:
            needed.update(above, [steps])
            below.update(above)
    for kept, places in (("needed", needed), ("below", below), ("tangled", tangled)):
        for steps in places:
            getattr(drafts[steps], kept).append(number)
