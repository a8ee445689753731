"""A dictionary whose words are made at need says the same as spylls, which makes all at once."""

import io
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spylls.hunspell import Dictionary, readers
from spylls.hunspell.readers import FileReader

from briefing.services.spelling.checking import Dictionaries

AFF = """SET UTF-8
TRY esianrtolcdugmphbyfvkwz
NOSUGGEST !
FORBIDDENWORD %
KEEPCASE =
ONLYINCOMPOUND o
COMPOUNDFLAG c
REP 1
REP f ph
SFX S Y 2
SFX S 0 s [^y]
SFX S y ies y
SFX D Y 1
SFX D 0 ed .
PFX U Y 1
PFX U 0 un .
"""
DIC = """14
harbor/SD
harbor/U
ferry/S
Skerra
McArdle/S
wharf/S ph:warf
pier\tst:pier
either\\/or
/odd
tide/c
gate/cS
tidegates/%
iPort/=
dock/SDU!
NATO
lone
"""
WORDS = """
harbor harbors harbored unharbor Harbor HARBOR ferry ferries FERRY Skerra SKERRA skerra McArdle
MCARDLE MCARDLES mcardle wharf warf pier piers either/or /odd tidegate tidegates gates iPort IPORT
dock undocked docks NATO Nato lone lones lon harbro fery iport warfs
"""


class Words(FileReader):
    """Reads lines that are in no file, which spylls would leave open."""

    def _open(self, path, encoding):
        return io.StringIO(path)


def both(folder, aff=AFF, dic=DIC):
    (folder / "xx.aff").write_text(aff, encoding="utf-8")
    (folder / "xx.dic").write_text(dic, encoding="utf-8")
    rules, context = readers.read_aff(Words(aff))
    words = readers.read_dic(Words(dic), aff=rules, context=context)
    return Dictionary(rules, words), Dictionaries(folder).load("xx")


@pytest.fixture(scope="module")
def dictionaries(tmp_path_factory):
    return both(tmp_path_factory.mktemp("dictionary"))


def test_the_same_words_are_right(dictionaries):
    spylls, ours = dictionaries
    for word in WORDS.split():
        assert ours.knows(word) == spylls.lookup(word), word
    assert all(map(ours.knows, ("harbors", "unharbor", "MCARDLES", "pier")))


@given(st.text("harbofeywtdk/", min_size=1, max_size=8))
def test_the_same_words_are_right_whatever_they_are(dictionaries, word):
    spylls, ours = dictionaries
    assert ours.knows(word) == spylls.lookup(word)


@pytest.mark.parametrize("word", ["harbr", "feris", "warf", "Skera", "undok", "pir", "mcardle"])
def test_the_same_is_suggested_also_the_second_time(dictionaries, word):
    spylls, ours = dictionaries
    expected = tuple(dict.fromkeys(spylls.suggest(word)))[:7]
    for _ in range(2):
        assert ours.suggestions(word, threading.Event()) == expected


ALIASED = "SET UTF-8\nTRY esianrt\nREP 1\nREP f ph\nAM 2\nAM ph:nite\nAM st:x\n"
IGNORING = "SET UTF-8\nTRY esianrt\nIGNORE -\nSFX S Y 1\nSFX S 0 s .\n"


@pytest.mark.parametrize(
    ("aff", "dic", "words"),
    [
        (ALIASED, "2\nnight\t1\nlight\t2\n", ["night", "nite", "lite"]),
        (IGNORING, "2\nsa-il/S\nta-r\n", ["sail", "sails", "sa-il", "tar", "tars"]),
    ],
)
def test_aliases_and_signs_to_pass_over_count_as_they_do_there(tmp_path, aff, dic, words):
    spylls, ours = both(tmp_path, aff, dic)
    for word in words:
        assert ours.knows(word) == spylls.lookup(word), word
        expected = tuple(dict.fromkeys(spylls.suggest(word)))[:7]
        assert ours.suggestions(word, threading.Event()) == expected
