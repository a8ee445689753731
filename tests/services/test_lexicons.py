"""Lexicons: the user's words join or replace the shipped ones, and a broken file is named."""

import pytest

from briefing.errors import LexiconError
from briefing.services.suggesting.lexicons import LexiconFolders

SHIPPED = """tag = "outlook"
[[group]]
name = "words"
weight = 0.6
words = ["tomorrow", "next year"]
"""


@pytest.fixture
def folders(tmp_path):
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    shipped.mkdir()
    own.mkdir()
    (shipped / "outlook.toml").write_text(SHIPPED, encoding="utf-8")
    (shipped / "units.toml").write_text('[[group]]\nname = "money"\n', encoding="utf-8")
    return LexiconFolders(shipped, own), own


def test_a_file_of_the_same_name_adds_words_and_takes_some_away(folders):
    source, own = folders
    (own / "outlook.toml").write_text(
        '[[group]]\nname = "words"\nwords = ["soon"]\nwithout = ["tomorrow"]\n', encoding="utf-8"
    )
    group = source.current().get("outlook").groups["words"]
    assert (group.words, group.weight) == (("next year", "soon"), 0.6)


def test_a_file_that_says_so_stands_in_the_shipped_ones_place(folders):
    source, own = folders
    (own / "outlook.toml").write_text(
        'mode = "replace"\n[[group]]\nname = "mine"\nweight = 1\nwords = ["soon"]\n',
        encoding="utf-8",
    )
    lexicon = source.current().get("outlook")
    assert (list(lexicon.groups), lexicon.tag) == (["mine"], "outlook")


def test_a_file_of_another_name_speaks_for_a_tag_of_ones_own(folders):
    source, own = folders
    (own / "fish.toml").write_text(
        'tag = "fish"\n[[group]]\nname = "a"\nweight = 0.9\nwords = ["cod*"]\n', encoding="utf-8"
    )
    assert [lexicon.tag for lexicon in source.current().tagged()] == ["fish", "outlook"]


def test_a_change_is_seen_without_a_restart(folders):
    source, own = folders
    before = source.current()
    assert source.current() is before
    (own / "outlook.toml").write_text('[[group]]\nname = "more"\nwords = ["x"]\n', "utf-8")
    assert "more" in source.current().get("outlook").groups


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ('tag = "outlook"\n[[group]\n', 2, "not TOML", "Mend that line"),
        ('[[group]]\nname = "a"\nwords = ["x"\n', 3, "not TOML", "Mend"),
        ('[[group]]\nname = "a"\nwrods = ["x"]\n', 3, "wrods", "words"),
        ('[[group]]\nname = "a"\n\n[[group]]\nname = "b"\nweight = 7\n', 6, "weight", "-1 to 1"),
        ('[[group]]\nname = "a"\n[[group]]\nname = "a"\n', 4, "two groups", "Rename"),
        ('[[group]]\nwords = ["x"]\n', 1, "no name", "name ="),
        ('[[group]]\nname = "a"\nwords = "x"\n', 3, "no list", "words ="),
        ('[[group]]\nname = "a"\nwords = [\n "good",\n "e*",\n]\n', 5, "too short", "three"),
        ('[[group]]\nname = "a"\nwords = ["…"]\n', 3, "begins with no word", "letters"),
        ('mode = "ad"\n', 1, "mode", "replace"),
        ('[[group]]\nname = "a"\nnear = ["x"]\n', 3, "two groups", "near ="),
        ("threshold = true\n", 1, "threshold", "0 to 1"),
    ],
)
def test_a_broken_file_is_named_with_its_line_and_a_remedy(folders, text, line, message, hint):
    source, own = folders
    path = own / "outlook.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as raised:
        source.current()
    assert f"{path}, line {line}: " in raised.value.message
    assert message in raised.value.message
    assert hint in raised.value.hint


def test_a_file_that_is_not_utf8_is_named_with_its_line(folders):
    source, own = folders
    (own / "outlook.toml").write_bytes(b"# one\n# caf\xe9\n")
    with pytest.raises(LexiconError, match="line 2: this is not UTF-8"):
        source.current()


def test_a_file_for_no_tag_with_an_unknown_name_is_refused(folders):
    source, own = folders
    (own / "outlok.toml").write_text("", encoding="utf-8")
    with pytest.raises(LexiconError) as raised:
        source.current()
    assert "outlook" in raised.value.hint
