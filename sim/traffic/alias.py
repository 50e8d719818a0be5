"""The alias: where it points, and what AWS answers to a call that would change that.

https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sim.routing import weights
from sim.routing.answers import Answer, bad_version
from sim.routing.arns import LATEST, is_number, is_version
from sim.traffic.scenario import Move, Scenario

_TAKEN = "It leads to one version, or to two published ones, of which one has a weight from 0.0 to 1.0."


@dataclass(frozen=True, slots=True)
class Alias:
    """Where the alias points: the main version, and the weights of additional ones."""

    version: str
    weights: Mapping[str, float]

    @property
    def additional(self) -> str:
        """The additional version; empty if there is none."""
        return next(iter(self.weights), "")

    @property
    def weight(self) -> float:
        """Its weight; 0 if there is none."""
        return next(iter(self.weights.values()), 0.0)

    @property
    def chances(self) -> Mapping[str, float]:
        """The chance of each version to get a call."""
        return {self.version: 1 - self.weight, **self.weights}

    def draw(self, chance: float) -> str:
        """The version of a call that drew ``chance``, a number from 0 up to 1."""
        return self.additional if self.weights and chance < self.weight else self.version


def first_alias(scenario: Scenario) -> Alias:
    """The alias that CreateAlias asks for."""
    keys = (scenario.additional, *scenario.more) if scenario.additional else ()
    return Alias(scenario.version, dict.fromkeys(keys, scenario.weight))


def moved(alias: Alias, move: Move) -> Alias:
    """The alias that UpdateAlias asks for. Routing that the call leaves out stays."""
    weights = {move.additional: move.weight} if move.additional else {} if move.clear else alias.weights
    return replace(alias, version=move.version or alias.version, weights=weights)


def answer_to(alias: Alias, status: int, *, other_roles: bool) -> Answer:
    """What AWS answers: ``status`` and the alias, or the first refusal.

    The order of the checks is ours where two of them meet: AWS does not document it.
    """
    return next(_refusals(alias, other_roles=other_roles), Answer(status=status, why=_TAKEN, fact="alias-pointer"))


def _refusals(alias: Alias, *, other_roles: bool) -> Iterator[Answer]:
    told = "{" + ", ".join(f"{version}={weight}" for version, weight in alias.weights.items()) + "}"
    if not is_version(alias.version):
        yield bad_version(alias.version)
    if not all(map(is_number, alias.weights)):
        yield weights.bad_key(told)
    if any(not weights.LOWEST <= weight <= weights.HIGHEST for weight in alias.weights.values()):
        yield weights.bad_weight(told)
    if len(alias.weights) > weights.MOST_ADDITIONAL:
        yield weights.too_many()
    if alias.weights and alias.version == LATEST:
        yield weights.latest_shared()
    if alias.version in alias.weights:
        yield weights.named_twice(alias.version)
    if alias.weights and other_roles:
        yield weights.differing(alias.version, alias.additional, "execution role")
