"""A real .zip dropped into the lab of ``package``: measured in memory, its sizes taken over, and what it holds told."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any, cast

import streamlit as st

from sim.package import Bootstrap, Package, Scenario
from sim.package.archive import LARGEST_UPLOAD, Archive, Sized, measure
from sim.package.names import handler_in
from sim.package.values import MB, exactly, is_custom, size
from sim.ui.labs.package_table import note, page, printable
from sim.ui.labs.settings import Given, defaults_of, put
from sim.ui.labs.sheets import desk_of


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file that was measured. The file itself is not kept."""

    name: str
    archive: Archive


def drop_in(key: str) -> None:
    """The place for a file, and below it what the last one came to."""
    # The place is made anew after each file, so that Streamlit lets go of the bytes.
    place = f"{key}.file.{files_of(key)}"

    def take() -> None:
        file = st.session_state[place]
        if file is None:
            return
        archive = measure(file.getvalue())
        st.session_state[f"{key}.dropped"] = Dropped(file.name, archive)
        st.session_state[f"{key}.files"] = files_of(key) + 1
        if archive.is_measured:
            _take_over(desk_of(key).given, archive)

    st.file_uploader(
        f"Your own .zip, up to {LARGEST_UPLOAD // MB} MB. It is measured in memory and not kept",
        type=("zip", "jar"),
        max_upload_size=LARGEST_UPLOAD // MB,
        key=place,
        on_change=take,
    )
    dropped = dropped_in(key)
    if dropped:
        st.html(page(summary(dropped)))


def files_of(key: str) -> int:
    """How many files were dropped."""
    return int(st.session_state.get(f"{key}.files", 0))


def dropped_in(key: str) -> Dropped | None:
    """The file that was dropped last, if there was one."""
    return cast("Dropped | None", st.session_state.get(f"{key}.dropped"))


def _take_over(given: Given, archive: Archive) -> None:
    """Its sizes, and where its bootstrap is, as the scenario's."""
    if given.get("package") == Package.IMAGE:
        given.pop("package")
        for name in ("runtime", "handler"):
            given.pop(name, None)
    put(given, Scenario, "zipped_bytes", archive.zipped_bytes)
    put(given, Scenario, "unzipped_bytes", archive.unzipped_bytes)
    if is_custom(str(given.get("runtime", ""))) and given.get("bootstrap") != Bootstrap.LAYER:
        put(given, Scenario, "bootstrap", archive.bootstrap.value)
        put(given, Scenario, "bootstrap_bytes", 0)


def found_in(dropped: Dropped | None, given: Given) -> bool | None:
    """Whether the dropped file has the handler's module; None without a file, if the sizes are no longer its own, or if names cannot tell."""
    if dropped is None or not dropped.archive.is_measured:
        return None
    if given.get("zipped_bytes", defaults_of(Scenario)["zipped_bytes"]) != dropped.archive.zipped_bytes:
        return None
    runtime, handler = (str(_now(given, name)) for name in ("runtime", "handler"))
    return handler_in(dropped.archive.names, runtime, handler)


def _now(given: Given, name: str) -> Any:
    return given.get(name, defaults_of(Scenario)[name])


def summary(dropped: Dropped) -> str:
    """What the file came to, as markup."""
    archive = dropped.archive
    name = f"<b>{escape(printable(dropped.name)[:120])}</b>"
    if archive.problem:
        says = [archive.problem]
        if archive.aws_says:
            says.append(f"As documented, AWS answers 400 InvalidParameterValueException: {archive.aws_says}")
        return note(printable(dropped.name)[:120], says)
    least = "" if archive.is_whole else "at least "
    told = (
        f"<p>{name}: {size(archive.zipped_bytes)} zipped ({exactly(archive.zipped_bytes)}), {least}{size(archive.unzipped_bytes)} unzipped "
        f"({least}{exactly(archive.unzipped_bytes)}), {archive.files:,} file{'' if archive.files == 1 else 's'}. {_bootstrap(archive)}</p>"
    )
    return (
        told
        + note("Look again", _odd(archive))
        + _sizes("Largest folders", archive.folders)
        + _sizes("Largest files", archive.largest[:5])
    )


def _bootstrap(archive: Archive) -> str:
    match archive.bootstrap:
        case Bootstrap.ZIP:
            return "It has an executable bootstrap."
        case Bootstrap.NOT_EXECUTABLE:
            return "It has a bootstrap that may not be executed."
    return "It has no bootstrap, which only a custom runtime needs."


def _odd(archive: Archive) -> Iterable[str]:
    if not archive.is_whole:
        yield f"The counting stopped at {size(archive.unzipped_bytes)}: there is more. Lambda would not take it."
    for one in archive.suspects:
        yield f"{one.name[:120]}: {one.why}"
    if archive.suspected > len(archive.suspects):
        yield f"… and {archive.suspected - len(archive.suspects):,} more."
    if archive.nested:
        names = ", ".join(name[:80] for name in archive.nested)
        yield f"Archives inside, which Lambda does not unpack: {names}"


def _sizes(title: str, found: Iterable[Sized]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(printable(one.name)[:120])}</th><td class="number">{size(one.bytes)}</td></tr>'
        for one in found
    )
    return f'<p class="title">{title}</p><table aria-label="{title}"><tbody>{rows}</tbody></table>'
