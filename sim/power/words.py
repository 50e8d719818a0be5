"""Amounts as a person says them: money, memory, and what became of a size."""

from math import floor, log10

from sim.power.outcome import Outcome, Size, Status

STATUS = {Status.OK: "does the work", Status.OUT_OF_MEMORY: "out of memory", Status.TIMEOUT: "timeout"}
_CENT = 0.01


def usd(amount: float) -> str:
    """``amount`` in dollars and cents; below a cent, two digits that say something."""
    if 0 < amount < _CENT:
        return f"${amount:.{1 - floor(log10(amount))}f}"
    return f"${amount:,.2f}"


def mb(memory_mb: int) -> str:
    """``1769`` as *1,769 MB*."""
    return f"{memory_mb:,} MB"


def ms(duration: float) -> str:
    """A duration with as many places as it needs, two at most."""
    return f"{duration:,.2f}".rstrip("0").rstrip(".") + " ms"


def is_what(size: Size) -> tuple[str, ...]:
    """What the size is beside the others, in words."""
    told = (("cheapest", size.is_cheapest), ("fastest", size.is_fastest), ("best value", size.is_best_value))
    return tuple(words for words, holds in told if holds)


def summary(outcome: Outcome) -> tuple[str, ...]:
    """The answer in sentences: the cheapest, the fastest, the best value, and by how much."""
    if not outcome.works:
        return ("No size does the work: each runs out of memory or into the timeout.",)
    at = {size.memory_mb: size for size in outcome.sizes}
    cheap, fast, best = at[outcome.cheapest_mb], at[outcome.fastest_mb], at[outcome.best_value_mb]
    told = [f"Cheapest is {mb(cheap.memory_mb)}: {usd(cheap.usd)} a month, {ms(cheap.duration)} a call."]
    if fast is cheap:
        told.append("It is the fastest too.")
    else:
        dearer = f"{usd(fast.usd - cheap.usd)} a month more" if fast.cents > cheap.cents else "for the same price"
        told.append(
            f"Fastest is {mb(fast.memory_mb)}: {ms(fast.duration)} a call, {outcome.fastest_saves_percent} % less, {dearer}."
        )
    if best not in (cheap, fast):
        told.append(f"Best value is {mb(best.memory_mb)}: {ms(best.duration)} a call for {usd(best.usd)} a month.")
    return tuple(told)
