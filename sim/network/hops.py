"""Single hops: what is looked at on the way, what it says, and in which words."""

from collections.abc import Iterator

from sim.network.filtering import Said, acl_lets, ports_in_words
from sim.network.finding import End, acl_of, address_in_words
from sim.network.outcome import Check, HopOutcome, Place
from sim.network.scenario import Scenario
from sim.network.values import EPHEMERAL_HIGH, EPHEMERAL_LOW

EPHEMERAL = (EPHEMERAL_LOW, EPHEMERAL_HIGH)


def hop(
    place: Place, check: Check, name: str, why: str, *, passes: bool = True, rule: str = "", fact: str = ""
) -> HopOutcome:
    """A hop on the way there."""
    return HopOutcome(place=place, check=check, name=name, is_back=False, passes=passes, rule=rule, why=why, fact=fact)


def crossing(scenario: Scenario, one: End, other: End, port: int) -> Iterator[HopOutcome]:
    """The network ACLs that a request from ``one`` to ``other`` meets: that of the subnet it leaves, that of the one it enters.

    Inside one subnet no ACL is met.
    """
    if one.subnet == other.subnet:
        return
    if one.subnet:
        yield _acl(scenario, one, other, (port, port), is_back=False, leaves=True)
    if other.subnet:
        yield _acl(scenario, other, one, (port, port), is_back=False, leaves=False)


def answering(scenario: Scenario, one: End, other: End) -> Iterator[HopOutcome]:
    """The same for the answer that comes back to ``one``, on one of its ephemeral ports."""
    if one.subnet == other.subnet:
        return
    if other.subnet:
        yield _acl(scenario, other, one, EPHEMERAL, is_back=True, leaves=True)
    if one.subnet:
        yield _acl(scenario, one, other, EPHEMERAL, is_back=True, leaves=False)


def _acl(
    scenario: Scenario, here: End, there: End, ports: tuple[int, int], *, is_back: bool, leaves: bool
) -> HopOutcome:
    acl = acl_of(scenario, here.subnet)
    what = "the answer" if is_back else "the request"
    way = f"out of {here.subnet}" if leaves else f"into {here.subnet}"
    told = f"{ports_in_words(ports)} {'to' if leaves else 'from'} {address_in_words(there.network)}"
    if acl is None:
        said, name = Said(passes=True, rule="100 allow everything 0.0.0.0/0, ::/0"), "default"
    else:
        said, name = acl_lets(acl.egress if leaves else acl.ingress, there.network, ports), acl.name
    sort = "outbound" if leaves else "inbound"
    if said.passes:
        why = f"The network ACL {name} of {here.subnet} lets {what} {way}: {said.rule}."
    elif said.rule.startswith("*"):
        why = f"No {sort} rule of {name} allows tcp {told}, so its last one (*) denies {what}."
        why += " An ACL is stateless: the answer needs a rule of its own." if is_back else ""
    else:
        why = f"{sort.capitalize()} rule {said.rule} of {name} comes first, so {what} on tcp {told} is dropped."
    return HopOutcome(
        place=Place.SUBNET,
        check=Check.ACL_OUT if leaves else Check.ACL_IN,
        name=name,
        subnet=here.subnet,
        is_back=is_back,
        passes=said.passes,
        rule=said.rule,
        why=why,
        fact="net-acl-ephemeral" if is_back else "net-acl-stateless",
    )
