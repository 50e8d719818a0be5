"""Where the alias points: each UpdateAlias of a deployment, and how long it stays so.

https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
"""

from sim.deployment.outcome import Weights
from sim.deployment.state import ALIAS_LANE, World
from sim.deployment.values import FIRST_ID
from sim.trace import Tone


def point(world: World, version: str, additional: str, percent: int) -> None:
    """UpdateAlias: from now on the new version gets so much."""
    close_weights(world, world.now)
    world.new_percent = percent
    weight = percent / 100 if additional else 0.0
    now = Weights(at=world.now, function_version=version, additional=additional, weight=weight, new_percent=percent)
    world.weights.append(now)
    if world.progress.first_shift_at < 0 and not percent:
        return
    routing = f"{{{additional}: {weight:g}}}" if additional else "{}"
    label = f"version {version}, AdditionalVersionWeights {routing}"
    why = f"{percent} % of the calls meet version {world.scenario.target} from now on."
    tone = Tone.COLD if percent else Tone.AFTER
    world.mark(ALIAS_LANE, "shift" if percent else "put-back", label, tone, why, "cd-alias-mechanism", FIRST_ID)


def close_weights(world: World, end: int) -> None:
    """The span of the weights that end at the moment ``end``."""
    if not world.weights:
        return
    last, target = world.weights[-1], world.scenario.target
    if end <= last.at:
        return
    label = f"{last.new_percent} % to version {target}"
    tone = Tone.COLD if last.new_percent else Tone.REST
    why = f"FunctionVersion is {last.function_version}" + (
        f", and version {last.additional} has weight {last.weight:g}." if last.additional else ", without weights."
    )
    world.span(ALIAS_LANE, last.at, end, "weights", label, tone, why, "cd-alias-mechanism")
