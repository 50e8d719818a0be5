"""The lab of ``routing``: calls are made one by one, and after each it shows what every version and alias runs."""

from collections.abc import Mapping

import streamlit as st

from sim.routing import Outcome, Scenario
from sim.routing.aws import sam, steps
from sim.routing.diagram import graph_body, in_words
from sim.routing.playing import played
from sim.routing.telling import functions_of
from sim.trace import Trace
from sim.ui.labs.routing_controls import controls
from sim.ui.labs.routing_table import calls, page, runs, summary
from sim.ui.labs.settings import MOST_SHOWN, in_aws, picture, tell_rest
from sim.ui.labs.shelf import Shelf
from sim.ui.player import player

__all__ = ["LIVE", "PANELS", "SHELF", "SIMPLIFIES", "TITLE", "controls", "headline", "panel", "show"]

TITLE = "Version bench"
SHELF = Shelf.VERSIONS
LIVE = True
PANELS = ("What a version freezes", "Answers as JSON", "Step by step", "Do it in AWS")
SIMPLIFIES = """
- **One second a call.** In *Step by step* every call takes one second of the picture. That is no duration of AWS's.
- **An update is done** before the next call, unless *More settings* says otherwise; then so many calls still find it InProgress, and a new
  function Pending. `aws lambda wait` waits for both. In AWS it takes seconds, with a VPC up to minutes.
- **The code** is a label: the name of the `.zip` file. Its CodeSha256 follows from the label, and RevisionId from the calls, so that they
  are the same each time; AWS's are others.
- **Settings** are runtime, handler, role, description, timeout, memory, environment, layers and dead-letter queue. The others that a
  version freezes (VPC, tracing, ephemeral storage, architecture, SnapStart …) go the same way and have no option here.
- **Comparing.** As documented, a publish compares with the last published version: an update that changes nothing, or is taken back before
  the publish, makes no version here. If just that version was deleted, a new one is made; AWS does not say.
- **Weights left out** of UpdateAlias stay as they are; that is understood so, and not recorded from AWS.
- **Messages** are AWS's words of recordings up to 2025. Where no recording is known (two versions with different roles or dead-letter
  queues, provisioned concurrency for two aliases of one version, another account), the words are ours, and the table says so;
  *more provisioned than reserved* is worded as an emulator words it.
- **A value below its minimum** (a weight below 0, 64 MB of memory) is refused by the CLI itself, in words of its own; here the API answers.
- **Who may call** is told by the statements of each ARN. Whether a certain caller is let in, the lab *Permissions* weighs.
- **Provisioned concurrency** is there at once, and what it costs is not told. Of an alias with weights it is counted at the main version
  alone; AWS shares it out, and does not say how. Roles, queues and layers are not looked for.
- **A template** is read as its first deployment: what it makes, not what it changes. Conditions are taken to hold.
- Managed Instances, durable functions and container images are left out.
"""
FROZEN = """
| A version freezes | The function keeps for all of them | Each ARN has of its own |
| --- | --- | --- |
| code, and with it CodeSha256 | reserved concurrency | resource policy (AddPermission with Qualifier) |
| environment variables | tags | asynchronous settings: retries, age, destinations |
| runtime, handler, role, description | the next version number | provisioned concurrency (not $LATEST) |
| memory, timeout, ephemeral storage | event source mappings stand outside | function URL (alias or plain function) |
| layers, VPC, dead-letter queue, logging, tracing | | triggers of other services name one ARN |

With automatic runtime updates the patch level of the runtime moves in a published version too. AWS's pages differ on the dead-letter queue:
one lists it among a version's settings, another says that versions use that of $LATEST.
[AWS's page](https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html)
"""


def show(scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """The graph after the call that is looked at, what each name runs, and all calls with their answers."""
    outcome = trace.outcome
    lines = played(scenario)
    step = _step(outcome, key)
    functions = functions_of(lines[step - 1].world, lines[step - 1].now) if step else ()
    if functions:
        picture(graph_body(functions), in_words(functions))
        st.html(page(runs(functions)))
    else:
        st.info("No function is there. Make one with the button above.", icon=":material/info:")
    st.markdown(f"**{summary(outcome)}**")
    st.html(page(calls(outcome.results, step)))


def _step(outcome: Outcome, key: str) -> int:
    """The number of the call after which it is looked at; the last one at first, and after each new call."""
    count = outcome.calls
    if count < 2:
        return count
    return int(st.slider("Look at it after call", 1, count, count, key=f"{key}.step.{count}"))


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers of the bench."""
    return {
        "calls": outcome.calls,
        "refused": outcome.refused,
        "versions made": outcome.published,
        "functions": len(outcome.functions),
    }


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """Draw the panel of that name."""
    match name:
        case "What a version freezes":
            st.markdown(FROZEN)
        case "Answers as JSON":
            answers = [(n, result) for n, result in enumerate(trace.outcome.results, 1) if result.body]
            if not answers:
                st.text("No call was answered with a body. Make a function, and look again.")
            for n, result in answers[:MOST_SHOWN]:
                with st.expander(f"{n}. {result.operation}, {result.status}"):
                    st.code(result.body, language="json", wrap_lines=True)
            tell_rest(len(answers))
        case "Step by step":
            player(
                trace,
                key=f"{key}.player",
                note="Each call takes one second of the picture. That is no duration of AWS's.",
            )
        case _:
            told = (
                "The same calls on functions of your own. Each answers with its code, its version and its environment."
            )
            in_aws(told, steps(scenario), "SAM", sam(scenario))
