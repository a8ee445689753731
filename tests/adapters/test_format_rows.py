"""What is known of formats before their readers and writers are loaded, and that it agrees."""

import subprocess
import sys

import pytest
from samples import GOOD

from briefing.exporters.formats import FORMATS
from briefing.loaders import DOCUMENTS, document_loader, standard_loaders
from briefing.paths import standard_paths
from briefing.services.ports import RecognisingLoader

SAMPLE = standard_paths().sample / "article.txt"
LOADED = """
import contextlib, io, sys
from briefing.cli import main
with contextlib.redirect_stdout(io.StringIO()):
    assert main(sys.argv[1:], None) == 0
print(*sorted(sys.modules))
"""


def modules_after(*arguments):
    """Return the modules that a command of the command line has loaded when it is done."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def readers():
    """Return the modules of the readers of formats."""
    return {f"briefing.loaders.{row.reader.partition('.')[0]}" for row in DOCUMENTS.values()}


def test_reading_plain_text_loads_the_reader_of_no_other_format():
    loaded = modules_after("inspect", str(SAMPLE))
    assert "briefing.loaders.text" in loaded
    assert not readers().intersection(loaded)
    assert not [name for name in loaded if name.startswith("briefing.loaders.pa")]
    assert not {"lxml", "docx"}.intersection(loaded)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_format_is_asked_for_by_a_row_that_says_how_it_begins(name):
    recognising = isinstance(document_loader(name), RecognisingLoader)
    assert bool(DOCUMENTS[name].begins) == recognising
    assert not recognising or DOCUMENTS[name].may_be(GOOD[name])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("before", ["", "\r\n\t ", "<!-- made by hand -->\n"])
@pytest.mark.parametrize("name", ["newsml", "nitf", "feed"])
def test_news_is_known_however_its_file_begins(name, before, encoding):
    words = GOOD[name].decode().partition("?>")
    data = (before + (words[2] or words[0])).encode(encoding)
    loaders = {each.name: each for each in standard_loaders()}
    assert document_loader(name).recognises(data, "a.xml")
    assert loaders[name].recognises(data, "a.xml")


def test_every_sound_file_is_recognised_as_its_reader_alone_would():
    rows = [each for each in standard_loaders() if hasattr(each, "recognises")]
    for data in GOOD.values():
        for each in rows:
            assert each.recognises(data, "a") == document_loader(each.name).recognises(data, "a")


def test_a_brief_as_word_loads_no_other_writer_and_nothing_of_the_analysis(tmp_path):
    loaded = modules_after(
        "export", str(SAMPLE), "--template", "policy-brief", "-o", str(tmp_path / "a.docx"),
        "--draft",
    )  # fmt: skip
    assert (tmp_path / "a.docx").exists()
    others = {f"briefing.exporters.{row.writer.partition('.')[0]}" for row in FORMATS.values()}
    assert not (others | readers()).intersection(loaded)
    assert not [name for name in loaded if name.startswith("briefing.services.analysis")]
    assert not {"odfdo", "pypdfium2", "trafilatura", "briefing.model.read_back"}.intersection(
        loaded
    )
