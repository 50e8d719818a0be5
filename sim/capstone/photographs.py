"""The photographs of a round, when they are uploaded and how; and what else S3 tells the bus meanwhile."""

import json
from dataclasses import dataclass
from random import Random

from sim.capstone.values import ACCOUNT, BUCKET, LOCKED, OTHER_BUCKET, REGION, UPLOADING

UPLOADED = 20
LARGE = 6
"""So many of them are uploaded in parts."""
LOCKED_OF = 4
"""The locked seats are among those of so many photographs that come soonest after another: these share a batch with it."""
PREFIX = "evening/"
CREATED, DELETED = "Object Created", "Object Deleted"
PUT, PARTS = "PutObject", "CompleteMultipartUpload"
_STEP = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Photograph:
    """A photograph that a visitor uploads."""

    number: int
    """From 1, in the order of uploading."""
    at: int
    is_large: bool
    """Whether it is uploaded in parts, as large files are."""
    is_locked: bool
    """Whether its seat is locked when it is filed for the first time."""

    @property
    def of(self) -> str:
        """What it is called."""
        return f"photograph {self.number}"

    @property
    def event(self) -> str:
        """What S3 tells the bus of it."""
        size = 24_000_000 if self.is_large else 3_000_000
        return event(BUCKET, f"{PREFIX}{self.number:04}.jpg", CREATED, PARTS if self.is_large else PUT, size)


def photographs(seed: int) -> tuple[Photograph, ...]:
    """Those of the round."""
    draw = draws(seed, "photographs")
    moments = sorted(draw.randrange(0, UPLOADING, _STEP) for _ in range(UPLOADED))
    numbers = range(1, UPLOADED + 1)
    large = draw.sample(numbers, LARGE)
    close = sorted(numbers[1:], key=lambda number: moments[number - 1] - moments[number - 2])[:LOCKED_OF]
    locked = draw.sample(close, LOCKED)
    return tuple(
        Photograph(number=number, at=at, is_large=number in large, is_locked=number in locked)
        for number, at in zip(numbers, moments, strict=True)
    )


def strangers() -> tuple[str, ...]:
    """Events of S3 that are about no photograph: posters of another bucket, a preview in ours, and a photograph that is deleted."""
    return (
        event(OTHER_BUCKET, "evening/poster-1.jpg", CREATED, PUT, 9_000_000),
        event(OTHER_BUCKET, "evening/poster-2.jpg", CREATED, PARTS, 19_000_000),
        event(BUCKET, "previews/0001.jpg", CREATED, PUT, 40_000),
        event(BUCKET, f"{PREFIX}0001.jpg", DELETED, "DeleteObject", 0),
    )


def event(bucket: str, key: str, kind: str, reason: str, size: int) -> str:
    """An event of S3 as it stands on the bus, as JSON.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
    """
    about = {"key": key} | ({"size": size} if size else {})
    body = {
        "version": "0",
        "id": "1f6c2f0d-7d3b-4d8a-9c7c-5e4a3b2c1606",
        "detail-type": kind,
        "source": "aws.s3",
        "account": ACCOUNT,
        "time": "2026-11-23T20:00:00Z",
        "region": REGION,
        "resources": [f"arn:aws:s3:::{bucket}"],
        "detail": {"version": "0", "bucket": {"name": bucket}, "object": about, "reason": reason},
    }
    return json.dumps(body, indent=2)


def draws(seed: int, stream: str) -> Random:
    """A stream of draws of its own for each thing that is drawn."""
    return Random(f"{seed}/{stream}")  # noqa: S311 - a simulation's seed, no secret
