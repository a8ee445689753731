"""Catalogues of a few sentences, for tests that speak another language."""

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo


def written(folder, code, sentences):
    """Write a catalogue of sentences, by their English, into a folder; returns the folder."""
    catalogue = Catalog(code)
    for english, said in sentences.items():
        catalogue.add(english, said)
    place = folder / code / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "briefing.mo").open("wb") as target:
        write_mo(target, catalogue)
    return folder
