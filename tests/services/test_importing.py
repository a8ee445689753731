"""What an import is made of: files in order, two at a time, names fit to be shown."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from builders import article
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import LoadError
from briefing.loaders import standard_loaders
from briefing.services.articles import importing
from briefing.services.articles.alike import AlikeFinder
from briefing.services.articles.importing import (
    ImportRow,
    State,
    gathered,
    plain_name,
    read_in_order,
)
from briefing.services.articles.loading import LoadingService


def never():
    return False


@given(st.lists(st.integers(), max_size=40))
def test_what_is_read_comes_in_the_order_of_the_files(numbers):
    assert list(read_in_order(numbers, lambda n: n * 2, never)) == [n * 2 for n in numbers]


@given(st.integers(0, 30))
def test_once_stopped_no_more_is_begun_and_what_was_begun_is_given(after):
    begun, stop = [], threading.Event()

    def read(number):
        begun.append(number)
        if number == after:
            stop.set()
        return number

    given_back = list(read_in_order(range(200), read, stop.is_set))
    assert given_back == sorted(begun)
    assert len(begun) <= after + 5


def test_two_files_are_read_at_the_same_time():
    together = threading.Barrier(2, timeout=20)

    def read(number):
        together.wait()
        return number

    assert list(read_in_order([1, 2], read, never)) == [1, 2]


@given(st.text())
def test_a_name_is_shown_on_one_line_and_cannot_turn_its_direction(name):
    shown = plain_name(name)
    assert len(shown.splitlines()) <= 1
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200f") & set(shown)


def test_folders_give_their_files_by_name_without_hidden_and_temporary_ones(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden", "~$a.docx", "c.part", "sub/d.txt", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = gathered([tmp_path], never)
    assert [str(path.relative_to(tmp_path)) for path in found] == ["a.txt", "b.txt", "sub/d.txt"]


def test_a_folder_with_nothing_in_it_or_with_too_much_says_so(tmp_path, monkeypatch):
    with pytest.raises(LoadError, match="has no files in it"):
        gathered([tmp_path], never)
    monkeypatch.setattr(importing, "MOST_FILES", 2)
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text("words")
    with pytest.raises(LoadError, match="more than 2 files"):
        gathered([tmp_path], never)


def test_nearly_the_same_is_found_among_known_and_new_articles():
    words = [f"word{n} of the story {n}" for n in range(80)]
    finder = AlikeFinder([article(" ".join(words))], never)
    again = article(" ".join([*words[:70], *(f"other{n} words" for n in range(10))]))
    assert finder.nearest(again).share > 0.7
    assert finder.nearest(article("Something else entirely is said in this one.")) is None


def test_a_file_is_read_as_the_format_that_is_asked_for(tmp_path):
    loading = LoadingService(standard_loaders())
    (tmp_path / "page.html").write_text("<p>One & only</p>")
    (loaded,) = loading.load_file(tmp_path / "page.html", form="text")
    assert loaded.article.text == "<p>One & only</p>"
    assert ("text", "Text") in loading.formats()
    loading.close()


def test_a_name_that_is_no_utf8_can_be_kept(tmp_path):
    import os

    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "w") as file:  # noqa: PTH123 a name of bytes
        file.write("Words.")
    loading = LoadingService(standard_loaders())
    (found,) = gathered([tmp_path], never)
    (loaded,) = loading.load_file(found)
    assert loaded.article.source.encode() == "caf\ufffd.txt".encode()
    loading.close()


def test_all_expected_formats_are_prepared_for_at_once(tmp_path):
    loading = LoadingService(standard_loaders())
    (tmp_path / "a.html").write_text("<p>One sentence of a page.</p>")
    (tmp_path / "b.md").write_text("# Head\n\nOne sentence.")
    paths = [tmp_path / "a.html", tmp_path / "b.md"]
    loading.expect(paths)
    process = next(each for each in loading._loaders if each.name == "html")._process._all[0]
    loading.load_file(paths[0])
    first = process.pid
    loading.load_file(paths[1])
    assert process.pid == first
    loading.close()


def test_marks_of_direction_stay_in_a_sentence_but_not_in_a_files_name():
    name = "a\u200ftxt.exe"
    failed = LoadError(f"\u200f{name} تالف.", "x\u202ey")
    said = replace(ImportRow("1", Path(name)), state=State.FAILED, error=failed).sentence()
    assert said == "\u200fa\ufffdtxt.exe تالف. x\ufffdy"
