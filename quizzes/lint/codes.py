"""Every code of a fault in an item or an objective, and what it says."""

from collections.abc import Mapping
from types import MappingProxyType

CODES: Mapping[str, str] = MappingProxyType(
    {
        # ids and references
        "Q001": "the id is taken by another item",
        "Q002": "the id is not small letters, digits and single hyphens",
        "Q003": "there is no such objective",
        "Q004": "there is no such fact in the ledger",
        "Q005": "the fact is too uncertain to ask about",
        "Q006": "the key rests on a fact of medium confidence, and the stem does not say 'as documented'",
        "Q007": "the fact states no number",
        "Q008": "an exam is not written as exam/domain",
        # the simulator
        "Q010": "the simulator gives something else than the proof expects",
        "Q011": "this run's outcome has no such place",
        "Q012": "the simulator's answer is none of the options, or no number",
        # whys
        "Q020": "a why is shorter than eight words",
        "Q021": "a why begins with the verdict",
        "Q022": "a why repeats its option",
        # citations
        "Q030": "a citation is not a page of AWS",
        "Q031": "a citation was checked in the future",
        # options and stem
        "Q040": "an option says all or none of the above",
        "Q041": "the key stands out by its length",
        "Q042": "options that are numbers are not in order, or are shuffled",
        "Q043": "the stem does not end in a question",
        "Q044": "the stem says how many to select, which the page adds",
        "Q045": "a typical mistake is the key",
        # objectives
        "Q050": "an objective has no item and no family",
        "Q051": "the objective's id is not words and hyphens, joined by dots",
        "Q052": "the objective's id is taken",
    }
)
