"""The lab of ``permission``: whether a caller may invoke a function, and which statement decides."""

from collections.abc import Mapping

import streamlit as st

from sim.permission import Outcome, Scenario, Verdict
from sim.permission.asking import questions_of
from sim.permission.aws import sam, steps
from sim.permission.picture import in_words
from sim.trace import Trace
from sim.ui.labs.permission_controls import controls
from sim.ui.labs.permission_table import hint, keys, notes, page, questions, refused, statements, warnings
from sim.ui.labs.settings import in_aws
from sim.ui.labs.sheets import desk_of
from sim.ui.labs.shelf import Shelf
from sim.ui.player import player
from sim.ui.verdict import Told, verdict

__all__ = ["LIVE", "PANELS", "SHELF", "SIMPLIFIES", "TITLE", "controls", "headline", "panel", "show"]

TITLE = "Permissions"
SHELF = Shelf.AROUND
LIVE = True
PANELS = ("Questions to the policies", "What a condition can ask", "Step by step", "Do it in AWS")
SIMPLIFIES = """
- **Three kinds of policy.** Permissions boundaries, session policies, and the control policies of an organization (SCP, RCP) are left out.
  Each can only take away: what is denied here is denied there too.
- **One identity policy.** All policies of a user or role count together; write their statements into one text. The root user is left out.
- **The resource policy** is told as AddPermission keeps it: a statement holds for exactly the ARN in its Resource. PutResourcePolicy takes
  several ARNs and wildcards too; how AWS weighs those is not shown. Nor is what a statement without qualifier does for `$LATEST`: here a
  call to `…:$LATEST` is let in by no resource policy.
- **Operators** for strings, ARNs, Booleans, addresses and Null are weighed; those for numbers, dates and binary values are refused, as are
  `NotPrincipal` and policy variables such as `${aws:username}`. Each condition key has one value.
- **Condition keys** are those in *What a condition can ask*. Any other counts as not there. Every service that says what it calls for is
  taken to say who owns it as well.
- **Error texts.** Of several policies that deny, AWS names one; which one is not documented. Here it is the identity policy, if it is one of
  them. Where a service says nothing that is documented, the words are ours, and it is said so.
- **A mapping** asks for the permissions that AWS's managed policies give. Sources of other accounts, keys of KMS and VPC are left out.
- **A URL** needs both permissions here, as new ones do since October 2025; owners of older ones were told to follow by November 2026.
- Before a new policy counts everywhere, seconds to minutes pass. Here it counts at once.
"""


def show(scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """The verdict, what would let the call in, and every statement with what it has to say."""
    outcome, desk = trace.outcome, desk_of(key)
    verdict(told_of(scenario, outcome), key=key)
    texts = {
        name: text
        for name, text in (
            ("identity", outcome.mended_identity),
            ("resource", outcome.mended_resource),
            ("trust", outcome.mended_trust),
        )
        if text
    }
    if outcome.hint:
        st.html(page(hint(outcome.hint)))
    if texts:

        def mend() -> None:
            desk.given.update(texts)

        st.button("Apply it", icon=":material/build:", key=f"{key}.mend", on_click=mend)
    st.html(page(statements(outcome), refused(outcome.refusals), warnings(outcome.warnings), notes(outcome.notes)))


def told_of(scenario: Scenario, outcome: Outcome) -> Told:
    """The verdict in words."""
    call = in_words(scenario)
    says = f"{call[:1].upper()}{call[1:]}. {outcome.why}"
    match outcome.verdict:
        case Verdict.ALLOWED:
            return Told("good", "Allowed", says, f"Decided by {outcome.decided_by}.")
        case Verdict.DENIED:
            status = f"{outcome.status} " if outcome.status else ""
            ours = " (in our words)" if outcome.own_words else ""
            return Told(
                "bad",
                "Denied",
                says,
                f"{status}{outcome.error_code}{ours}: {outcome.message.rstrip('.')}. {outcome.fails}",
            )
    first = outcome.problems[0]
    place = f"{first.policy.capitalize()} policy, line {first.line}, column {first.column}"
    return Told("stop", "No policy", f"{place}: {first.message}.", "As long as it cannot be read, nothing is decided.")


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers of the verdict."""
    return {
        "statements looked at": outcome.looked_at,
        "that allow": outcome.allows,
        "that deny": outcome.denies,
        "too wide": outcome.too_wide,
    }


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """Draw the panel of that name."""
    match name:
        case "Questions to the policies":
            if trace.outcome.problems:
                st.text("As long as a policy cannot be read, nothing is asked.")
                return
            st.html(page(questions(trace.outcome.checks)))
            st.caption("The call is allowed if every answer is yes.")
        case "What a condition can ask":
            st.html(page(keys(questions_of(scenario))))
            st.caption("A condition on any other key meets nothing there.")
        case "Step by step":
            player(trace, key=f"{key}.player")
        case _:
            told = "The function, a role that stands for the caller, the policies, and AWS's own answer."
            in_aws(told, steps(scenario), "SAM", sam(scenario))
