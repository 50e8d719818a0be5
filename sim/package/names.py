"""What the names in a .zip tell: where its bootstrap is, whether its handler is there, and which names no honest archive has."""

import stat
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from sim.package.values import Bootstrap, is_custom

ROOT = "(root)"
_UNIX = 3
"""Made on a system that knows executable bits."""
_NESTED = (".zip", ".jar", ".war", ".whl", ".egg", ".7z", ".rar", ".tar", ".tar.gz", ".tgz")
_ENDINGS = {
    "python": (".py", "/__init__.py", ".pyc", ".so"),
    "nodejs": (".js", ".mjs", ".cjs"),
    "ruby": (".rb",),
}
"""How the files end that a handler's module can be, by the language. Of Java and .NET nothing can be told from names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A file that should make one look again."""

    name: str
    why: str


def bootstrap_in(files: Collection[zipfile.ZipInfo]) -> Bootstrap:
    """Whether a bootstrap lies at the root, and may be executed."""
    for entry in files:
        if entry.filename in ("bootstrap", "./bootstrap"):
            mode = entry.external_attr >> 16
            return Bootstrap.ZIP if entry.create_system == _UNIX and mode & 0o111 else Bootstrap.NOT_EXECUTABLE
    return Bootstrap.MISSING


def handler_in(names: Collection[str], runtime: str, handler: str) -> bool | None:
    """Whether the module that ``handler`` names is there; None where names cannot tell."""
    language = next((name for name in _ENDINGS if runtime.startswith(name)), "")
    module, dot, _ = handler.rpartition(".")
    if not language or is_custom(runtime) or not dot:
        return None
    path = module.replace(".", "/") if language == "python" else module
    path = path.removeprefix("./")
    if path.startswith(("/", "opt/")):
        return None
    here = {name.removeprefix("./") for name in names}
    return any(
        f"{path}{ending}" in here or (ending == ".so" and any(_is_native(name, path) for name in here))
        for ending in _ENDINGS[language]
    )


def _is_native(name: str, path: str) -> bool:
    """Whether it is the module as native code: ``app.cpython-313-x86_64-linux-gnu.so``."""
    return name.startswith(f"{path}.") and name.endswith(".so")


def folder_of(name: str) -> str:
    """The folder at the top in which the file lies."""
    first, slash, _ = name.removeprefix("./").partition("/")
    return f"{first}/" if slash else ROOT


def is_nested(name: str) -> bool:
    """Whether it is an archive itself."""
    return name.lower().endswith(_NESTED)


def suspects_in(files: Collection[zipfile.ZipInfo]) -> Iterator[Suspect]:
    """The files with names that lead out of the folder, links, and names that come twice."""
    times = Counter(entry.filename for entry in files)
    told: set[str] = set()
    for entry in files:
        name = entry.filename
        if name.startswith(("/", "\\")) or name[1:2] == ":":
            yield Suspect(name=name, why="an absolute path")
        if ".." in PurePosixPath(name.replace("\\", "/")).parts:
            yield Suspect(name=name, why="leads out of its folder by ..")
        if "\\" in name:
            yield Suspect(name=name, why="has a backslash: on Linux that is part of the name, not a folder")
        if entry.create_system == _UNIX and stat.S_ISLNK(entry.external_attr >> 16):
            yield Suspect(name=name, why="a symbolic link")
        if times[name] > 1 and name not in told:
            told.add(name)
            yield Suspect(name=name, why=f"is there {times[name]} times; the last one wins")
