"""A pasted text → the rules that it tells of, whichever of the usual forms it has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sim.rules.intrinsic import Place
from sim.rules.json_tree import read_json
from sim.rules.rule import DEFAULT_BUS, Rule
from sim.rules.template import rules_of_template
from sim.rules.tree import BookError, Kind, Node, spelled
from sim.rules.yaml_tree import read_yaml

MOST_RULES = 10_000
_OF_RULE = ("EventPattern", "ScheduleExpression")


@dataclass(frozen=True, slots=True)
class Book:
    """The rules of one text."""

    form: str
    """What the text was read as."""
    rules: tuple[Rule, ...]
    notes: tuple[str, ...] = ()


def read_book(text: str, where: Place) -> Book:
    """The rules that ``text`` tells of: JSON, lines of JSON, the output of ``list-rules``, or a template in JSON or YAML.

    Raises:
        BookError: it is neither, and where that shows.
    """
    text = text.replace("\ufeff", " ", 1) if text.startswith("\ufeff") else text
    begin = text.lstrip()
    if not begin:
        raise BookError("there are no rules here; paste some, or choose a question above")
    nodes = read_json(text) if begin[0] in "{[" else read_yaml(text)
    if not nodes:
        raise BookError("there are no rules here, only comments; paste some")
    if len(nodes) > 1 and begin[0] not in "{[":
        raise BookError("a second document begins here; paste one at a time", nodes[1].at)
    book = _of_root(nodes[0], where) if len(nodes) == 1 else _listed("lines of JSON", nodes)
    if not book.rules:
        raise BookError(f"read as {book.form}, but no rule stands in it; a rule has an EventPattern", nodes[0].at)
    if len(book.rules) > MOST_RULES:
        raise BookError(f"more than {MOST_RULES:,} rules stand here; at most that many are read", book.rules[-1].at)
    return book


def _of_root(root: Node, where: Place) -> Book:
    if root.kind is Kind.LIST:
        return _listed("a list", root.members)
    if root.kind is not Kind.OBJECT:
        raise BookError(f"{root.kind} stands here; rules are an object, a list, or a template", root.at)
    resources, rules = root.get("Resources"), root.get("Rules")
    if resources and resources.kind is Kind.OBJECT:
        form, found, notes = rules_of_template(root, where)
        return Book(form, found, notes)
    if rules and rules.kind is Kind.LIST:
        book = _listed("the output of list-rules", rules.members)
        return Book(book.form, book.rules, _of_more_pages(root))
    if _is_event(root):
        raise BookError("this is an event, not a rule; paste it as the event", root.at)
    if _is_rule(root):
        return Book("one rule", (_rule(root, "rule-1"),))
    if any(value.kind is Kind.LIST for _, value in root.pairs):
        return Book("one pattern", (Rule(name="rule-1", at=root.at, pattern=spelled(root)),))
    return Book("rules by name", _once(_entry(value, name) for name, value in root.pairs))


def _of_more_pages(root: Node) -> tuple[str, ...]:
    return ("There is a NextToken: the bus has more rules than these.",) if root.text_of("NextToken") else ()


def _listed(form: str, members: Iterable[Node]) -> Book:
    return Book(form, _once(_entry(member, f"rule-{n}") for n, member in enumerate(members, 1)))


def _entry(node: Node, name: str) -> Rule:
    """The rule that ``node`` is: a pattern, its text, or an object that has one."""
    match node.kind:
        case Kind.OBJECT if _is_rule(node):
            return _rule(node, name)
        case Kind.OBJECT:
            return Rule(name=name, at=node.at, pattern=spelled(node))
        case Kind.TEXT:
            return Rule(name=name, at=node.at, pattern=node.text)
        case _:
            told = f"{node.kind} stands where a pattern belongs; a pattern is an object in braces"
            return Rule(name=name, at=node.at, fault=told)


def _rule(node: Node, name: str) -> Rule:
    pattern, targets = node.get("EventPattern"), node.get("Targets")
    schedule = node.text_of("ScheduleExpression")
    fault = ""
    if not pattern and not schedule:
        fault = "it has neither an EventPattern nor a ScheduleExpression; PutRule wants one of the two"
    return Rule(
        name=node.text_of("Name") or name,
        at=node.at,
        bus=node.text_of("EventBusName").rpartition("/")[2] or DEFAULT_BUS,
        state=node.text_of("State") or "ENABLED",
        pattern="" if not pattern else pattern.text if pattern.kind is Kind.TEXT else spelled(pattern),
        schedule=schedule,
        targets=len(targets.members) if targets else 0,
        fault=fault,
    )


def _is_rule(node: Node) -> bool:
    return any(node.get(key) for key in _OF_RULE) or bool(node.text_of("Name") and node.text_of("State"))


def _is_event(node: Node) -> bool:
    detail = node.get("detail")
    return bool(node.text_of("source")) and detail is not None and detail.kind is Kind.OBJECT


def _once(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules; one whose name comes again on the same bus is replaced by the later.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
    """
    listed = list(islice(rules, MOST_RULES + 1))
    last = {(rule.bus, rule.name): rule for rule in listed}
    return tuple(_replaced(listed, last))


def _replaced(rules: Iterable[Rule], last: dict[tuple[str, str], Rule]) -> Iterator[Rule]:
    for rule in rules:
        later = last[rule.bus, rule.name]
        yield rule if later is rule else rule.replaced_at(later.at)
