"""A scenario to its trace: what is refused, the ways with their hops, the interfaces, and what mends it."""

from sim.network.advice import advice_of
from sim.network.costing import cents_of
from sim.network.judging import looked_at, verdict_of
from sim.network.mending import mends_of
from sim.network.outcome import FunctionOutcome, Outcome, PathOutcome, RefusalOutcome, Symptom, Verdict
from sim.network.picture import picture
from sim.network.scenario import Scenario
from sim.trace import Trace


def run(scenario: Scenario) -> Trace[Outcome]:
    """Follow every way from a function to the target, hop by hop."""
    refusals, making, functions, paths = looked_at(scenario)
    verdict = verdict_of(refusals, functions, paths)
    cents = cents_of(scenario, paths)
    mends = mends_of(scenario, cents) if verdict in (Verdict.SOMETIMES, Verdict.NEVER) else ()
    broken = next((path for path in paths if not path.reached), None)
    reached = sum(path.reached for path in paths)
    outcome = Outcome(
        verdict=verdict,
        reached=reached,
        broken=len(paths) - reached,
        symptom=_symptom(paths, broken),
        stopped_by=broken.stopped_by if broken else "",
        stopped_at=broken.stopped_at if broken else "",
        hops=len(paths[0].hops) if paths else 0,
        why=_why(verdict, refusals, paths, broken),
        fact=refusals[0].fact if refusals else (broken or paths[0]).fact,
        paths=paths,
        functions=functions,
        refusals=refusals,
        refused=len(refusals),
        error_code=_error_code(refusals, functions),
        interfaces=making.count,
        pairs=making.pairs,
        one_per_vpc=int(any(function.attached for function in functions)),
        mends=mends,
        mend_count=len(mends),
        mend_parts=mends[0].parts if mends else 0,
        cheapest_cents=min((mend.cents_a_month for mend in mends), default=-1),
        monthly_cents=cents,
        advice=advice_of(scenario, refusals, functions, paths),
    )
    return picture(scenario, outcome)


def _symptom(paths: tuple[PathOutcome, ...], broken: PathOutcome | None) -> Symptom:
    if not paths:
        return Symptom.NOT_RUN
    return (broken or paths[0]).symptom


def _error_code(refusals: tuple[RefusalOutcome, ...], functions: tuple[FunctionOutcome, ...]) -> str:
    if refusals:
        return refusals[0].error_code
    return next((function.error_code for function in functions if function.error_code), "")


def _why(
    verdict: Verdict,
    refusals: tuple[RefusalOutcome, ...],
    paths: tuple[PathOutcome, ...],
    broken: PathOutcome | None,
) -> str:
    if refusals:
        return f"{refusals[0].operation}: {refusals[0].why}"
    if broken is None:
        return paths[0].why
    if verdict is Verdict.SOMETIMES:
        good = next(path for path in paths if path.reached)
        where = (f"from {good.subnet}" if good.subnet else f"by {good.function}") + ", and not "
        where += f"from {broken.subnet}" if broken.subnet and good.subnet else f"by {broken.function}"
        return f"It is reached {where}: {broken.why}"
    return broken.why
