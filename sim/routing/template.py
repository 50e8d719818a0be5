"""The functions of a SAM or CloudFormation template, with their alias and how it is moved. Nothing of the template is run.

What SAM makes of ``AutoPublishAlias`` is a version, an alias and, with ``DeploymentPreference``, a CodeDeploy deployment; in plain
CloudFormation these are resources of their own. Both give the same here.

https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html and
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sim.routing.arns import is_alias
from sim.routing.template_nodes import Reader, TemplateError, reader_of
from sim.rules.tree import Kind, Node

__all__ = ["Deployment", "TemplateError", "deployments_of"]

_SAM, _PLAIN = "AWS::Serverless::Function", "AWS::Lambda::Function"
PREFIX = "CodeDeployDefault.Lambda"
"""What plain CloudFormation writes in front of the names that SAM uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """A function of a template, and how its alias comes to a new version. What the template does not say is empty."""

    logical: str
    """Its name in the template."""
    function: str
    """FunctionName; its name in the template if it has none, or none that is known before deployment."""
    line: int
    """Where it begins, from 1."""
    alias: str = ""
    preference: str = ""
    """Type of the DeploymentPreference as SAM writes it, such as ``Canary10Percent5Minutes``."""
    enabled: bool = True
    """Whether the preference counts."""
    alarms: tuple[str, ...] = ()
    pre_traffic: str = ""
    """The hook before traffic is let over: a function's name."""
    post_traffic: str = ""
    provisioned: int = 0
    """Provisioned concurrency of the alias."""


def deployments_of(text: str) -> tuple[Deployment, ...]:
    """The functions of a template, in its order.

    Raises:
        TemplateError: it is no template, has no function, or asks for what SAM refuses; with line and column.
    """
    reader = reader_of(text)
    found = tuple(_found(reader))
    if not found:
        raise reader.fault(reader.root, f"no function stands in it; a template has a {_SAM} or a {_PLAIN}")
    return found


def _found(reader: Reader) -> Iterator[Deployment]:
    for logical, resource in reader.resources:
        match resource.text_of("Type"):
            case "AWS::Serverless::Function":
                yield _of_sam(reader, logical, resource)
            case "AWS::Lambda::Function":
                yield from _of_plain(reader, logical, resource)


def _of_sam(reader: Reader, logical: str, resource: Node) -> Deployment:
    alias = reader.text(reader.of_function(resource, "AutoPublishAlias"))
    preference = reader.of_function(resource, "DeploymentPreference")
    enabled = preference is not None and reader.is_on(preference.get("Enabled"))
    provisioned = reader.of_function(resource, "ProvisionedConcurrencyConfig")
    wanting = (("DeploymentPreference", preference if enabled else None), ("ProvisionedConcurrencyConfig", provisioned))
    for what, node in wanting:
        if node and not alias:
            raise reader.fault(node, f"{logical} has a {what}, but no alias for it; add AutoPublishAlias: prod")
    if alias and not is_alias(alias):
        at = reader.of_function(resource, "AutoPublishAlias") or resource
        raise reader.fault(at, f"{alias[:40]!r} cannot be an alias; take letters, digits, - and _, not digits alone")
    named = Deployment(
        logical=logical,
        function=reader.name_of(logical, resource),
        line=reader.line(resource),
        alias=alias,
        provisioned=_count(reader, provisioned),
    )
    if preference is None:
        return named
    kind = reader.text(preference.get("Type"))
    if enabled and not kind:
        raise reader.fault(preference, "DeploymentPreference has no Type; write one such as Canary10Percent5Minutes")
    hooks = preference.get("Hooks")
    return replace(
        named,
        preference=kind,
        enabled=enabled,
        alarms=reader.texts(preference.get("Alarms")),
        pre_traffic=reader.text(hooks.get("PreTraffic")) if hooks else "",
        post_traffic=reader.text(hooks.get("PostTraffic")) if hooks else "",
    )


def _of_plain(reader: Reader, logical: str, resource: Node) -> Iterator[Deployment]:
    """A function once for each of its aliases; once without, if it has none."""
    named = Deployment(logical=logical, function=reader.name_of(logical, resource), line=reader.line(resource))
    aliases = [
        alias
        for _, alias in reader.resources
        if alias.text_of("Type") == "AWS::Lambda::Alias" and reader.function_behind(alias) == logical
    ]
    if not aliases:
        yield named
    for alias in aliases:
        yield _of_alias(reader, named, alias)


def _of_alias(reader: Reader, named: Deployment, alias: Node) -> Deployment:
    properties = reader.properties(alias)
    name = reader.text(properties.get("Name"))
    if not is_alias(name):
        raise reader.fault(alias, f"{name[:40]!r} cannot be an alias; take letters, digits, - and _, not digits alone")
    policy = alias.get("UpdatePolicy")
    moved = policy.get("CodeDeployLambdaAliasUpdate") if policy else None
    named = replace(named, alias=name, provisioned=_count(reader, properties.get("ProvisionedConcurrencyConfig")))
    if moved is None:
        return named
    group = reader.resource(reader.text(moved.get("DeploymentGroupName")))
    settings = reader.properties(group) if group else Node(Kind.OBJECT, 0)
    alarms = settings.get("AlarmConfiguration")
    listed = alarms.get("Alarms") if alarms else None
    return replace(
        named,
        preference=reader.text(settings.get("DeploymentConfigName")).removeprefix(PREFIX),
        alarms=tuple(reader.text(one.get("Name")) for one in listed.members) if listed else (),
        pre_traffic=reader.text(moved.get("BeforeAllowTrafficHook")),
        post_traffic=reader.text(moved.get("AfterAllowTrafficHook")),
    )


def _count(reader: Reader, config: Node | None) -> int:
    """The provisioned concurrency that ``config`` asks for; 0 for none."""
    given = config.get("ProvisionedConcurrentExecutions") if config else None
    text = reader.text(given)
    if given and not (text.isdecimal() and 0 < int(text) < 1_000_000):
        raise reader.fault(given, f"ProvisionedConcurrentExecutions: {text[:40]!r} is no amount; write 1 or more")
    return int(text) if text else 0
