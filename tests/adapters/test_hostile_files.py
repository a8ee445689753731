"""Files that are made to do harm, or that chance has damaged: an article or a clear error each."""

import importlib.util
import logging
import os
import tracemalloc
from pathlib import Path

import pytest
from document_files import W, docx_file, epub_file, odt_file, paragraph, zipped
from samples import GOOD, LOADERS, SERVICE, WORDS, bare_loaders

from briefing.errors import LoadError
from briefing.loaders import archive
from briefing.services.articles.loading import LoadingService

BARE = LoadingService(bare_loaders())
ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
DEEP = 100_000
DAMAGED = int(os.environ.get("BRIEFING_DAMAGED", "60"))
"""Files that are damaged in each way that is tried; `tools/fuzz_loaders.py` tries any number."""
LINE = 1_000_000 * int(os.environ.get("BRIEFING_LINE", "10"))
"""Bytes of a file without a line end; the largest file that is opened has 50 million."""


@pytest.fixture(scope="module")
def fuzz():
    """Return the harness in `tools`."""
    import samples

    root = Path(samples.__file__).resolve().parents[2]
    spec = importlib.util.spec_from_file_location("fuzz_loaders", root / "tools/fuzz_loaders.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_many_damaged_files_give_articles_or_clear_errors(fuzz):
    loaders = {each.name: each for each in LOADERS}
    for number, (form, data) in enumerate(fuzz.cases(7, DAMAGED, tuple(loaders))):
        assert fuzz.outcome(loaders[form], data) in ("article", "refused"), (form, number)


@pytest.mark.parametrize("form", ["docx", "odt", "epub", "rtf", "zip", "markdown", "text"])
def test_damaged_files_raise_nothing_else_where_no_process_stands_between(fuzz, form):
    loader = {each.name: each for each in bare_loaders()}[form]
    for _, data in fuzz.cases(11, DAMAGED // 2, (form,)):
        assert fuzz.outcome(loader, data) in ("article", "refused")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", zipped({"word/document.xml": f"{ENTITY}<x>&b;</x>"})),
        ("a.docx", zipped({"word/document.xml": f"{ENTITY}<x>&b;</x>".encode("utf-16")})),
        ("a.docx", docx_file(paragraph("x"), **{"styles.xml": f"{ENTITY}<w:styles {W}/>"})),
        ("a.odt", odt_file("", **{"content.xml": f"{ENTITY}<x>&b;</x>"})),
        ("a.epub", epub_file([], **{"META-INF/container.xml": f"{ENTITY}<x>&b;</x>"})),
    ],
    ids=["word", "word in utf-16", "styles", "opendocument", "book"],
)
def test_entities_are_refused(name, data):
    with pytest.raises(LoadError, match=f"{name} declares entities"):
        SERVICE.load_bytes(data, name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", docx_file("<w:sdt>" * DEEP)),
        ("a.docx", docx_file("<w:ins>" * 240 + paragraph("deep") + "</w:ins>" * 240)),
        ("a.odt", odt_file("<text:section>" * DEEP)),
        ("a.odt", odt_file("<text:p>" + "<text:span>" * 240 + "deep" + "</text:span>" * 240
                           + "</text:p>")),
        ("a.epub", epub_file([("one.xhtml", "<div>" * DEEP + "deep")])),
        ("a.rtf", b"{\\rtf1 " + b"{" * DEEP + b"deep" + b"}" * DEEP + b"}"),
        ("a.rtf", b"{\\rtf1 " + b"{\\footnote " * DEEP + b"deep"),
        ("a.rtf", b"{\\rtf1 deep " + b"{\\*\\x " * DEEP),
        ("a.html", b"<html><body>" + b"<div>" * DEEP + b"deep"),
        ("a.docx", zipped({"word/document.xml": b"<" * 2_000_000 + b"End of Document Length:"})),
        ("a.md", b"> " * DEEP + b"deep"),
        ("a.md", b"[" * DEEP + b"deep"),
        ("a.md", b"*" * DEEP + b"deep" + b"*_" * DEEP),
    ],
    ids=range(13),
)  # fmt: skip
def test_what_nests_a_hundred_thousand_times_is_read_or_refused(name, data):
    try:
        found = SERVICE.load_bytes(data, name)
    except LoadError as error:
        assert name in error.message  # noqa: PT017 an article is as good as an error here
    else:
        assert "deep" in found[0].article.text


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "word/footnotes.xml", "docProps/core.xml"]
)
def test_a_part_that_unpacks_to_a_hundred_megabytes_is_refused_before_it_is_unpacked(part):
    data = zipped({"word/document.xml": f"<w:document {W}/>", part: b" " * 110_000_000})
    tracemalloc.start()
    with pytest.raises(LoadError, match="unpacks to 110 MB"):
        BARE.load_bytes(data, "a.docx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def test_an_entry_that_says_less_than_it_holds_is_not_unpacked_further():
    data = bytearray(zipped({"a.txt": b"x" * 5_000_000, "b.txt": WORDS}))
    place = data.find(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    found = SERVICE.load_bytes(bytes(data), "z.zip")
    assert [each.article.source for each in found] == ["z.zip/b.txt"]
    assert "z.zip/a.txt is damaged" in found.failed[0].message


def test_entries_that_share_their_bytes_are_refused():
    data = bytearray(zipped({"a.txt": b"\x00\x01" * 500, "b.txt": b"\x02\x03" * 500}))
    for number in range(2):
        place = -1
        for _ in range(number + 1):
            place = data.find(b"PK\x01\x02", place + 1)
        data[place + 20 : place + 24] = (5_000).to_bytes(4, "little")
    with pytest.raises(LoadError, match="share their bytes"):
        SERVICE.load_bytes(bytes(data), "z.zip")


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("a.txt", b"", b""), ("a.md", b"", b""), ("a.rtf", b"{\\rtf1 ", b"}"),
        ("a.html", b"<article><p>", b"</p></article>"),
    ],
)  # fmt: skip
def test_one_line_of_many_megabytes_is_read_or_refused(name, start, end):
    words = (WORDS + " ").encode()
    data = start + words * ((LINE - 100) // len(words)) + end
    try:
        article = SERVICE.load_bytes(data, name)[0].article
    except LoadError as error:
        assert name in error.message  # noqa: PT017 an article is as good as an error here
    else:
        assert article.words > LINE / 50


@pytest.mark.parametrize("form", ["text", "markdown", "rtf", "html"])
def test_nuls_are_left_out(form):
    data = GOOD[form].replace(b"e", b"e\0", 3)
    try:
        article = {each.name: each for each in bare_loaders()}[form].load(data, "a")[0].article
    except LoadError as error:
        assert "a" in error.message  # noqa: PT017
    else:
        assert "\0" not in article.text


def test_the_harness_sees_what_it_looks_for(fuzz):
    class Bad:
        name, label, suffixes = "bad", "Bad", ()

        def __init__(self, work):
            self.load = work

    def nameless(data, source):
        raise LoadError("It is damaged.", "")

    def hangs(data, source):
        raise LoadError("fuzz took longer than 10 s to read.", "")

    def unsound(data, source):
        return bare_loaders()[0].load(b"a", "fuzz") and [_Unsound()]

    assert [fuzz.outcome(Bad(w), b"") for w in (nameless, hangs, unsound)] == [
        "nameless", "time", "unsound",
    ]  # fmt: skip
    assert logging.getLogger("briefing").propagate


class _Unsound:
    class article:  # noqa: N801 it stands for a value
        text = "a\0b"
        blocks = ()


def test_archives_in_an_archive_come_to_no_more_than_one_may(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_TOTAL", 3_000)
    text = " ".join(f"Word {n}." for n in range(250))
    inner = zipped({"a.txt": text})
    found = SERVICE.load_bytes(zipped({f"{n}.zip": inner + bytes(n) for n in range(4)}), "z.zip")
    assert [each.article.source for each in found] == ["z.zip/0.zip/a.txt", "z.zip/1.zip/a.txt"]
    assert [error.message.split(" was")[0] for error in found.failed] == [
        "z.zip/2.zip",
        "z.zip/3.zip",
    ]
    assert all(error.hint for error in found.failed)
