"""Where a detail was found is kept in English and shown in the language spoken."""

import pytest

from briefing import language
from briefing.services.articles.found_places import PLACES, said_place


@pytest.fixture
def french(tmp_path):
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    catalogue = Catalog("fr")
    catalogue.add("line with the date", "ligne avec la date")
    catalogue.add("label “{name}:”", "mention « {name} : »")
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "briefing.mo").open("wb") as target:
        write_mo(target, catalogue)
    language.speak("fr", tmp_path)
    yield
    language.speak("en")


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("line with the date", "ligne avec la date"),
        ("label “Quelle:”", "mention « Quelle : »"),
        ("meta og:title", "meta og:title"),
    ],
)
def test_a_place_is_said_in_the_language_spoken(french, kept, shown):
    assert said_place(kept) == shown


def test_in_english_every_place_is_said_as_it_is_kept():
    for where in (
        *PLACES,
        "label “Source:”",
        "label PD",
        "header Subject",
        "title of the RSS feed",
    ):
        assert said_place(where) == where
