"""Families of items: questions whose numbers are drawn from a seed, whose key the simulator computes, and whose mistakes are wrong models.

A family stands in ``quizzes/families/*.yaml`` (``family``). It is written with expressions (``expression``, ``evaluating``) and gaps in
texts (``template``); a seed draws its parameters (``drawing``) and makes an item (``building``). ``catalog`` reads and finds, ``lint``
tells what is wrong; ``CODES`` lists its codes.
"""

from quizzes.generate.building import MARK, Reason, Rejected, Variant, attempt
from quizzes.generate.catalog import Count, NoVariantError, count, families, is_variant, item_of, variant
from quizzes.generate.codes import CODES
from quizzes.generate.family import Family, NumericFamily, PredictFamily, SingleFamily
from quizzes.generate.values import ExpressionError

__all__ = [
    "CODES",
    "MARK",
    "Count",
    "ExpressionError",
    "Family",
    "NoVariantError",
    "NumericFamily",
    "PredictFamily",
    "Reason",
    "Rejected",
    "SingleFamily",
    "Variant",
    "attempt",
    "count",
    "families",
    "is_variant",
    "item_of",
    "variant",
]
