"""A real .zip measured: what it comes to, what is odd in it, and bytes of every kind that are none."""

import io
import stat
import struct
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.package import Bootstrap
from sim.package.answers import BROKEN_ZIP, EMPTY_ZIP
from sim.package.archive import LARGEST_UPLOAD, MOST_COUNTED, MOST_ENTRIES, measure
from sim.package.inflating import ENTRY, LOCAL
from sim.package.names import handler_in
from tests.sim.package.zips import PYTHON, patched, zipped


def test_a_zip_is_measured_by_its_files():
    archive = measure(zipped(PYTHON))
    assert archive.is_measured
    assert archive.is_whole
    assert archive.unzipped_bytes == sum(map(len, PYTHON.values()))
    assert archive.files == 2
    assert [(one.name, one.bytes) for one in archive.folders] == [("lib/", 102_400), ("(root)", 33)]
    assert archive.largest[0].name == "lib/big.bin"
    assert (archive.suspects, archive.nested) == ((), ())


def test_a_zip_that_is_only_stored_is_measured_too():
    archive = measure(zipped(PYTHON, zipfile.ZIP_STORED))
    assert (archive.problem, archive.unzipped_bytes) == ("", sum(map(len, PYTHON.values())))


@pytest.mark.parametrize(
    ("mode", "found"), [(0o755, Bootstrap.ZIP), (0o644, Bootstrap.NOT_EXECUTABLE), (0o001, Bootstrap.ZIP)]
)
def test_a_bootstrap_is_found_with_its_executable_bit(mode, found):
    assert measure(zipped({"bootstrap": b"x"}, modes={"bootstrap": stat.S_IFREG | mode})).bootstrap is found


def test_a_bootstrap_in_a_folder_is_none():
    assert measure(zipped({"bin/bootstrap": b"x"})).bootstrap is Bootstrap.MISSING


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("/etc/passwd", "an absolute path"),
        ("C:/x", "an absolute path"),
        ("../../x.py", "leads out of its folder by .."),
        ("a\\b.py", "has a backslash: on Linux that is part of the name, not a folder"),
    ],
)
def test_names_that_lead_elsewhere_are_told(name, why):
    assert [(one.name, one.why) for one in measure(zipped({name: b"x"})).suspects] == [(name, why)]


def test_a_symbolic_link_is_told():
    archive = measure(zipped({"link": b"/etc"}, modes={"link": stat.S_IFLNK | 0o777}))
    assert archive.suspects[0].why == "a symbolic link"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_is_told():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as opened:
        for _ in range(2):
            opened.writestr("app.py", b"x")
    assert measure(content.getvalue()).suspects[0].why == "is there 2 times; the last one wins"


def test_archives_inside_are_told_and_not_opened():
    inner = zipped({"deep.bin": bytes(100_000)})
    archive = measure(zipped({"lib/inner.zip": inner, "app.py": b"x"}))
    assert archive.nested == ("lib/inner.zip",)
    assert archive.unzipped_bytes == len(inner) + 1


def test_a_bomb_is_counted_to_the_bound_and_no_further():
    bomb = zipped({f"{n}.bin": bytes(60_000_000) for n in range(10)})
    began = time.process_time()
    archive = measure(bomb)
    assert time.process_time() - began < 10
    assert not archive.is_whole
    assert archive.unzipped_bytes == MOST_COUNTED
    assert archive.suspects[0].why.startswith("grows from ")


