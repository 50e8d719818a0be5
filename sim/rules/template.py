"""The rules of a CloudFormation or SAM template. Nothing of it is run; its functions are settled as far as they are known.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html and
https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventbridgerule.html
"""

from collections.abc import Iterator
from itertools import chain

from sim.rules.intrinsic import NO_VALUE, Names, OpenError, Place, function_of, names_of, settled, settled_pattern
from sim.rules.rule import DEFAULT_BUS, Rule
from sim.rules.tree import BookError, Kind, Node, spelled

_HOLDERS = {"AWS::Serverless::Function", "AWS::Serverless::StateMachine"}
"""What has ``Events`` in SAM."""
_SCHEDULES = {"Schedule": "Schedule", "ScheduleV2": "ScheduleExpression"}
"""Where SAM's schedules have their expression."""
_PATTERNS = {"EventBridgeRule", "CloudWatchEvent"}
_OFF = {"false", "no", "off", "0"}


def rules_of_template(root: Node, where: Place) -> tuple[str, tuple[Rule, ...], tuple[str, ...]]:
    """What kind of template it is, its rules in order, and what is to be said about all of them.

    Raises:
        BookError: a name is given twice.
    """
    found: list[Rule] = []
    parameters = names_of(root, where)
    resources = root.get("Resources")
    assert resources is not None
    _refuse_doubles(resources)
    for logical, resource in resources.pairs:
        properties = resource.get("Properties") or Node(Kind.OBJECT, resource.at)
        kind, condition = resource.text_of("Type"), resource.text_of("Condition")
        for rule in _rules(logical, kind, resource, properties, parameters):
            remark = f"Only made if the condition {condition[:60]} holds." if condition else ""
            found.append(_with_remark(rule, remark))
    form = "a SAM template" if root.get("Transform") else "a CloudFormation template"
    return form, tuple(found), tuple(_notes(root, resources, found))


def _refuse_doubles(resources: Node) -> None:
    seen: set[str] = set()
    for name, value in resources.pairs:
        if name in seen:
            raise BookError(f"the key {name[:60]!r} is given twice; keep one of the two", value.at)
        seen.add(name)


def _rules(logical: str, kind: str, resource: Node, properties: Node, names: Names) -> Iterator[Rule]:
    if kind == "AWS::Events::Rule":
        yield _rule(logical, resource.at, properties, names, "EventPattern", "Name")
    elif kind == "AWS::Scheduler::Schedule":
        yield _scheduled(logical, resource.at, properties, names, "ScheduleExpression")
    elif kind in _HOLDERS:
        for name, event in properties.objects("Events"):
            own = event.get("Properties") or Node(Kind.OBJECT, event.at)
            source = event.text_of("Type")
            if source in _PATTERNS:
                yield _rule(logical + name, event.at, own, names, "Pattern", "RuleName", targets=1)
            elif source in _SCHEDULES:
                yield _scheduled(logical + name, event.at, own, names, _SCHEDULES[source])


def _rule(
    logical: str, at: int, properties: Node, names: Names, pattern_key: str, name_key: str, targets: int = 0
) -> Rule:
    given, listed = properties.get(pattern_key), properties.get("Targets")
    state, remark = _state(properties, names)
    schedule = _text(properties, "ScheduleExpression", names, "a schedule")
    fault = unknown = pattern = surely = ""
    mine = Names(names.known)
    if given is None and not schedule:
        fault = f"it has no {pattern_key}; write one"
    elif given is not None:
        try:
            pattern = _pattern(given, mine)
            surely = _pattern(given, Names(names.known, NO_VALUE)) if mine.open else ""
        except OpenError as error:
            unknown = f"{error} is known only after deployment"
    bare = next(_bare_words(given), "") if given else ""
    told = f"{bare} without quotes is read as true or false; put it in quotes if a text is meant." if bare else ""
    return Rule(
        name=_text(properties, name_key, names, logical) or logical,
        at=at,
        bus=_bus(properties, names),
        state=state,
        pattern=pattern,
        schedule=schedule,
        targets=len(listed.members) if listed else targets,
        fault=fault,
        unknown=unknown,
        open=tuple(dict.fromkeys(mine.open)),
        surely=surely,
        remark=" ".join(filter(None, (remark, told))),
    )


def _pattern(given: Node, names: Names) -> str:
    node = settled_pattern(given, names)
    return node.text if node.kind is Kind.TEXT else spelled(node)


def _scheduled(logical: str, at: int, properties: Node, names: Names, key: str) -> Rule:
    expression = _text(properties, key, names, "a schedule")
    state, remark = _state(properties, names)
    name = _text(properties, "Name", names, logical) or logical
    fault = "" if expression else f"it has no {key}; write one"
    return Rule(name=name, at=at, state=state, schedule=expression, targets=1, fault=fault, remark=remark)


def _text(properties: Node, key: str, names: Names, otherwise: str) -> str:
    """The text at ``key``; ``otherwise`` if it is not known before deployment, nothing if there is none."""
    given = properties.get(key)
    if given is None:
        return ""
    try:
        return settled(given, names).text
    except OpenError:
        return otherwise


def _state(properties: Node, names: Names) -> tuple[str, str]:
    """The state, and what is to be said about it."""
    enabled = _text(properties, "Enabled", names, "?")
    state = _text(properties, "State", names, "?") or ("DISABLED" if enabled.lower() in _OFF else "ENABLED")
    if "?" in {state, enabled}:
        return "ENABLED", "Its state is decided at deployment; it is taken as enabled."
    return state.upper(), ""


def _bus(properties: Node, names: Names) -> str:
    """The bus by name; by its logical id if its name is not known before deployment."""
    given = properties.get("EventBusName")
    if given is None:
        return DEFAULT_BUS
    called = function_of(given)
    logical = called[1].text or "".join(member.text for member in called[1].members[:1]) if called else ""
    return _text(properties, "EventBusName", names, logical.partition(".")[0]).rpartition("/")[2] or DEFAULT_BUS


def _bare_words(node: Node) -> Iterator[str]:
    if node.bare:
        yield node.bare
    for below in chain((value for _, value in node.pairs), node.members):
        yield from _bare_words(below)


def _with_remark(rule: Rule, remark: str) -> Rule:
    return rule.with_remark(remark) if remark else rule


def _notes(root: Node, resources: Node, rules: list[Rule]) -> Iterator[str]:
    if root.get("Conditions"):
        yield "Conditions are not weighed: every resource counts as made."
    loops = [name for name, _ in resources.pairs if name.startswith("Fn::ForEach")]
    if loops:
        yield f"{loops[0][:60]} is unrolled at deployment; what it makes is not among these rules."
    names = [rule.name for rule in rules]
    doubled = next((name for name in names if names.count(name) > 1), "") if len(names) < 1000 else ""
    if doubled:
        yield f"Two rules are named {doubled[:60]}; on one bus CloudFormation can make only one of them."
