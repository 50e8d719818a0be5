"""What a round is worth: points for each fault found, less what hints and needless changes cost."""

from sim.capstone.values import Station

FOUND, HINT, NEEDLESS = 100, 20, 10
FULL = FOUND * len(Station)


def score(found: int, hints: int, needless: int) -> int:
    """The points for so many faults found and mended, hints taken, and changes that mended nothing or did harm. Never below 0."""
    return max(0, FOUND * found - HINT * hints - NEEDLESS * needless)
