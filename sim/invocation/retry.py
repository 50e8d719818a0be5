"""How long who waits before trying again: Lambda before the next attempt at an event, an SDK before its next request.

After a function error Lambda waits one minute, then two. After a throttle or an error of its own it waits 1 s, 2 s, 4 s, up to 5 minutes;
AWS gives the bounds only, that the wait doubles and has no chance in it is an assumption.
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html

An SDK in standard mode waits a random share of 1 s after a throttle and of 50 ms after any other error, doubled each time, up to 20 s.
https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
"""

from random import Random

from sim.facts import fact_of, whole
from sim.invocation.values import MINUTE, SECOND

SHORTEST, LONGEST = (
    int(bound or 0) * SECOND
    for bound in (fact_of("async-throttle-retries").value_min, fact_of("async-throttle-retries").value_max)
)
THROTTLE_BASE = whole("sync-sdk-backoff", "throttle_base_ms")
OTHER_BASE = whole("sync-sdk-backoff", "other_base_ms")
LONGEST_SDK = whole("sync-sdk-backoff", "longest_ms")
RETRIED_STATUS = frozenset({429, 500, 502, 503, 504})


def after_error(errors: int) -> int:
    """Ms from the end of the ``errors``-th failed attempt to the next one."""
    return errors * MINUTE


def back_off(before: int) -> int:
    """Ms from a throttle or a system error to the next attempt, with ``before`` such waits behind the event."""
    return min(SHORTEST << min(before, 20), LONGEST)


def sdk_wait(attempt: int, chance: Random, *, throttled: bool) -> int:
    """Ms that an SDK waits after its ``attempt``-th request, from 1."""
    base = THROTTLE_BASE if throttled else OTHER_BASE
    return int(chance.random() * min(base << min(attempt - 1, 20), LONGEST_SDK))
