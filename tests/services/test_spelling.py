"""Which words are looked up, which are right, and what is kept of the user's own."""

import threading
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SpellingError
from briefing.model.article import Article, Metadata
from briefing.model.brief import Brief
from briefing.model.project import Project
from briefing.services.spelling.checking import (
    Dictionaries,
    Speller,
    is_known,
    known_words,
    words_in,
)
from briefing.services.spelling.own_words import OwnWords

AFF = "SET UTF-8\nTRY esianrt\nSFX S Y 1\nSFX S 0 s .\n"
DIC = "6\ncolor/S\norganize\ncenter/S\ntravel/S\ntraveled\nharbor/S\n"


class Words:
    """A dictionary of a few words."""

    def __init__(self, *words):
        self.words = set(words)

    def lookup(self, word):
        return word in self.words

    def suggest(self, word):
        yield from (f"{word}{number}" for number in range(50))


def bare(text):
    return [word for word, _start, _end in words_in(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ships sail at noon.", ["Ships", "sail", "at", "noon"]),
        ("See https://ferries.example/a/b or www.harbour.example!", ["See", "or"]),
        ("Write to desk@ferries.example now", ["Write", "to", "now"]),
        ("The OECD, PDFs and NATO's part", ["The", "and", "part"]),
        ("A LETTER is LONGISH", ["is", "LONGISH"]),
        ("COVID19 and 5km of A4 in 1990s", ["and", "of", "in"]),
        ("Words [@id-3] cited [@*]", ["Words", "cited"]),
        ("It isn’t o'clock", ["It", "isn’t", "o'clock"]),
        ("co-operation, well-known", ["operation", "well", "known"]),
        ("the U.S. and e.g. this", ["the", "and", "this"]),
    ],
)
def test_addresses_figures_abbreviations_and_citations_are_passed_over(text, words):
    assert bare(text) == words


@given(st.text(max_size=80))
def test_every_word_stands_where_it_is_said_to(text):
    found = words_in(text)
    assert all(text[start:end] == word for word, start, end in found)
    assert [start for _w, start, _e in found] == sorted({start for _w, start, _e in found})


BRITISH = {
    "colour": "color", "neighbours": "neighbors", "behavioural": "behavioral",
    "organise": "organize", "organisation": "organization", "criticised": "criticized",
    "analysed": "analyzed", "centre": "center", "kilometres": "kilometers", "theatre": "theater",
    "catalogue": "catalog", "travelled": "traveled", "signalling": "signaling",
    "defence": "defense", "grey": "gray", "fulfil": "fulfill",
}  # fmt: skip


@pytest.mark.parametrize(("british", "american"), BRITISH.items())
def test_british_spellings_are_right_where_the_american_one_is(british, american):
    assert Speller(Words(american), british=True).knows(british)
    assert not Speller(Words(american), british=False).knows(british)
    assert not Speller(Words("other"), british=True).knows(british)


@pytest.mark.parametrize(
    ("wrong", "near"),
    [("doctour", "doctor"), ("watre", "water"), ("capsise", "capsize"), ("revealled", "revealed"),
     ("compilled", "compiled"), ("prise", "prize")],
)  # fmt: skip
def test_mistakes_that_only_look_british_stay_mistakes(wrong, near):
    assert not Speller(Words(near), british=True).knows(wrong)


def test_what_owns_something_is_right_with_either_apostrophe():
    speller = Speller(Words("ferry"), british=False)
    assert speller.knows("ferry’s")
    assert speller.knows("ferry's")


def test_suggestions_are_few_and_looking_up_stops_when_told_to():
    stopped = threading.Event()
    speller = Speller(Words("ferry"), british=False)
    assert len(speller.suggestions("fery", stopped)) == 7
    assert speller.wrong(["ferry", "fery"], stopped) == {"fery"}
    stopped.set()
    assert speller.wrong(["fery"], stopped) == frozenset()