def test_sizes_in_headers_are_not_believed():
    honest = zipped({"a.bin": bytes(1_000_000)})
    lying = patched(honest, ENTRY, 24, struct.pack("<I", 10))
    archive = measure(lying)
    assert archive.problem == "a.bin has 1,000,000 bytes and is said to have 10: the list of files is wrong."
    assert archive.aws_says == BROKEN_ZIP


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda it: it[:-30], "This is no .zip, or a broken one"),
        (lambda it: patched(it, ENTRY, 16, b"\0\0\0\0"), "does not come to the sum"),
        (lambda it: patched(it, ENTRY, 42, b"\x05\0\0\0"), "is not where the list of files says"),
        (lambda it: patched(it, ENTRY, 20, b"\xff\xff\xff\x0f"), "ends too early: the archive is cut off"),
        (lambda it: patched(it, LOCAL, 36, b"\xff" * 8), "damaged"),
        (lambda it: patched(it, ENTRY, 8, b"\x01"), "is encrypted. Lambda has no password"),
        (lambda it: patched(it, ENTRY, 10, b"\x0c"), "is compressed by BZIP2"),
        (lambda it: patched(it, ENTRY, 10, b"\x63"), "is compressed by method 99"),
        (lambda it: patched(it, ENTRY, 6, b"\xff\0"), "This is no .zip, or a broken one"),
        (lambda it: patched(patched(it, ENTRY, 46, b"\xff"), ENTRY, 8, b"\0\x08"), "This is no .zip, or a broken one"),
        (lambda _: b"", "This is no .zip"),
        (lambda _: b"\x89PNG", "This is no .zip"),
        (lambda _: b"PK\x05\x06" + bytes(18), "There is no file in it."),
        (lambda _: zipped({"folder/": b""}), "There is no file in it."),
    ],
)
def test_what_cannot_be_measured_is_told(change, says):
    archive = measure(change(zipped({"app.py": b"print('hello')\n" * 40})))
    assert says in archive.problem
    assert not archive.is_measured
    known = not ("encrypted" in says or "compressed" in says)
    assert archive.aws_says in ((BROKEN_ZIP, EMPTY_ZIP) if known else ("",))


def test_too_many_files_and_too_large_a_file_are_not_looked_at():
    assert "more than 50,000 files" in measure(ENTRY * (MOST_ENTRIES + 1)).problem
    assert "70.0 MB" in measure(bytes(LARGEST_UPLOAD + 1)).problem


@pytest.mark.parametrize(
    ("names", "runtime", "handler", "found"),
    [
        ({"app.py"}, "python3.13", "app.handler", True),
        ({"src/app.py"}, "python3.13", "src.app.handler", True),
        ({"src/app.py"}, "python3.13", "src/app.handler", True),
        ({"app/__init__.py"}, "python3.13", "app.handler", True),
        ({"app.cpython-313-x86_64-linux-gnu.so"}, "python3.13", "app.handler", True),
        ({"lantern/app.py"}, "python3.13", "app.handler", False),
        ({"index.mjs"}, "nodejs22.x", "index.handler", True),
        ({"dist/index.js"}, "nodejs22.x", "dist/index.handler", True),
        ({"index.ts"}, "nodejs22.x", "index.handler", False),
        ({"app.rb"}, "ruby3.4", "app.handler", True),
        ({"a.jar"}, "java21", "lantern.Reminder::handle", None),
        ({"bootstrap"}, "provided.al2023", "app.handler", None),
        ({"app.py"}, "python3.13", "handler", None),
    ],
)
def test_the_handlers_module_is_found_where_names_can_tell(names, runtime, handler, found):
    assert handler_in(names, runtime, handler) is found


@given(st.binary(max_size=400))
@settings(max_examples=150)
def test_no_bytes_raise(content):
    measure(content)


@given(
    base=st.sampled_from([zipped(PYTHON), zipped(PYTHON, zipfile.ZIP_STORED), zipped({"a": b"", "é/ü.py": b"x" * 99})]),
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=12),
    cut=st.integers(0, 60),
)
@settings(max_examples=400)
def test_a_zip_with_some_bytes_changed_never_raises(base, changes, cut):
    mutated = bytearray(base)
    for at, value in changes:
        mutated[at % len(mutated)] = value
    archive = measure(bytes(mutated[: len(mutated) - cut]))
    assert archive.unzipped_bytes <= MOST_COUNTED
    assert archive.problem or archive.files


@given(at=st.integers(0, 200), value=st.integers(0, 255), tail=st.integers(1, 200))
@settings(max_examples=300)
def test_its_list_of_files_may_be_spoiled_anywhere(at, value, tail):
    base = bytearray(zipped({"a.py": b"x" * 50, "b/c.py": b"y"}))
    base[max(0, len(base) - 1 - (at % len(base)))] = value
    base[-min(tail, len(base))] ^= 0xFF
    measure(bytes(base))
