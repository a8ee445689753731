"""Files of tags are read, written, and refused with a place and a remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SchemeError
from briefing.model.project import new_project
from briefing.model.scheme_edits import add_scheme
from briefing.model.tags import DEFAULT_SCHEME, PALETTE, Tag, TagScheme
from briefing.paths import standard_paths
from briefing.services.tag_schemes import LARGEST, read_scheme, scheme_text, shipped_schemes

SHIPPED = shipped_schemes(standard_paths().schemes)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=20)
WORDS = WORDS.map(lambda words: " ".join(words.split())).filter(bool)


def toml(body, head='name = "Own"'):
    return f"{head}\n{body}".encode()


def refusal(data, name="own.toml"):
    with pytest.raises(SchemeError) as refused:
        read_scheme(data, name)
    assert refused.value.message.startswith(name)
    assert refused.value.hint
    return str(refused.value)


def test_the_shipped_schemes_are_the_five_and_the_default_is_the_default():
    assert {s.id for s in SHIPPED} == {"default", "pestle", "dime", "stakeholder", "risk"}
    assert SHIPPED[0] == DEFAULT_SCHEME
    assert all(tag.description for scheme in SHIPPED for tag in scheme.tags)


def test_all_shipped_schemes_fit_into_one_project_with_the_ids_and_codes_they_ship_with():
    of = new_project()
    for scheme in SHIPPED[1:]:
        of = add_scheme(scheme).apply(of)
    for scheme in SHIPPED:
        there = of.schemes[scheme.id].tags
        assert [(t.id, t.code) for t in there] == [(t.id, t.code) for t in scheme.tags]


@pytest.mark.parametrize("scheme", SHIPPED, ids=lambda scheme: scheme.id)
def test_a_written_scheme_is_read_as_the_same_value(scheme):
    assert read_scheme(scheme_text(scheme).encode(), "x.toml") == scheme


@given(WORDS, WORDS, WORDS, st.booleans())
def test_whatever_words_a_tag_has_survive_the_file(name, description, title, retired):
    first = Tag("a", name, "AA", "#0072B2", "B", description, None, retired)
    second = Tag("b", "Below", "B1", "#000000", parent="a")
    scheme = TagScheme("own", title, 3, (first, second))
    assert read_scheme(scheme_text(scheme).encode(), "x.toml") == scheme


def test_a_file_need_only_name_its_tags():
    scheme = read_scheme(toml('[[tag]]\nname = "Near term"\n[[tag]]\nname = "Nation"'), "own.toml")
    assert (scheme.id, scheme.version) == ("own", 1)
    assert [(t.id, t.code, t.colour) for t in scheme.tags] == [
        ("near-term", "NT", PALETTE[0]),
        ("nation", "NA", PALETTE[1]),
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('[[tag]]\nname = "A"\ncolor = "#000000"', "1 has no “color”. Did you mean “colour”"),
        ('tags = 1', "the scheme has no “tags”. Did you mean “tag”"),
        ('tag = 1', "“tag” is no list of tables"),
        ('[[tag]]\ncode = "AA"', "[[tag]] 1: the tag has no name"),
        ('[[tag]]\nname = 4', "name is no text"),
        ('[[tag]]\nname = "A"\ncode = "ABC"', "“ABC” is no code"),
        ('[[tag]]\nname = "A"\ncolour = "blue"', "“BLUE” is no colour"),
        ('[[tag]]\nname = "A"\nkey = "F1"', "cannot be a key"),
        ('[[tag]]\nname = "A"\nid = "a/b"', "the id “a/b” cannot be used"),
        ('[[tag]]\nname = "A"\nparent = "Outlok"\n[[tag]]\nname = "Outlook"',
         "no tag “Outlok” to stand below. Did you mean “Outlook”"),
        ('[[tag]]\nname = "A"\nparent = "A"', "“A” would stand below itself"),
        ('[[tag]]\nname = "A"\ncode = "AA"\n[[tag]]\nname = "B"\ncode = "aa"',
         "[[tag]] 2: the code “AA” is that of “A”"),
        ('[[tag]]\nname = "A"\nretired = "no"', "neither true nor false"),
        ('version = 0', "version is no number"),
        ('version = 99999999999999999999', "version is no number"),
        (f'[[tag]]\nname = "{"A" * 200}"', "longer than 120"),
        ("\n".join(f'[[tag]]\nname = "Tag {n}"' for n in range(501)), "501 tags; 500 is the most"),
        ("x = = 1", "is not TOML"),
        ("x" + ".a" * 100_000 + " = 1", "a key of ten parts"),
        ("x" + " . 'a'" * 40_000 + " = 1", "a key of ten parts"),
        ("[x" + '."a"' * 60_000 + "]", "a key of ten parts"),
        (f"x = {'[' * 50_000}", "is not TOML"),
        (f"x = {'9' * 5_000}", "is not TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_named_with_its_place(body, message):
    assert message in refusal(toml(body))


def test_dots_in_words_are_no_parts_of_a_key():
    words = "a.b.c.d.e.f.g.h.i.j.k.l"
    body = f'[[tag]]\nname = "{words}"\ndescription = """\n{words}"x\n""" # {words}'
    (tag,) = read_scheme(toml(body), "own.toml").tags
    assert tag.name == words


def test_a_file_that_is_none_is_refused():
    assert "no name" in refusal(b"version = 1")
    assert "larger than 256 KB" in refusal(b"#" * (LARGEST + 1))
    assert "is not TOML" in refusal(b"\xff\xfe\x00")
    assert "is no text" in refusal(b"PK\x03\x04\x00\x00", "x.csv")
    assert "is empty" in refusal(b"\n\n", "x.txt")


def test_a_list_of_names_becomes_a_scheme():
    data = "Courts, law\r\n\r\n  Übergang \nCourts, law\n".encode()
    scheme = read_scheme(data, "our_tags.txt")
    assert (scheme.id, scheme.name) == ("our-tags", "our tags")
    assert [(t.name, t.id, t.code) for t in scheme.tags] == [
        ("Courts, law", "courts-law", "CL"),
        ("Übergang", "übergang", "ÜB"),
        ("Courts, law", "courts-law-2", "CO"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_with_named_columns_is_read_in_any_usual_encoding(encoding):
    words = 'Code;Name;Parent;Color\nÄA;Wärme;;#112233\n;"Im; Detail";Wärme;\n'
    first, second = read_scheme(words.encode(encoding), "x.csv").tags
    assert (first.code, first.colour) == ("ÄA", "#112233")
    assert (second.name, second.code, second.parent) == ("Im; Detail", "ID", first.id)


def test_a_table_without_named_columns_is_names_and_descriptions():
    (only,) = read_scheme(b"Courts,What they ruled\n", "x.csv").tags
    assert (only.name, only.description) == ("Courts", "What they ruled")


def test_a_column_that_is_unknown_is_named():
    assert "has no “colur”. Did you mean “colour”" in refusal(b"name,colur\nA,red\n", "x.csv")
    assert "line 2: “RED” is no colour" in refusal(b"name,colour\nA,red\n", "x.csv")
