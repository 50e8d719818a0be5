"""The lab of ``package``: whether a deployment package gets in, what refuses it, and what fills its limit, at every change."""

from collections.abc import Mapping

import streamlit as st

from sim.package import Outcome, Scenario, Way
from sim.package.aws import sam, steps
from sim.package.picture import in_words
from sim.package.starting import NOT_MADE, RUNS
from sim.package.values import exactly, size
from sim.trace import Trace
from sim.ui.labs.package_bar import bar
from sim.ui.labs.package_controls import controls
from sim.ui.labs.package_table import checks, compared, page, short, then, warnings
from sim.ui.labs.settings import in_aws
from sim.ui.labs.shelf import Shelf
from sim.ui.player import player
from sim.ui.verdict import Told, verdict

__all__ = ["AS_TEXT", "LIVE", "PANELS", "SHELF", "SIMPLIFIES", "TITLE", "controls", "headline", "panel", "show"]

TITLE = "Packages"
SHELF = Shelf.AROUND
LIVE = True
AS_TEXT = "the files and architectures of layers, and all the rest"
PANELS = ("Zip or image", "Step by step", "Do it in AWS")
SIMPLIFIES = """
- **The order.** AWS does not document the order of its checks. It is known that the whole request is weighed before the .zip in it. The
  rest stands in the order of teaching: the package, its layers, its type, the settings, the account, the role.
- **Messages** are AWS's own, as they were recorded or reported. Where it says *as documented*, no recording of it was at hand. Wording moves:
  go by the name of the exception.
- **Exactly at a limit** AWS says *smaller than*, and so it is here.
- **An image over 10 GB** is told as users report it: the function is made, and fails while it is prepared.
- **A layer** has the size that you give it. Whether it exists, is shared with your account or was deleted, is not asked.
- **The size of the request** is counted to the byte for a call as the AWS CLI writes it, with the settings that you see. Other clients
  add or leave out some bytes.
- **Default compute.** Managed Instances take more memory, and 90 minutes for some calls. Code signing, VPC, file systems and SnapStart are
  left out, and so are quotas that AWS has lowered for a new account.
- **The first call** is told from what can be seen from outside: bootstrap, the handler's module, /tmp. Code can fail in many other ways.
- **A .zip of yours** is inflated in memory, counted and thrown away; counting stops at 500 MB. AWS counts the same files, and perhaps a
  little differently: leave some room.
- **Other parts of the package** of an image, such as its 16 KB of settings, its format and its architecture, are not checked.
"""
_HOLDS = {
    Way.BOTH: "A .zip can hold this, and so can an image.",
    Way.ZIP: "Only a .zip can hold this.",
    Way.IMAGE: "Only an image can hold this.",
    Way.NEITHER: "Neither a .zip nor an image can hold this.",
}
_WAYS = {
    Way.BOTH: "Both can hold it. Take the .zip as long as it fits: AWS keeps its runtime patched, and there is nothing to build.",
    Way.ZIP: "A .zip can hold it, an image cannot.",
    Way.IMAGE: "Only an image can hold it: over 250 MB unzipped, or over five layers, there is no other way.",
    Way.NEITHER: "Neither can hold it. Fetch large files at run time, into /tmp or from a file system, or run a container elsewhere.",
}


def show(scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """The verdict, what fills the limit, and every check in order."""
    outcome = trace.outcome
    verdict(told_of(scenario, outcome), key=key)
    st.html(bar(outcome))
    st.caption(_beside(scenario, outcome))
    st.html(page(then(outcome), warnings(outcome.warnings), checks(outcome)))


def _beside(scenario: Scenario, outcome: Outcome) -> str:
    """What lies beside the package, and takes nothing from its limit."""
    told = [f"The body of the request has {exactly(outcome.body_bytes)}."]
    if outcome.encoded_bytes:
        told.append(f"Of these {outcome.encoded_bytes:,} are the .zip in base64.")
    if scenario.is_function:
        told.append(f"Of /tmp {outcome.tmp_left_mb:,} MB are left; it is apart from the package.")
    told.append(_HOLDS[outcome.can])
    return " ".join(told)


def told_of(scenario: Scenario, outcome: Outcome) -> Told:
    """The verdict in words."""
    call = f"{in_words(scenario)}."
    if outcome.accepted:
        rest = f"{size(outcome.free_bytes)} are free." if outcome.free_bytes else ""
        return Told("good", "It gets in", f"{call} {rest}".strip(), _first_call(outcome))
    seen = " (as documented)" if outcome.as_documented else ""
    refused = next(one for one in outcome.checks if one.id == outcome.refused_by)
    word = "It is made, and fails" if outcome.status < 400 else "Refused"
    message = short(outcome.message).rstrip(".")
    return Told("bad", word, f"{call} {refused.why}", f"{outcome.status} {outcome.error_code}{seen}: {message}.")


def _first_call(outcome: Outcome) -> str:
    if outcome.first_call == RUNS:
        return "The first call can run."
    if outcome.first_call == NOT_MADE:
        return outcome.first_call_why
    return f"But the first call fails: {outcome.first_call}. {outcome.first_call_why}"


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers of the verdict."""
    return {
        "bytes of the request": outcome.body_bytes,
        "bytes unzipped": outcome.unzipped_bytes,
        "bytes free": outcome.free_bytes,
        "answers until all is mended": outcome.refusals,
        "MB of /tmp left": outcome.tmp_left_mb,
    }


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """Draw the panel of that name."""
    match name:
        case "Zip or image":
            st.markdown(_WAYS[trace.outcome.can])
            st.html(page(compared()))
            st.caption(
                "Docker is an anti-pattern for Lambda: that was said before December 2020, when there were no images. Today an image is the way "
                "for what does not fit into 250 MB, and for teams whose tools build images anyway."
            )
        case "Step by step":
            player(trace, key=f"{key}.player")
        case _:
            told = "Files of the same sizes, the same call, AWS's own answer, and everything taken down again."
            in_aws(told, steps(scenario), "SAM", sam(scenario))
