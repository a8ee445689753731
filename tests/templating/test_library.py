"""One template of many is found by its id, wherever and however that is written."""

import pytest

from briefing.errors import TemplateError
from briefing.templating.library import FolderLibrary, Place

MANIFEST = 'id = "{id}"\ntitle = "{title}"\nversion = 1\n'


@pytest.fixture
def library(tmp_path):
    """Return a library of two folders, the second of which wins."""
    return FolderLibrary(
        lambda: [Place(tmp_path / "shipped", "built in", True), Place(tmp_path / "own", "own")]
    )


def put(place, folder, words):
    """Write a template folder with this manifest."""
    made = place / folder
    made.mkdir(parents=True)
    (made / "template.toml").write_text(words, encoding="utf-8")
    (made / "template.docx").write_bytes(b"a document")


def test_of_two_templates_with_one_id_the_later_folders_is_found(library, tmp_path):
    put(tmp_path / "shipped", "note", MANIFEST.format(id="note", title="Theirs"))
    put(tmp_path / "own", "another-name", MANIFEST.format(id="note", title="Mine"))
    assert library.get("note").template.title == "Mine"
    assert library.get("note") == library.shelf().packages["note"]


def test_an_id_is_found_however_toml_spells_it(library, tmp_path):
    put(tmp_path / "own", "note", MANIFEST.format(id="\\u006eote", title="Spelled"))
    assert library.get("note").template.title == "Spelled"


def test_others_that_are_broken_or_only_name_it_are_passed_over(library, tmp_path):
    put(tmp_path / "own", "broken", "note = [")
    put(tmp_path / "own", "naming", MANIFEST.format(id="other", title="Not a note"))
    put(tmp_path / "shipped", "note", MANIFEST.format(id="note", title="A note"))
    assert library.get("note").template.title == "A note"


def test_an_id_that_nobody_has_is_told_with_the_nearest(library, tmp_path):
    put(tmp_path / "own", "note", MANIFEST.format(id="note", title="A note"))
    with pytest.raises(TemplateError, match="There is no template “nota”") as told:
        library.get("nota")
    assert "“note”" in told.value.hint


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("id = " + "[" * 5_000, "is not TOML"),
        ("version = " + "9" * 5_000, "is not TOML"),
        ("# " + "x" * 1_100_000, "too large for a manifest"),
    ],
    ids=["nested", "a number", "long"],
)
def test_a_manifest_that_is_made_to_be_hard_is_one_fault_among_sound_templates(
    library, tmp_path, words, told
):
    put(tmp_path / "own", "hard", words)
    put(tmp_path / "own", "note", MANIFEST.format(id="note", title="Mine"))
    shelf = library.shelf()
    assert list(shelf.packages) == ["note"]
    assert told in shelf.faults[0].message
