"""Profiles fill the header in, and their file is read whole or not at all."""

import json

import pytest
from builders import field, template
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SettingsError
from briefing.model.template import FieldType, Marking, TemplateField
from briefing.paths import standard_paths
from briefing.services.brief.profiles import Profile, Profiles, ProfileStore, filled
from briefing.templating.library import standard_library

DESK = Profile(
    "Desk", "Ane Holm", "Coast desk", "For internal use", "ext. 12", {"file_no": "F-7", "to": ""}
)


def test_fields_are_filled_by_their_key_and_by_what_they_mean():
    made = template(
        fields=(
            field("from"), field("organisation"), field("business_unit"), field("to"),
            field("file_no"), TemplateField("f_9", "Contact officer"),
        ),
        marking=Marking.FREE,
    )  # fmt: skip
    assert filled(made, DESK) == {
        "from": "Ane Holm", "organisation": "Coast desk", "business_unit": "Coast desk",
        "file_no": "F-7", "f_9": "ext. 12", "author": "Ane Holm", "marking": "For internal use",
    }  # fmt: skip


def test_a_value_of_its_own_goes_before_what_a_field_means():
    of = Profile("P", author="Ane", fields={"from": "The whole team"})
    assert filled(template(fields=(field("from"),)), of)["from"] == "The whole team"


def test_a_choice_takes_only_what_it_offers_and_a_date_nothing():
    made = template(
        fields=(
            field("office", choices=("North", "coast DESK")),
            field("contact", choices=("A", "B")),
            field("by", type=FieldType.DATE),
        ),
        marking=Marking.CHOICE, markings=("Open", "Closed"),
    )  # fmt: skip
    assert filled(made, DESK) == {"office": "coast DESK", "author": "Ane Holm"}


def test_a_template_without_marking_gets_none():
    assert "marking" not in filled(template(), DESK)


def test_every_shipped_template_gets_author_and_marking():
    paths = standard_paths()
    library = standard_library(paths.templates, paths.user_templates, tuple)
    packages = library.shelf().packages
    assert len(packages) >= 13
    for package in packages.values():
        found = filled(package.template, DESK)
        assert found["author"] == "Ane Holm"
        assert found["marking"] == "For internal use"
    assert filled(packages["decision-memo"].template, DESK)["contact"] == "ext. 12"


def test_profiles_are_there_again_and_the_default_fills_new_briefs(tmp_path):
    store = ProfileStore(tmp_path / "config" / "profiles.json")
    assert store.for_new_brief(template()) == {}
    store.save(Profiles((DESK, Profile("Night")), "Desk"))
    again = ProfileStore(store.path)
    assert again.profiles == store.profiles
    assert again.for_new_brief(template()) == {"author": "Ane Holm"}


WORDS = st.text('ab é😀"\\', max_size=8).map(lambda t: " ".join(t.split()))


@given(st.lists(st.builds(Profile, WORDS.filter(bool), WORDS, WORDS, WORDS, WORDS,
                          st.dictionaries(WORDS, WORDS, max_size=3)),
                unique_by=lambda p: p.name, max_size=4))  # fmt: skip
def test_what_is_saved_is_read_as_the_same(tmp_path_factory, profiles):
    path = tmp_path_factory.mktemp("p") / "profiles.json"
    ProfileStore(path).save(Profiles(tuple(profiles), "a"))
    assert ProfileStore(path).profiles == Profiles(tuple(profiles), "a")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "no JSON"), (b"[" * 100_000, "no JSON"), (b"[]", "no list"),
        (b'{"profiles": [7]}', "is none"), (b'{"profiles": [{"nam": "x"}]}', "no “nam”"),
        (b'{"profiles": [{"name": 7}]}', "words are needed"),
        (b'{"profiles": [{"name": ""}]}', "no name"),
        (b'{"profiles": [{"name": "x", "fields": []}]}', "are none"),
        (b" " * 300_000, "larger than"), (b"\xff\xfe\xfd", "no JSON"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_named_left_out_and_kept_aside(tmp_path, content, said):
    path = tmp_path / "profiles.json"
    path.write_bytes(content)
    store = ProfileStore(path)
    assert said in store.problem
    assert store.profiles == Profiles()
    store.save(Profiles((DESK,)))
    assert json.loads(path.read_text())["profiles"][0]["name"] == "Desk"
    assert path.with_suffix(".unreadable").read_bytes() == content


@pytest.mark.parametrize(
    ("profiles", "said"),
    [
        ((Profile("A"), Profile("A")), "Two profiles"), ((Profile(" "),), "no name"),
        ((Profile("A", "x" * 3_000),), "longer than"),
        (tuple(Profile(str(n)) for n in range(201)), "more than 200"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(tmp_path, profiles, said):
    store = ProfileStore(tmp_path / "profiles.json")
    with pytest.raises(SettingsError, match=said):
        store.save(Profiles(profiles))
    assert not store.path.exists()


def test_a_folder_in_its_place_is_named(tmp_path):
    (tmp_path / "profiles.json").mkdir()
    store = ProfileStore(tmp_path / "profiles.json")
    assert "cannot be read" in store.problem
