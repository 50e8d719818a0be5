"""The lanes of a fleet's picture: each function's calls, its provisioned concurrency, and every environment."""

from sim.concurrency.admitting import Member
from sim.lifecycle.environment import Environment
from sim.trace import Lane


def calls_lane(member: Member) -> Lane:
    """The lane of the function's calls."""
    return Lane(f"calls-{member.number}", f"calls of {member.function.name}", "calls")


def level_lane(member: Member) -> Lane:
    """The lane of the function's provisioned concurrency."""
    return Lane(f"provisioned-{member.number}", f"{member.function.name}: provisioned", "provisioned")


def ready_lane(member: Member, place: int) -> Lane:
    """The lane of one provisioned environment."""
    return Lane(f"{level_lane(member).id}-{place}", f"provisioned {place}", "environment")


def environment_lane(env: Environment, member: Member, *, several: bool) -> Lane:
    """The lane of an environment that was made on demand; where there are ``several`` functions it says whose."""
    title = f"environment {env.number}"
    return Lane(env.lane, f"{member.function.name}: {title}" if several else title, "environment")
