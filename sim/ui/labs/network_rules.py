"""Rules of security groups and network ACLs as lines that one can write: ``tcp 5432 from fn``, ``100 allow tcp 1024-65535 from 0.0.0.0/0``."""

import re

import streamlit as st

from sim.network.parts import AclRule, NetworkAcl, Remote, Rule, SecurityGroup, Subnet
from sim.network.scenario import Scenario
from sim.network.values import ANYWHERE, HIGHEST_PORT, Protocol
from sim.ui.labs.network_fields import Part, field_of, names_of, put_field, subnets_with
from sim.ui.labs.settings import Given
from sim.ui.labs.sheets import desk_of

WAYS = {"ingress": "from", "egress": "to"}
"""The little word before whom a rule is about."""
_RULE = r"(tcp|all)(?:\s+(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?)?\s+(?:(?:from|to)\s+)?(?=\S*[.:A-Za-z])(\S{1,64})"
_SHAPES = {
    Rule: re.compile(_RULE),
    AclRule: re.compile(rf"(?P<number>\d{{1,5}})\s+(?P<action>allow|deny)\s+{_RULE}"),
}
_EXAMPLES = {Rule: "tcp 443 {way} fn, or all {way} 10.0.0.0/16", AclRule: "100 allow tcp 443 {way} 0.0.0.0/0"}
_HEIGHT = 120
RuleClass = type[Rule | AclRule]


def groups(given: Given, key: str) -> None:
    """The rules of one security group at a time."""
    found = field_of(given, Scenario, "security_groups")
    if not found:
        st.caption("There is no security group.")
        return
    number = st.selectbox(
        "Security group", range(len(found)), format_func=lambda n: found[n]["name"], key=f"{key}.group"
    )
    group = found[number]
    both(group, SecurityGroup, Rule, f"{key}.group.{number}")
    st.caption(
        "A rule allows. What no rule allows is dropped, and the answer to what was let through always comes back."
    )
    put_field(given, Scenario, "security_groups", found)


def acls(given: Given, key: str) -> None:
    """The rules of one network ACL at a time, and whose it is."""
    found = field_of(given, Scenario, "acls")
    st.button("Add a network ACL", icon=":material/add:", key=f"{key}.acl.add", on_click=_add_acl, args=(key,))
    if not found:
        st.caption("All subnets have the default network ACL, which allows everything.")
        return
    number = st.selectbox("Network ACL", range(len(found)), format_func=lambda n: found[n]["name"], key=f"{key}.acl")
    acl = found[number]
    _subnets(given, acl["name"], f"{key}.acl.{number}")
    both(acl, NetworkAcl, AclRule, f"{key}.acl.{number}")
    st.caption("The lowest number that fits decides; what no rule fits is denied. The answer needs a rule of its own.")
    put_field(given, Scenario, "acls", found)


def both(part: Given, cls: Part, rule: RuleClass, key: str) -> None:
    """Inbound and outbound rules beside each other."""
    left, right = st.columns(2, gap="medium")
    with left:
        rules(part, cls, rule, "ingress", "Inbound rules", key)
    with right:
        rules(part, cls, rule, "egress", "Outbound rules", key)


def rules(part: Given, cls: Part, rule: RuleClass, name: str, words: str, key: str) -> None:
    """A control for rules, one in each line; lines that cannot be read change nothing."""
    shown = "\n".join(written(one, rule, WAYS[name]) for one in field_of(part, cls, name))
    text = st.text_area(words, shown, max_chars=4_000, height=_HEIGHT, key=f"{key}.{name}")
    if text == shown:
        return
    found = []
    for number, each in enumerate(text.splitlines(), 1):
        one = read(each.strip(), rule)
        if one is None and each.strip():
            told = _EXAMPLES[rule].format(way=WAYS[name])
            st.error(f"{words}, line {number}: this is no rule; write it as {told}.", icon=":material/block:")
            return
        found += [one] if one else []
    put_field(part, cls, name, found)


def written(one: Given, rule: RuleClass, way: str) -> str:
    """The rule as a line."""
    low, high = one.get("from_port", 0), one.get("to_port", HIGHEST_PORT)
    ports = "" if (low, high) == (0, HIGHEST_PORT) else f" {low}" if low == high else f" {low}-{high}"
    what = f"{one.get('protocol', Protocol.TCP)}{ports} {way}"
    if rule is Rule:
        return f"{what} {one['peer']}"
    return f"{one['number']} {one.get('action', 'allow')} {what} {one.get('cidr', ANYWHERE)}"


def read(text: str, rule: RuleClass) -> Given | None:
    """The rule that a line stands for, defaults left out; None if it stands for none."""
    fits = _SHAPES[rule].fullmatch(text)
    if fits is None:
        return None
    protocol, low, high, peer = fits.groups()[-4:]
    found: Given = (
        {"peer": peer} if rule is Rule else {"number": int(fits["number"]), "action": fits["action"], "cidr": peer}
    )
    found |= {"protocol": protocol}
    found |= {"from_port": int(low), "to_port": int(high or low)} if low else {}
    usual = {"protocol": "tcp", "action": "allow", "from_port": 0, "to_port": HIGHEST_PORT, "cidr": ANYWHERE}
    return {name: value for name, value in found.items() if name not in usual or usual[name] != value}


def far_rules(remote: Given, words: str, key: str) -> None:
    """Whom the network at the other end lets in."""
    rules(remote, Remote, Rule, "ingress", words, key)


def _subnets(given: Given, acl: str, key: str) -> None:
    now = subnets_with(given, "acl", acl)
    chosen = st.multiselect("Subnets that have it", names_of(given, "subnets"), now, key=f"{key}.subnets")
    subnets = field_of(given, Scenario, "subnets")
    for subnet in subnets:
        if (subnet["name"] in chosen) is not (subnet["name"] in now):
            put_field(subnet, Subnet, "acl", acl if subnet["name"] in chosen else "default")
    put_field(given, Scenario, "subnets", subnets)


def _add_acl(key: str) -> None:
    """A new one, which denies everything, as AWS makes it."""
    given = desk_of(key).given
    found = field_of(given, Scenario, "acls")
    name = next(f"acl-{n}" for n in range(1, len(found) + 2) if f"acl-{n}" not in names_of(given, "acls"))
    put_field(given, Scenario, "acls", [*found, {"name": name}])
