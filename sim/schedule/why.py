"""Why a schedule fires when it does: what in the expression chose the moment."""

from typing import assert_never

from sim.schedule.expression import At, Cron, Expression, Rate


def why(expression: Expression) -> str:
    """Which parts of the expression choose its moments."""
    match expression:
        case Rate(_, "day"):
            return "One interval after the last. A day of rate() is 24 hours of real time, whatever the clock does."
        case Rate():
            return "One interval after the last; the first comes when the schedule is made, or at its start date."
        case At():
            return "The date and time of at(): once, and never again."
        case Cron():
            minutes, hours, of_month, month, of_week, year = expression.fields
            day = f"day-of-week {of_week}" if of_month == "?" else f"day-of-month {of_month}"
            return f"Chosen by {day} with month {month} and year {year}; then by hour {hours} and minute {minutes}."
        case _:
            assert_never(expression)
