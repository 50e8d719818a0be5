"""The calls that write rules: security groups and network ACLs."""

from collections.abc import Iterator
from typing import Any

from sim.draw.aws import REGION, ApiCall, Shell, Step
from sim.network.own import PREFIX, made, word
from sim.network.parts import EVERYTHING, AclRule, Rule
from sim.network.scenario import Scenario
from sim.network.values import PREFIX_LISTS, Protocol, block, is_network

ALL = "-1"
TCP = "6"


def groups_of(scenario: Scenario) -> Iterator[Step]:
    """Security groups. A new one lets everything out; where the scenario has other rules, that one is taken away."""
    yield Shell("\n# Security groups")
    for name in sorted({rule.peer for rule in _rules(scenario)} & set(PREFIX_LISTS)):
        service = PREFIX_LISTS[name]
        find = f"aws ec2 describe-managed-prefix-lists --filters 'Name=prefix-list-name,Values=com.amazonaws.{REGION}.{service}'"
        yield Shell(f"{find} --query 'PrefixLists[0].PrefixListId' --output text >id && keep '{name}'")
    for group in scenario.security_groups:
        named = {"GroupName": f"{PREFIX}{group.name}", "Description": f"{group.name} of the lab", "VpcId": word("vpc")}
        yield made("CreateSecurityGroup", named, "GroupId", "group", group.name)
    for group in scenario.security_groups:
        place: dict[str, Any] = {"GroupId": word("group", group.name)}
        if group.ingress:
            given = place | {"IpPermissions": [permission(rule) for rule in group.ingress]}
            yield ApiCall("ec2", "AuthorizeSecurityGroupIngress", given)
        if group.egress == EVERYTHING:
            continue
        everything = [{"IpProtocol": ALL, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
        yield ApiCall("ec2", "RevokeSecurityGroupEgress", place | {"IpPermissions": everything})
        if group.egress:
            given = place | {"IpPermissions": [permission(rule) for rule in group.egress]}
            yield ApiCall("ec2", "AuthorizeSecurityGroupEgress", given)


def _rules(scenario: Scenario) -> Iterator[Rule]:
    for group in scenario.security_groups:
        yield from (*group.ingress, *group.egress)


def permission(rule: Rule) -> dict[str, Any]:
    """A rule as the API takes it."""
    what: dict[str, Any] = {"IpProtocol": ALL}
    if rule.protocol is Protocol.TCP:
        what = {"IpProtocol": "tcp", "FromPort": rule.from_port, "ToPort": rule.to_port}
    if rule.peer in PREFIX_LISTS:
        return what | {"PrefixListIds": [{"PrefixListId": word(rule.peer)}]}
    if not is_network(rule.peer):
        return what | {"UserIdGroupPairs": [{"GroupId": word("group", rule.peer)}]}
    if block(rule.peer).version == 6:
        return what | {"Ipv6Ranges": [{"CidrIpv6": rule.peer}]}
    return what | {"IpRanges": [{"CidrIp": rule.peer}]}


def acls_of(scenario: Scenario) -> Iterator[Step]:
    """Network ACLs, and the subnets that they are put in front of. A new one denies everything."""
    if scenario.acls:
        yield Shell("\n# Network ACLs")
    for acl in scenario.acls:
        yield made("CreateNetworkAcl", {"VpcId": word("vpc")}, "NetworkAcl.NetworkAclId", "acl", acl.name)
        for is_out, rules in ((False, acl.ingress), (True, acl.egress)):
            for rule in rules:
                given = {"NetworkAclId": word("acl", acl.name), **entry(rule), "Egress": is_out}
                yield ApiCall("ec2", "CreateNetworkAclEntry", given)
    for subnet in scenario.subnets:
        if subnet.acl == "default":
            continue
        told = word("subnet", subnet.name)
        query = f"NetworkAcls[0].Associations[?SubnetId=='{told}'].NetworkAclAssociationId"
        find = f"aws ec2 describe-network-acls --filters 'Name=association.subnet-id,Values={told}' --query \"{query}\""
        yield Shell(f"{find} --output text >id && keep 'association {subnet.name}'")
        given = {"AssociationId": word("association", subnet.name), "NetworkAclId": word("acl", subnet.acl)}
        yield ApiCall("ec2", "ReplaceNetworkAclAssociation", given)


def entry(rule: AclRule) -> dict[str, Any]:
    """A numbered rule as the API takes it, but for its direction."""
    ipv6 = block(rule.cidr).version == 6
    given: dict[str, Any] = {
        "RuleNumber": rule.number,
        "Protocol": ALL if rule.protocol is Protocol.ALL else TCP,
        "RuleAction": rule.action.value,
        "Ipv6CidrBlock" if ipv6 else "CidrBlock": rule.cidr,
    }
    if rule.protocol is Protocol.TCP:
        given["PortRange"] = {"From": rule.from_port, "To": rule.to_port}
    return given
