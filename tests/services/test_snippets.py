"""Snippets: kept as files of the user's, read with care, filled in without any code."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SnippetError
from briefing.services.brief.snippets import (
    LARGEST,
    Shelf,
    Snippet,
    SnippetFolder,
    bare,
    filled_in,
    matching,
    named,
)


@pytest.fixture
def folder(tmp_path):
    return SnippetFolder(tmp_path / "data" / "snippets")


def test_what_is_saved_is_there_again_by_name(folder):
    assert folder.shelf() == Shelf()
    folder.save("Caveat", "The figures are **not** verified.\n")
    folder.save("about us", "Coast desk.")
    assert folder.shelf().snippets == (
        Snippet("about us", "Coast desk."),
        Snippet("Caveat", "The figures are **not** verified."),
    )


def test_a_removed_one_can_be_put_back(folder):
    folder.save("Caveat", "Words.")
    gone = folder.remove("Caveat")
    assert folder.shelf() == Shelf()
    folder.restore(gone)
    assert folder.shelf().snippets == (gone,)
    with pytest.raises(SnippetError, match="already"):
        folder.restore(Snippet("caveat", "Other words."))
    assert folder.shelf().snippets == (gone,)


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/x", "..", "a/b", "a\\b", "\x00x", "con", "NUL.b"]
)
def test_no_name_leads_out_of_the_folder(folder, name, tmp_path):
    try:
        folder.save(name, "Words.")
    except SnippetError:
        assert not folder.folder.exists()
        return
    (made,) = folder.folder.iterdir()
    assert made.parent == folder.folder
    assert list(tmp_path.rglob("*.md")) == [made]
    assert folder.shelf().snippets[0].markdown == "Words."


@given(st.text(max_size=120))
def test_any_name_is_made_usable_or_refused(words):
    try:
        name = named(words)
    except SnippetError:
        return
    assert name
    assert not set(name) & set('/\\:*?"<>|\n\x00')
    assert named(name) == name
    assert len(name.encode()) < 220


def test_a_name_is_used_once_whatever_its_case(folder):
    folder.save("Caveat", "One.")
    with pytest.raises(SnippetError, match="already"):
        folder.save("CAVEAT", "Two.")
    with pytest.raises(SnippetError, match="needs a name"):
        folder.save(" .", "Two.")
    with pytest.raises(SnippetError, match="no words"):
        folder.save("Other", "[@e1]\n")
    with pytest.raises(SnippetError, match="at most"):
        folder.save("Other", "x" * LARGEST)


def test_files_that_are_no_snippets_are_named_and_the_others_stay(folder):
    folder.save("Good", "Words.")
    (folder.folder / "Large.md").write_bytes(b"x" * (LARGEST + 1))
    (folder.folder / "Binary.md").write_bytes(b"\xff\xfe\x00")
    (folder.folder / "Folder.md").mkdir()
    os.mkfifo(folder.folder / "Pipe.md")
    (folder.folder / "notes.txt").write_text("no snippet")
    shelf = folder.shelf()
    assert [each.name for each in shelf.snippets] == ["Good"]
    assert [problem.split("”")[0] for problem in shelf.problems] == [
        "The snippet “Binary", "There is no snippet “Folder", "The snippet “Large",
        "There is no snippet “Pipe",
    ]  # fmt: skip


def test_placeholders_are_filled_in_and_nothing_else_is_done():
    values = {"date": "3 May", "author": "{title}", "title": ""}
    words = "{date} {author} {title} {name} {date!r} {0} {{date}} {{ 7*7 }} {author.__class__}"
    assert filled_in(words, values) == (
        "3 May {title} {title} {name} {date!r} {0} {3 May} {{ 7*7 }} {author.__class__}"
    )


def test_marks_of_excerpts_are_left_out_and_judgement_stays():
    words = "One [@e1].\n\n[@e2]\n\n[@*]\n\n[@judgement]\n\nTwo."
    assert bare(words) == "One.\n\n[@judgement]\n\nTwo."
    assert filled_in("[@*]", {}) == ""


def test_a_few_letters_find_a_snippet_by_its_name_before_its_words():
    some = [Snippet("Second words", "caveat"), Snippet("Old caveat", "x"), Snippet("Caveat", "y")]
    assert [each.name for each in matching(some, "cav")] == ["Old caveat", "Caveat", "Second words"]
    assert matching(some, "zz") == []
    assert matching(some, "") == some
