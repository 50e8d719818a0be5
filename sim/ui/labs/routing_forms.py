"""The bench's buttons and form: each writes a call of the AWS CLI, filled in from what is there now."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sim.draw.aws import RUNTIME
from sim.routing import FunctionOutcome
from sim.routing.arns import LATEST
from sim.routing.cli import written

FUNCTION = "reserve-seat"
ROLE = "arn:aws:iam::111122223333:role/lantern"
_LABEL = re.compile(r"v([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: the option that it sets, its words, and what stands in it at first."""

    option: str
    words: str
    first: Callable[[FunctionOutcome | None], str] = lambda _: ""
    wanted: bool = True
    """Whether the call needs it; otherwise an empty field is left out."""


@dataclass(frozen=True, slots=True)
class Form:
    """A call that can be written by filling in."""

    words: str
    fields: tuple[Field, ...]
    rest: str = ""


def newest(function: FunctionOutcome | None) -> str:
    """The newest published version; 1 if there is none."""
    return function.versions[-1].version if function and function.versions else "1"


def an_alias(function: FunctionOutcome | None) -> str:
    """``prod`` if there is no alias yet, else the one that comes first; prod before the others."""
    names = [alias.name for alias in function.aliases] if function else []
    return "prod" if not names or "prod" in names else names[0]


def new_alias(function: FunctionOutcome | None) -> str:
    """A name that no alias has."""
    names = [alias.name for alias in function.aliases] if function else []
    return next(name for name in ("prod", "beta", "dev", "canary", f"alias-{len(names) + 1}") if name not in names)


def next_code(function: FunctionOutcome | None) -> str:
    """The file of the next code: ``fileb://v3.zip`` after v2."""
    labels = [function.latest.code, *(version.code for version in function.versions)] if function else []
    numbers = [int(found[1]) for label in labels if (found := _LABEL.fullmatch(label))]
    return f"fileb://v{max(numbers, default=0) + 1}.zip"


def _shift(function: FunctionOutcome | None) -> str:
    return f"AdditionalVersionWeights={{{newest(function)}=0.1}}"


def _weightless(_: FunctionOutcome | None) -> str:
    return "AdditionalVersionWeights={}"


_ALIAS = Field("name", "Alias", an_alias)
_VERSION = Field("function-version", "Version", newest)
_QUALIFIER = Field("qualifier", "Qualifier: alias or version, empty for none", an_alias, wanted=False)
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "update-function-code": Form("Upload code", (Field("zip-file", "File with the code", next_code),)),
        "update-function-configuration": Form(
            "Change environment variables",
            (Field("environment", "Variables, all of them", lambda _: "Variables={STAGE=prod}"),),
        ),
        "publish-version": Form("Publish a version", (Field("description", "Description", wanted=False),)),
        "create-alias": Form("Make an alias", (Field("name", "Alias", new_alias), _VERSION)),
        "update-alias": Form(
            "Point an alias", (_ALIAS, _VERSION, Field("routing-config", "Weights", _weightless, wanted=False))
        ),
        "update-alias ": Form("Shift by weight", (_ALIAS, Field("routing-config", "Weights", _shift))),
        "invoke": Form("Invoke", (_QUALIFIER,), "out.json"),
        "add-permission": Form(
            "Let a service call",
            (
                Field("principal", "Principal", lambda _: "apigateway.amazonaws.com"),
                Field("statement-id", "Statement id", lambda _: "gateway"),
                Field("action", "Action", lambda _: "lambda:InvokeFunction"),
                _QUALIFIER,
            ),
        ),
        "put-provisioned-concurrency-config": Form(
            "Provision concurrency",
            (
                Field("qualifier", "Alias or version", an_alias),
                Field("provisioned-concurrent-executions", "Environments", lambda _: "5"),
            ),
        ),
        "put-function-event-invoke-config": Form(
            "Set asynchronous retries", (Field("maximum-retry-attempts", "Retries", lambda _: "0"), _QUALIFIER)
        ),
        "put-function-concurrency": Form(
            "Reserve concurrency", (Field("reserved-concurrent-executions", "Reserved", lambda _: "50"),)
        ),
        "delete-function": Form(
            "Delete a version, or everything", (Field("qualifier", "Version", newest, wanted=False),)
        ),
        "delete-alias": Form("Delete an alias", (_ALIAS,)),
        "get-policy": Form("Read a policy", (_QUALIFIER,)),
        "list-versions-by-function": Form("List the versions", ()),
        "create-function": Form(
            "Make the function",
            (
                Field("zip-file", "File with the code", next_code),
                Field("runtime", "Runtime", lambda _: RUNTIME),
                Field("handler", "Handler", lambda _: "app.handler"),
                Field("role", "Role", lambda _: ROLE),
            ),
        ),
    }
)


def filled(command: str, function: str, values: Mapping[str, str]) -> str:
    """The call of a form, as one types it. An empty field is left out."""
    form = FORMS[command]
    options = {field.option: values.get(field.option, "").strip() for field in form.fields}
    given = {"function-name": function} | {name: value for name, value in options.items() if value}
    return written(command.strip(), given, form.rest)


def quick(function: FunctionOutcome | None, name: str) -> Iterator[tuple[str, str]]:
    """The calls that stand a click away, by their words."""
    if function is None:
        yield "Make the function", filled("create-function", name, _firsts("create-function", None))
        return
    code = next_code(function)
    label = code.removeprefix("fileb://").removesuffix(".zip")
    yield f"Upload {label}", filled("update-function-code", name, {"zip-file": code})
    yield "Publish", filled("publish-version", name, {})
    if not function.versions:
        yield f"Invoke {LATEST}", filled("invoke", name, {})
        return
    newest_one = newest(function)
    prod = next((alias for alias in function.aliases if alias.name == an_alias(function)), None)
    if prod is None:
        yield f"Make prod → {newest_one}", filled("create-alias", name, _firsts("create-alias", function))
    elif prod.version != newest_one:
        shift = {"name": prod.name, "routing-config": _shift(function)}
        yield f"10 % of {prod.name} → {newest_one}", filled("update-alias ", name, shift)
        point = {"name": prod.name, "function-version": newest_one, "routing-config": _weightless(function)}
        yield f"Point {prod.name} → {newest_one}", filled("update-alias", name, point)
    qualifier = prod.name if prod else ""
    yield f"Invoke {qualifier or LATEST}", filled("invoke", name, {"qualifier": qualifier})


def _firsts(command: str, function: FunctionOutcome | None) -> dict[str, str]:
    return {field.option: field.first(function) for field in FORMS[command].fields}