def write(folder, name, aff=AFF, dic=DIC):
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.aff").write_text(aff, encoding="utf-8")
    (folder / f"{name}.dic").write_text(dic, encoding="utf-8")


def test_a_british_dictionary_makes_the_american_one_strict(tmp_path):
    write(tmp_path, "en_US")
    assert Dictionaries(tmp_path).load("en_US").knows("colours")
    write(tmp_path, "en_GB", dic="1\ncolour/S\n")
    both = Dictionaries(tmp_path)
    assert both.languages() == ("en_US", "en_GB")
    assert not both.load("en_US").knows("colours")
    assert both.load("en_GB").knows("colours")


def test_a_dictionary_without_its_words_is_none(tmp_path):
    (tmp_path / "xx.aff").write_text(AFF, encoding="utf-8")
    assert Dictionaries(tmp_path).languages() == ("en_US",)
    with pytest.raises(SpellingError, match="no dictionary “xx”"):
        Dictionaries(tmp_path).load("xx")
    with pytest.raises(SpellingError):
        Dictionaries(tmp_path).load("../../etc/passwd")


@pytest.mark.parametrize("aff", ["SET NONSENSE\n", "SET UTF-8\nSFX S Y 1\nSFX S 0 s [\n"])
def test_a_damaged_dictionary_is_named(tmp_path, aff):
    write(tmp_path, "bad", aff=aff)
    with pytest.raises(SpellingError, match="“bad” cannot be read"):
        Dictionaries(tmp_path).load("bad")


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_no_bytes_of_a_dictionary_break_the_program(tmp_path_factory, aff, dic):
    folder = tmp_path_factory.mktemp("dictionary")
    (folder / "xx.aff").write_bytes(aff)
    (folder / "xx.dic").write_bytes(dic)
    with suppress(SpellingError):
        Dictionaries(folder).load("xx").wrong(["colour"], threading.Event())


def test_words_of_articles_and_of_headers_are_known(tmp_path):
    article = Article(
        id="a", source="a.txt", title="a", blocks=(), text="Skerra lies north of Vellmar’s bay.",
        metadata=Metadata(byline="Ida Sorvang"),
    )  # fmt: skip
    brief = Brief("b", "Brief", "policy", {"unit": "Desk of Trondal"})
    known = known_words(Project(articles={"a": article}, briefs={"b": brief}))
    for word in ("Skerra", "Skerra’s", "SKERRA", "Vellmar", "Sorvang", "Trondal", "Lies"):
        assert is_known(word, known), word
    assert not is_known("skerra", known)
    assert not is_known("Trondall", known)


def test_own_words_are_kept_in_their_order_and_taken_back(tmp_path):
    path = tmp_path / "dictionaries" / "own-words.txt"
    own = OwnWords(path)
    own.add("Zorblat’s")
    own.add("Arnvik")
    assert path.read_text(encoding="utf-8") == "Arnvik\nZorblat\n"
    assert OwnWords(path).has("Zorblat's")
    own.remove("Zorblat")
    assert OwnWords(path).words == {"Arnvik"}


def test_own_words_that_cannot_be_read_just_now_are_not_written_over(tmp_path, monkeypatch):
    path = tmp_path / "own-words.txt"
    path.write_text("Arnvik\n", encoding="utf-8")

    def away(*_given, **_more):
        raise PermissionError(13, "Permission denied")

    own = OwnWords(path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", away)
        assert own.words == frozenset()
        with pytest.raises(SpellingError, match="not saved"):
            own.add("Zorblat")
    own.add("Zorblat")
    assert path.read_text(encoding="utf-8") == "Arnvik\nZorblat\n"


def test_own_words_that_cannot_be_written_are_said_and_not_kept(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    own = OwnWords(tmp_path / "file" / "own-words.txt")
    with pytest.raises(SpellingError, match="not saved"):
        own.add("Arnvik")
    assert own.words == frozenset()
