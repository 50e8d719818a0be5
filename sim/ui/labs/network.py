"""The lab of ``network``: whether a function reaches its target, hop by hop, and what mends the path, at every change."""

import json
from collections.abc import Mapping

import streamlit as st

from sim.draw.aws import cli, template
from sim.network.aws import sam, steps
from sim.network.costing import dollars
from sim.network.diagram import graph_body, in_words
from sim.network.outcome import Outcome, Verdict
from sim.network.own import costs
from sim.network.scenario import Scenario
from sim.network.values import CONNECTIONS, IDLE_DAYS
from sim.trace import Trace
from sim.ui.labs.network_controls import controls
from sim.ui.labs.network_table import hint, interfaces, mend, page, refused, seen, ways
from sim.ui.labs.settings import picture
from sim.ui.labs.sheets import desk_of
from sim.ui.labs.shelf import Shelf
from sim.ui.player import player
from sim.ui.verdict import Told, verdict

__all__ = ["AS_TEXT", "LIVE", "PANELS", "SHELF", "SIMPLIFIES", "TITLE", "controls", "headline", "panel", "show"]

TITLE = "Networks"
SHELF = Shelf.AROUND
LIVE = True
AS_TEXT = "names, and functions, subnets, route tables and security groups that are added or taken away"
PANELS = ("Mend it", "Network interfaces", "Step by step", "Do it in AWS")
SIMPLIFIES = """
- **One connection is followed, not packets.** It is TCP, to one port, and takes no time. The answer comes back to a port between 1024 and
  65535.
- **A function** may get any address of its subnet, so a rule must fit the whole block. Which subnet a call goes out from is Lambda's choice;
  no share is given, since AWS documents none.
- **Names** are found, or lead to an endpoint, or to a public address. Resolvers and hosted zones of your own are left out.
- **Endpoints.** S3 and DynamoDB have gateway endpoints here, all others interface endpoints; AWS has interface endpoints for those two as
  well. A policy allows the call or denies it: its statements are the matter of *Permissions*. An endpoint that stands in several subnets is
  reached only if the way to each of its interfaces is open.
- **NAT gateways** are public ones. A private one, and a NAT instance, are left out, and so is how many connections a gateway carries.
- **IPv6** leaves by an egress-only internet gateway. IPv6-only subnets and NAT64 are not shown.
- **The other side** of a connection has one block, one rule list, and a way back or none. Transit gateways' own route tables are left out.
- **Subnets** that are shared by another account, outposts, firewalls, VPC Lattice, and block public access are left out.
- **Prices** are those of NAT gateways, their public addresses and interface endpoints: 730 hours, and the GB that you give. Data transfer,
  transit gateways and VPNs come on top.
- **Mends** are found by trying changes where the way is broken, the smallest first. There may be others, such as to build it differently.
"""
_WORDS = {
    Verdict.ALWAYS: ("good", "Reached"),
    Verdict.SOMETIMES: ("stop", "Sometimes reached"),
    Verdict.NEVER: ("bad", "Not reached"),
    Verdict.REFUSED: ("bad", "AWS refuses it"),
    Verdict.FAILED: ("bad", "The code does not run"),
}


def show(scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """The verdict, the picture, and each way hop by hop."""
    outcome = trace.outcome
    verdict(told_of(outcome), key=key)
    if outcome.advice and outcome.verdict is not Verdict.REFUSED and outcome.advice != outcome.why:
        st.html(page(hint(outcome.advice)))
    picture(graph_body(scenario, outcome), in_words(scenario, outcome))
    st.html(page(refused(outcome.refusals), ways(outcome.paths)))
    if outcome.monthly_cents:
        st.caption(
            f"The NAT gateways and interface endpoints that are there cost {dollars(outcome.monthly_cents)} a month: 730 hours, and "
            f"{scenario.gb_a_month:,} GB if the target is reached, at the prices of {scenario.region}."
        )


def told_of(outcome: Outcome) -> Told:
    """The verdict in words, with what the code sees."""
    tone, word = _WORDS[outcome.verdict]
    if outcome.verdict is Verdict.REFUSED:
        first = outcome.refusals[0]
        message = f": {first.message}" if first.message else ""
        more = f"{first.status} {first.error_code}{message}"
        return Told(tone, word, outcome.why, f"{more.rstrip('.')}. Nothing is made as long as AWS refuses it.")
    path = next((path for path in outcome.paths if not path.reached), outcome.paths[0])
    return Told(tone, word, outcome.why, seen(path))


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers of the verdict."""
    return {
        "ways that reach it": outcome.reached,
        "ways that do not": outcome.broken,
        "network interfaces": outcome.interfaces,
        "mends": outcome.mend_count,
        "US cents a month": outcome.monthly_cents,
    }


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """Draw the panel of that name."""
    match name:
        case "Mend it":
            _mends(trace.outcome, key)
        case "Network interfaces":
            _interfaces(scenario, trace.outcome)
        case "Step by step":
            player(trace, key=f"{key}.player")
        case _:
            _in_aws(scenario)


def _mends(outcome: Outcome, key: str) -> None:
    """The smallest changes, each with a button that makes them."""
    if outcome.verdict is Verdict.ALWAYS:
        st.text("The target is reached from everywhere: there is nothing to mend.")
    elif not outcome.mends:
        st.text(outcome.advice or "No change of the network mends it.")
    for number, one in enumerate(outcome.mends, 1):
        with st.container(border=True):
            st.html(page(mend(number, one)))
            label = f"Apply {number}: {one.title}"
            st.button(
                label, icon=":material/build:", key=f"{key}.mend.{number}", on_click=_apply, args=(key, one.given)
            )
    if outcome.mends:
        st.caption(
            "The smallest comes first, then the cheapest. After each the target is reached from everywhere, and none of its changes can be "
            "left out."
        )


def _apply(key: str, given: str) -> None:
    """Take the changes over, and have the controls drawn anew on them."""
    desk = desk_of(key.removesuffix(".panels"))
    desk.given |= json.loads(given)
    desk.resets += 1


def _interfaces(scenario: Scenario, outcome: Outcome) -> None:
    if outcome.verdict is Verdict.REFUSED:
        st.text("Nothing is made as long as AWS refuses it.")
        return
    st.html(page(interfaces(outcome)))
    if not outcome.pairs:
        return
    st.markdown(
        f"**Then:** older notes count one network interface for each VPC, which would be {outcome.one_per_vpc} here. Before September 2019 "
        f"environments had interfaces of their own.  \n**Now:** one for each combination of subnet and security groups, shared by all functions "
        f"and versions that use it, and one more for every {CONNECTIONS:,} connections: {outcome.interfaces:,} here."
    )
    used = outcome.interfaces + scenario.other_interfaces
    st.caption(
        f"{used:,} of {scenario.interface_quota:,} in this VPC. The first use of a combination takes a while: a new function is Pending, an "
        f"existing one goes on with what it had. After {IDLE_DAYS} days without a call a function may become Inactive; the next call fails, and "
        "brings the interface back."
    )


def _in_aws(scenario: Scenario) -> None:
    """As in every lab; but gateways and endpoints are billed by the hour, and that is said first."""
    st.text(
        f"The network, the functions, a call that says what the code sees, and everything taken down. {costs(scenario)}"
    )
    st.markdown("**With the AWS CLI** (bash)")
    st.code(cli(steps(scenario)), language="bash", wrap_lines=True)
    st.markdown("**As a SAM template**")
    st.code(template(sam(scenario)), language="yaml", wrap_lines=True)
