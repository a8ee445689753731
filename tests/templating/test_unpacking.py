"""What a zip file from a stranger may be, before anything is unpacked from it."""

import io
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tries import tries
from word_files import zipped

from briefing.errors import TemplateError
from briefing.templating.bundle import FILES, pack_template, unpack_template
from briefing.templating.inspection import inspect_package
from briefing.templating.unpacking import Limits, unpack


def set_in_directory(document, offset, layout, value, *, local=None):
    """Change a field of the first entry of the zip directory, and of its local header."""
    data = bytearray(document)
    at = data.find(b"PK\x01\x02") + offset
    data[at : at + struct.calcsize(layout)] = struct.pack(layout, value)
    if local is not None:
        data[local : local + struct.calcsize(layout)] = struct.pack(layout, value)
    return bytes(data)


SOUND = {"a/b.txt": b"words", "c": bytes(1000)}


def test_a_sound_zip_file_is_unpacked_without_its_folders():
    assert unpack(zipped({**SOUND, "a/": b""}), "z") == SOUND
    assert unpack(zipped(SOUND, zipfile.ZIP_STORED), "z") == SOUND


def test_a_size_that_lies_is_noticed_without_unpacking_everything():
    bomb = zipped({"a": bytes(60_000_000)})
    lying = set_in_directory(bomb, 24, "<I", 10, local=22)
    tracemalloc.start()
    with pytest.raises(TemplateError, match="lies about"):
        unpack(lying, "z")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_bomb_is_refused_by_its_directory():
    with pytest.raises(TemplateError, match="it unpacks to 57 MB"):
        unpack(zipped({"a": bytes(60_000_000)}), "z", Limits(total=1_000_000))


def test_too_many_entries_are_refused():
    with pytest.raises(TemplateError, match="11 entries"):
        unpack(zipped({str(n): b"" for n in range(11)}), "z", Limits(entries=10))
    with pytest.raises(TemplateError, match="too many entries"):
        unpack(zipped({str(n): b"" for n in range(99)}), "z", Limits(entries=10))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../a", "outside its folder"),
        ("a/../../b", "outside its folder"),
        ("/etc/passwd", "outside its folder"),
        ("a//b", "outside its folder"),
        ("./a", "outside its folder"),
        ("c:/a", "a name that no such file has"),
        ("a\\b", "a name that no such file has"),
        ("a:stream", "a name that no such file has"),
        ("a\nb", "a name that no such file has"),
        ("a\x00b", "a name that no such file has"),
        ("x" * 300, "a name that no such file has"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name, words):
    kept = "?" * len(name)
    document = zipped({kept: b"x"}).replace(kept.encode(), name.encode())
    with pytest.raises(TemplateError, match=words):
        unpack(document, "z")


@pytest.mark.parametrize("second", ["a.xml", "A.XML"])
def test_two_entries_of_one_name_are_refused(second):
    document = zipped({"a.xml": b"1", "b.xml": b"2"}).replace(b"b.xml", second.encode())
    with pytest.raises(TemplateError, match="stands in it twice"):
        unpack(document, "z")


def test_a_link_is_refused():
    link = set_in_directory(zipped({"a": b"/etc/passwd"}), 38, "<I", 0o120777 << 16)
    with pytest.raises(TemplateError, match="“a” is a link to another file"):
        unpack(link, "z")


def test_a_locked_entry_is_refused():
    locked = set_in_directory(zipped({"a": b"x"}), 8, "<H", 1)
    with pytest.raises(TemplateError, match="locked with a password"):
        unpack(locked, "z")


def test_an_unusual_way_of_packing_is_refused():
    with pytest.raises(TemplateError, match="packed in an unusual way"):
        unpack(zipped({"a": b"x"}, zipfile.ZIP_LZMA), "z")


def test_entries_that_share_their_bytes_are_refused():
    bomb = zipped({"a": bytes(1_000_000), "b": b"x"})
    at = bomb.rfind(b"PK\x01\x02")
    shared = bytearray(bomb)
    shared[at + 20 : at + 24] = struct.pack("<I", len(bomb))
    with pytest.raises(TemplateError, match="share their bytes"):
        unpack(bytes(shared), "z")


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 99])
def test_what_is_no_zip_file_is_named(data):
    with pytest.raises(TemplateError, match=r"t\.docx is damaged, or no file of this kind"):
        inspect_package(data, "t.docx")


def test_a_zip_file_that_is_no_word_file_is_named():
    with pytest.raises(TemplateError, match="is not a Word document"):
        inspect_package(zipped({"a": b"x"}), "t.docx")


TEMPLATE = {"template.toml": b'id = "a"', "template.docx": b"docx"}


@pytest.mark.parametrize("folder", ["", "my-template/"])
def test_a_template_file_is_unpacked_with_and_without_its_folder(folder):
    files = {**TEMPLATE, "template.html.j2": b"h", "template.md.j2": b"m", "README.md": b"r",
             "thumbnail.png": b"p"}  # fmt: skip
    data = zipped({folder + name: each for name, each in files.items()})
    assert unpack_template(data, "a.brieftemplate") == files


def test_what_systems_leave_in_folders_is_passed_over():
    left = {"t/.DS_Store": b"x", "__MACOSX/t/._template.toml": b"x", "t/Thumbs.db": b"x"}
    data = zipped({**{f"t/{name}": each for name, each in TEMPLATE.items()}, **left})
    assert unpack_template(data, "a.brieftemplate") == TEMPLATE


@pytest.mark.parametrize("name", ["run.exe", "sub/template.toml", "template.docm", "README.exe"])
def test_a_template_file_with_anything_else_is_refused(name):
    with pytest.raises(TemplateError, match=f"a.brieftemplate holds “{name}”"):
        unpack_template(zipped({**TEMPLATE, name: b"x"}), "a.brieftemplate")


@pytest.mark.parametrize("missing", TEMPLATE)
def test_a_template_file_without_its_parts_is_refused(missing):
    files = {name: data for name, data in TEMPLATE.items() if name != missing}
    with pytest.raises(TemplateError, match=f"has no {missing}"):
        unpack_template(zipped(files), "a.brieftemplate")


def test_a_template_file_that_unpacks_to_too_much_is_refused():
    with pytest.raises(TemplateError, match="unpacks to"):
        unpack_template(zipped({**TEMPLATE, "thumbnail.png": bytes(70_000_000)}), "a.brieftemplate")


@tries(10)
@given(st.dictionaries(st.sampled_from(FILES[2:]), st.binary(max_size=99)))
def test_a_packed_template_unpacks_to_the_same_and_packs_to_the_same_bytes(more):
    files = {**TEMPLATE, **more}
    packed = pack_template(files)
    assert unpack_template(packed, "a.brieftemplate") == files
    assert pack_template(dict(reversed(files.items()))) == packed
    assert zipfile.ZipFile(io.BytesIO(packed)).testzip() is None
