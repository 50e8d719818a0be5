"""The alias: where it points, and what AWS answers to a call that would change that.

https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sim.facts import fact_of
from sim.routing.answers import Answer, bad_version, invalid, refused
from sim.routing.arns import LATEST, is_version
from sim.traffic.scenario import Move, Scenario
from sim.traffic.values import HIGHEST_WEIGHT, LOWEST_WEIGHT, MOST_ADDITIONAL

KEY_PATTERN = str(fact_of("alias-weight-key-latest").value)
_PLACE = "routingConfig.additionalVersionWeights"
_RANGE = (
    f"Map value must satisfy constraint: [Member must have value less than or equal to {HIGHEST_WEIGHT}, "
    f"Member must have value greater than or equal to {LOWEST_WEIGHT}, Member must not be null]"
)
_KEYS = (
    "Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than "
    f"or equal to 1, Member must satisfy regular expression pattern: {KEY_PATTERN}, Member must not be null]"
)
_TAKEN = "It names one published version, or two with a weight from 0.0 to 1.0."


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
    if any(not re.fullmatch(KEY_PATTERN, version) for version in alias.weights):
        yield invalid(
            _PLACE, told, _KEYS, "An additional version is a published one: a number.", "alias-weight-key-latest"
        )
    if any(not LOWEST_WEIGHT <= weight <= HIGHEST_WEIGHT for weight in alias.weights.values()):
        yield invalid(
            _PLACE, told, _RANGE, "A weight is a share from 0.0 to 1.0, and no percentage.", "alias-weight-range"
        )
    if len(alias.weights) > MOST_ADDITIONAL:
        message = f"Number of items in AdditionalVersionWeights cannot be greater than {MOST_ADDITIONAL}"
        yield _parameter(message, "An alias points to two versions at most.", "alias-weights-max1")
    if alias.weights and alias.version == LATEST:
        message = f"{LATEST} is not supported for an alias pointing to more than 1 version"
        yield _parameter(message, "Both versions of a weighted alias are published ones.", "alias-may-point-latest")
    if alias.version in alias.weights:
        message = (
            f"Invalid function version {alias.version}. Function version {alias.version} is already included in routing "
            "configuration."
        )
        yield _parameter(
            message, "The additional version is another one than the main version.", "alias-same-version-twice"
        )
    if alias.weights and other_roles:
        message = f"Versions {alias.version} and {alias.additional} do not have the same execution role."
        why = "AWS wants one execution role for both. The words are ours: AWS's text is not recorded."
        yield _parameter(message, why, "alias-same-role-dlq")


def _parameter(message: str, why: str, fact: str) -> Answer:
    return refused(400, "InvalidParameterValueException", message, why, fact)
