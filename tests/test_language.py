"""The program speaks the language that was chosen, with every name and number in its place."""

import pytest

from briefing import language


@pytest.fixture
def french(tmp_path):
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    catalogue = Catalog("fr")
    catalogue.add("Open {name}", "Ouvrir {name}")
    catalogue.add(("{count} tag", "{count} tags"), ("{count} étiquette", "{count} étiquettes"))
    catalogue.add("Order", "Ordre", context="sequence")
    catalogue.add("Order", "Commande", context="command")
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "briefing.mo").open("wb") as target:
        write_mo(target, catalogue)
    language.speak("fr", tmp_path)
    yield tmp_path
    language.speak("en")


def test_a_sentence_is_said_in_the_language_spoken_with_its_names_filled(french):
    assert language.tr("Open {name}", name="{harvest}") == "Ouvrir {harvest}"
    assert language.tr("Never translated {name}", name="x") == "Never translated x"


def test_the_form_follows_the_count(french):
    said = [language.tr_many("{count} tag", "{count} tags", n) for n in (0, 1, 2)]
    assert said == ["0 étiquette", "1 étiquette", "2 étiquettes"]


def test_numbers_are_written_as_the_language_does(french):
    assert language.tr("{count:,} of {all:,}", count=1234567, all=12) == "1\u202f234\u202f567 of 12"
    assert (
        language.tr("{size:,.1f} MB of {name}", size=1234.5, name="a,b") == "1\u202f234,5 MB of a,b"
    )
    assert language.tr_many("{count:,} sign", "{count:,} signs", 5000) == "5\u202f000 signs"
    assert language.said_in("en", "{count:,}", count=5000) == "5,000"


def test_the_same_word_is_told_apart_by_where_it_stands(french):
    assert language.tr_in("sequence", "Order") == "Ordre"
    assert language.tr_in("command", "Order") == "Commande"


def test_a_language_that_is_not_there_leaves_the_program_speaking_english(french):
    language.speak("tlh", french)
    assert language.spoken() == "en"
    assert language.tr("Open {name}", name="x") == "Open x"
