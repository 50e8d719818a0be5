"""Whether a call gets in, in AWS's order: provisioned concurrency, reservation or unreserved pool, growth, requests a second.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html
"""

from collections import deque
from dataclasses import dataclass, field

from sim.concurrency.limits import Settled
from sim.concurrency.provisioning import Provisioning, provisioning
from sim.concurrency.values import PER_CONCURRENCY, PER_PROVISIONED, SECOND, TOKEN_MS, TOKENS, Kind, Reuse
from sim.concurrency.workload import Function, Workload
from sim.lifecycle.environment import Environment
from sim.lifecycle.states import State


@dataclass(slots=True)
class Pool:
    """Concurrency that functions share, or that one has for itself."""

    in_use: int = 0
    recent: deque[int] = field(default_factory=deque)
    """Moments of the requests of the last second."""

    def is_too_quick(self, now: int, most: int) -> bool:
        """Whether the last second had ``most`` requests already."""
        while self.recent and self.recent[0] <= now - SECOND:
            self.recent.popleft()
        return len(self.recent) >= most

    def enter(self, now: int) -> None:
        """One more is in flight."""
        self.in_use += 1
        self.recent.append(now)


@dataclass(slots=True, eq=False)
class Member:
    """A function among those of its account, and what it has now."""

    number: int
    function: Function
    provisioning: Provisioning
    pool: Pool
    """Its own if it has a reservation, else that of the account."""
    on_provisioned: Pool = field(default_factory=Pool)
    free: list[Environment] = field(default_factory=list)
    full_at: int = 0
    """When its tokens for new environments are all there again."""

    @property
    def is_reserved(self) -> bool:
        """Whether it has a reservation."""
        return self.function.reserved >= 0

    @property
    def set_aside(self) -> int:
        """What its provisioned concurrency takes from the pool; a call goes on that runs on what has been given back."""
        return max(self.provisioning.requested, self.on_provisioned.in_use)


@dataclass(slots=True, eq=False)
class Account:
    """The account's quota, and its functions."""

    quota: int
    reuse: Reuse
    members: tuple[Member, ...]

    def room(self, member: Member) -> int:
        """How many more calls the member's pool takes on demand."""
        if member.is_reserved:
            return member.function.reserved - member.set_aside - member.pool.in_use
        reserved = sum(other.function.reserved for other in self.members if other.is_reserved)
        provisioned = sum(other.set_aside for other in self.members if not other.is_reserved)
        return self.quota - reserved - provisioned - member.pool.in_use

    def pick(self, member: Member) -> Environment | None:
        """The free environment that the next call gets: a frozen one before one that was reset."""
        frozen = [env for env in member.free if env.state is State.FROZEN] or member.free
        if self.reuse is Reuse.NEWEST:
            return max(frozen, key=lambda env: env.number, default=None)
        return max(frozen, key=lambda env: (env.since, env.number), default=None)

    def admit(self, member: Member, now: int) -> Kind:
        """What becomes of a call that comes now. Who is let in is counted; of the environments none is touched."""
        ready = member.provisioning.ready
        provisioned = member.on_provisioned
        if provisioned.in_use < ready and not provisioned.is_too_quick(now, PER_PROVISIONED * ready):
            provisioned.enter(now)
            member.provisioning.calls += 1
            member.provisioning.used += provisioned.in_use / ready
            return Kind.PROVISIONED
        if self.room(member) <= 0:
            return Kind.NO_RESERVED if member.is_reserved else Kind.NO_ACCOUNT
        env = self.pick(member)
        fills = max(member.full_at, now) + TOKEN_MS
        if env is None and fills - now > TOKENS * TOKEN_MS:
            return Kind.NO_TOKEN
        if member.pool.is_too_quick(
            now, PER_CONCURRENCY * (member.function.reserved if member.is_reserved else self.quota)
        ):
            return Kind.RESERVED_RATE if member.is_reserved else Kind.ACCOUNT_RATE
        member.pool.enter(now)
        if env is None:
            member.full_at = fills
            return Kind.COLD
        return Kind.WARM if env.state is State.FROZEN else Kind.REINIT


def account_of(workload: Workload, settings: Settled) -> Account:
    """The account at the beginning: nothing runs, and what was provisioned before is ready."""
    shared = Pool()
    members = tuple(
        Member(n, function, provisioning(workload, function), Pool() if function.reserved >= 0 else shared)
        for n, function in enumerate(settings.functions)
    )
    return Account(workload.account, workload.reuse, members)
