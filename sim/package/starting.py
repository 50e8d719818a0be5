"""What the first invocation finds out that nobody looked for when the function was made.

https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
"""

from collections.abc import Iterator

from sim.facts import fact_of
from sim.package.outcome import Covered
from sim.package.scenario import Scenario
from sim.package.values import DEPRECATED, PREVIEWS, Bootstrap, Package, is_custom

RUNS, NOT_MADE = "runs", "not made"
NO_BOOTSTRAP = str(fact_of("custom-runtime-no-bootstrap").value)
NO_MODULE = str(fact_of("handler-not-found").value)
NOT_FOUND, NO_SPACE = "handler not found", "no space left on device"
"""In our words, where the error's name hangs on the language or the code."""
_NAMED = ("python", "nodejs")
"""Languages whose error for a missing module is documented."""


def first_call(scenario: Scenario, *, accepted: bool) -> tuple[str, str]:
    """What it gives, and why: ``runs``, the type of the error, or ``not made``."""
    if not accepted:
        return NOT_MADE, "What is refused is never called."
    if not scenario.is_function:
        return NOT_MADE, "A layer is not called by itself."
    if not scenario.is_image:
        problem = _bootstrap(scenario) or _handler(scenario)
        if problem:
            return problem
    if tmp_left(scenario) < 0:
        told = f"{scenario.tmp_files_mb:,} MB do not fit into the {scenario.tmp_mb:,} MB of /tmp."
        return NO_SPACE, told
    return RUNS, "Nothing that can be seen from outside keeps it from running."


def _bootstrap(scenario: Scenario) -> tuple[str, str] | None:
    if not is_custom(scenario.runtime):
        return None
    told = "Nobody looks for it when the function is made."
    match scenario.bootstrap:
        case Bootstrap.MISSING:
            return NO_BOOTSTRAP, f"There is no bootstrap in /var/task or /opt. {told}"
        case Bootstrap.NOT_EXECUTABLE:
            return NO_BOOTSTRAP, f"bootstrap is there, and may not be executed: chmod 755 before zipping. {told}"
        case Bootstrap.LAYER if not scenario.layers:
            return NO_BOOTSTRAP, f"bootstrap should come by a layer, and there is no layer. {told}"
    return None


def _handler(scenario: Scenario) -> tuple[str, str] | None:
    if is_custom(scenario.runtime) or scenario.handler_found:
        return None
    error = NO_MODULE if scenario.runtime.startswith(_NAMED) else NOT_FOUND
    return error, f"The package has no module for {scenario.handler}. Only the form of Handler is checked before."


def tmp_left(scenario: Scenario) -> int:
    """MB of /tmp that the function leaves; less than 0 if it wants more."""
    return scenario.tmp_mb - scenario.tmp_files_mb


def covered(scenario: Scenario) -> tuple[Covered, ...]:
    """Files that are in several layers: the last layer's is the one that is seen."""
    if scenario.is_image:
        return ()
    seen: dict[str, list[str]] = {}
    for layer in scenario.layers:
        for path in dict.fromkeys(layer.files):
            seen.setdefault(path, []).append(f"{layer.name}:{layer.version}")
    return tuple(
        Covered(path=f"/opt/{path}", hidden=hidden, seen=names[-1])
        for path, names in seen.items()
        for hidden in names[:-1]
    )


def warnings_of(scenario: Scenario) -> Iterator[str]:
    """What AWS takes, and a careful reader should not."""
    if scenario.runtime in DEPRECATED:
        yield (
            f"{scenario.runtime} is deprecated since {DEPRECATED[scenario.runtime]}: no patches any more. Functions that use it still run; "
            "when making and changing them will be blocked has been postponed several times."
        )
    if scenario.runtime in PREVIEWS:
        yield (
            f"{scenario.runtime} was a public preview in summer 2026. Whether it is generally available by now is not established."
        )
    if not scenario.is_function:
        return
    problem = None if scenario.is_image else _bootstrap(scenario) or _handler(scenario)
    if problem:
        yield f"The first call fails with {problem[0]}: {problem[1]}"
    if tmp_left(scenario) < 0:
        yield f"The function wants {-tmp_left(scenario):,} MB more of /tmp than it has."
    yield from _of_layers(scenario)
    if scenario.extensions and not scenario.layers and not scenario.is_image:
        yield "External extensions lie in /opt/extensions, and nothing but a layer puts files there. There is no layer."
    if scenario.runtime and not is_custom(scenario.runtime) and scenario.bootstrap is not Bootstrap.ZIP:
        yield f"{scenario.runtime} brings its own runtime: a bootstrap plays no part."


def _of_layers(scenario: Scenario) -> Iterator[str]:
    if scenario.package is Package.IMAGE:
        return
    own = set(scenario.architectures)
    for layer in scenario.layers:
        if layer.architectures and not own & set(layer.architectures):
            names = " and ".join(one.value for one in layer.architectures)
            mine = " and ".join(one.value for one in scenario.architectures) or "none"
            yield (
                f"Layer {layer.name} is made for {names}, the function runs on {mine}. AWS takes it; native code in the layer does not run."
            )
    for one in covered(scenario):
        yield f"{one.path} of layer {one.hidden} is covered by that of {one.seen}: later layers win."
