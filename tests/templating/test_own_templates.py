"""Templates of one's own: taken in, made, copied, taken out and put back."""

from pathlib import Path

import pytest
from documents import saved
from test_from_word import house_note

from briefing.errors import TemplateError
from briefing.paths import standard_paths
from briefing.templating.library import standard_library
from briefing.templating.own_templates import KEPT, OwnTemplates


@pytest.fixture
def place(tmp_path):
    """Return the user's folder, what changes it, and the library that reads it."""
    folder = tmp_path / "templates"
    return folder, OwnTemplates(folder), standard_library(standard_paths().templates, folder)


def test_a_copy_of_a_shipped_template_is_ones_own(place):
    folder, own, library = place
    new = own.duplicate(library.get("policy-brief"))
    copied = library.get(new)
    assert (new, copied.template.title) == ("policy-brief-copy", "Policy brief (copy)")
    assert (copied.folder, copied.built_in) == (folder / new, False)
    assert copied.document == library.get("policy-brief").document
    assert own.duplicate(library.get("policy-brief")) == "policy-brief-copy-2"


def test_a_template_travels_as_one_file_and_comes_out_the_same(place, tmp_path):
    folder, own, library = place
    new = own.duplicate(library.get("decision-memo"))
    own.pack(library.get(new), tmp_path / "memo")
    other = OwnTemplates(tmp_path / "elsewhere")
    assert other.add(tmp_path / "memo.brieftemplate") == new
    for file in (folder / new).iterdir():
        assert (tmp_path / "elsewhere" / new / file.name).read_bytes() == file.read_bytes()


def test_a_removed_template_is_gone_and_can_be_put_back(place):
    folder, own, library = place
    new = own.duplicate(library.get("policy-brief"))
    removed = own.remove(library.get(new))
    assert new not in library.shelf().packages
    own.restore(removed)
    assert library.get(new).folder == folder / new


def test_only_the_newest_removed_templates_are_kept(place):
    folder, own, library = place
    for _ in range(KEPT + 3):
        own.remove(library.get(own.duplicate(library.get("policy-brief"))))
    assert len(list((folder / ".removed").iterdir())) == KEPT


def test_a_shipped_template_is_not_removed(place):
    _folder, own, library = place
    with pytest.raises(TemplateError, match="ships with the program") as caught:
        own.remove(library.get("policy-brief"))
    assert "Duplicate" in caught.value.hint


def test_a_teams_template_is_not_removed_from_here(place, tmp_path):
    _folder, own, library = place
    team = tmp_path / "team"
    OwnTemplates(team).duplicate(library.get("policy-brief"))
    shared = standard_library(standard_paths().templates, tmp_path / "templates", lambda: [team])
    with pytest.raises(TemplateError, match="lies in"):
        own.remove(shared.get("policy-brief-copy"))


def test_the_same_template_is_not_taken_in_twice(place, tmp_path):
    _folder, own, library = place
    new = own.duplicate(library.get("policy-brief"))
    own.pack(library.get(new), tmp_path / "again")
    with pytest.raises(TemplateError, match="in your folder already"):
        own.add(tmp_path / "again.brieftemplate")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("note.docx", saved(house_note()), "not a template"),
        ("odd.brieftemplate", b"no zip", "odd.brieftemplate"),
        ("gone.brieftemplate", None, "cannot be read"),
    ],
)
def test_what_is_no_template_is_refused_by_name(place, tmp_path, name, content, words):
    folder, own, _library = place
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TemplateError, match=words):
        own.add(path)
    assert not folder.exists()


def test_a_folder_without_its_word_file_is_refused_and_nothing_is_left(place, tmp_path):
    folder, own, _library = place
    half = tmp_path / "half"
    half.mkdir()
    (half / "template.toml").write_text('id = "half"\nversion = 1\ntitle = "Half"\n')
    with pytest.raises(TemplateError, match=r"has no template\.docx"):
        own.add(half)
    assert not folder.exists()


def test_a_manifest_cannot_name_a_folder_elsewhere(place, tmp_path):
    folder, own, _library = place
    odd = tmp_path / "odd"
    odd.mkdir()
    (odd / "template.toml").write_text('id = "../odd"\nversion = 1\ntitle = "Odd"\n')
    (odd / "template.docx").write_bytes(saved(house_note()))
    with pytest.raises(TemplateError, match="cannot be used"):
        own.add(odd)
    assert not folder.exists()


def test_a_template_made_of_a_word_document_is_in_the_library(place, tmp_path):
    _folder, own, library = place
    path = tmp_path / "Note.docx"
    path.write_bytes(saved(house_note()))
    notes = own.new_from_word(path, "house-note")
    assert "“Background” became a section." in notes
    template = library.get("house-note").template
    assert (template.title, template.description) == ("House note", "Made from Note.docx")
    with pytest.raises(TemplateError, match="cannot be used"):
        own.new_from_word(Path(path), "House Note!")
