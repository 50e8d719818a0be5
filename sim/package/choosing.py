"""Zip or image: which of both can hold this, and what speaks for each."""

from collections.abc import Mapping
from types import MappingProxyType

from sim.package.outcome import Way
from sim.package.scenario import Scenario
from sim.package.sizes import zip_bytes
from sim.package.values import IMAGE_LIMIT, MOST_LAYERS, UNZIPPED_LIMIT


def way_of(scenario: Scenario) -> Way:
    """Which of both can hold it, by size alone. A .zip that is too large for the request can come by S3."""
    as_zip, as_image = zip_fits(scenario), image_fits(scenario)
    if as_zip and as_image:
        return Way.BOTH
    return Way.ZIP if as_zip else Way.IMAGE if as_image else Way.NEITHER


def zip_fits(scenario: Scenario) -> bool:
    """Whether a .zip can hold the files, with the layers that are named."""
    layers = 0 if scenario.is_image else len(scenario.layers)
    held = scenario.unzipped_bytes if scenario.is_image else zip_bytes(scenario)
    return held < UNZIPPED_LIMIT and layers <= MOST_LAYERS


def image_fits(scenario: Scenario) -> bool:
    """Whether an image can; one that is not built yet is taken for its files alone. A layer is no image."""
    held = scenario.image_bytes if scenario.is_image else zip_bytes(scenario)
    return scenario.is_function and held <= IMAGE_LIMIT


COMPARED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "Largest": ("250 MB unzipped, with layers", "10 GB uncompressed"),
        "Comes from": ("the request (50 MB) or Amazon S3", "Amazon ECR, in the same Region"),
        "Layers": ("up to 5", "none: the files are copied into the image"),
        "Runtime and Handler": ("both are given", "neither: the image and its CMD say it"),
        "Patches of the runtime": ("AWS puts them in (Auto)", "yours: build the image anew"),
        "Code signing": ("yes", "no"),
        "Custom runtime": ("an executable file bootstrap", "any entry point that speaks the Runtime API"),
        "Account's code storage": ("counts, unless it is referenced in S3", "does not count; ECR bills for it"),
        "New code": (
            "a call brings or names the new .zip",
            "a call as well: a push alone changes nothing, for the tag became a digest",
        ),
    }
)
"""What a .zip and an image do, by the matter."""
