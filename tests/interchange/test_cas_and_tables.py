"""UIMA CAS comes in by UTF-16; tables go out safe for any sheet, and codebooks come in named."""

import csv
import io
from dataclasses import replace

import pytest
from exchange_samples import GOOD, filled, taken, written
from openpyxl import load_workbook

from briefing.errors import LoadError
from briefing.interchange import reader
from briefing.model.project import new_project


@pytest.mark.parametrize(("form", "count"), [("cas-json", 2), ("cas-xmi", 1)])
def test_marked_words_come_in_by_their_utf16_places_with_layer_and_label(form, count):
    project, _, found = taken(form, GOOD[form])
    quotes = sorted(e.quote for e in project.excerpts.values())
    assert quotes == ["It", "ferry"][-count:]
    tags = {tag.id: tag for tag in project.tags()}
    (excerpt, *_) = project.excerpts.values()
    assert tags[excerpt.tags[0]].name == "Ship"
    assert tags[tags[excerpt.tags[0]].parent].name == "Span"
    if form == "cas-json":
        named = {loss.what: loss.count for loss in found.losses}
        assert named["Sentences, words and grammar"] == 1
        assert named["Annotations outside the text, or of nothing"] == 1


def test_a_cas_joins_the_article_that_is_here_already():
    project, _, _ = taken("cas-xmi", GOOD["cas-xmi"])
    again, _, found = taken(
        "cas-json", GOOD["cas-json"].replace(b"\\r\\nIt is late.", b""), project
    )
    assert found.articles == 0
    assert len(again.articles) == 1


def rows(form, value):
    data = written(form, value).data
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("form", ["csv", "csv-tags", "csv-stakeholders", "csv-sources"])
def test_no_cell_is_a_formula(form):
    value = filled()
    (scheme,) = value.schemes.values()
    bad = replace(scheme.tags[0], name="=cmd()", description="@x")
    value = value.having("schemes", replace(scheme, tags=(bad, *scheme.tags[1:])))
    for excerpt in list(value.excerpts.values()):
        said = replace(excerpt.assessment, attribution="+1", stakeholder="\t=2")
        value = value.having("excerpts", replace(excerpt, note="-1", assessment=said))
    found = rows(form, value)
    assert len(found) > 1
    assert not [c for row in found for c in row if c[:1] in ("=", "+", "-", "@", "\t")]


def test_a_workbook_has_every_table_and_only_text():
    value = filled()
    one = next(iter(value.excerpts.values()))
    value = value.having("excerpts", replace(one, note="=1+1"))
    book = load_workbook(io.BytesIO(written("xlsx", value).data))
    assert book.sheetnames == ["Excerpts", "Tags", "Stakeholders", "Sources", "Figures"]
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "Fuel costs rose by 31%" in {cell.value for cell in cells}
    assert "'=1+1" in {cell.value for cell in cells}


def test_a_cell_that_is_too_long_is_cut_and_named():
    value = filled()
    one = next(iter(value.excerpts.values()))
    done = written("xlsx", value.having("excerpts", replace(one, note="x" * 40_000)))
    assert "Words of cells that are longer than a cell can be" in {e.what for e in done.losses}
    assert load_workbook(io.BytesIO(done.data))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_our_own_codebook_comes_back_as_the_same_tags(form):
    data = written("csv-tags" if form == "csv" else "xlsx", new_project()).data
    found = reader(form).read(data, "a.x")
    (scheme,), (ours,) = found.schemes, new_project().schemes.values()
    kept = ("name", "code", "colour", "key", "description", "parent", "retired")
    for part in kept:
        assert [getattr(t, part) for t in scheme.tags] == [getattr(t, part) for t in ours.tags]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("name,code\nOne,ON\nTwo,T", r"row 3, column B \(code\): “T” is no code"),
        ("code,name\nON,One\nON,Two", r"row 3, column A \(code\): “ON” is that of “One”"),
        ("name,colour\nOne,blue", r"row 2, column B \(colour\): “BLUE” is no colour"),
        ("name,key\nOne,12", r"row 2, column B \(key\)"),
        ("name,parent\nOne,Tow\nTwo,", r"row 2, column B \(parent\).*Did you mean “Two”"),
        ("name,parent\nOne,Two\nTwo,One", r"column B \(parent\): “\w+” would stand below itself"),
        ("name,memo\n,x", r"row 2, column A \(name\): the code has no name"),
        ("label\nOne", "no column is called “name”"),
        ("name,tag\nOne,x", r"row 1, column B: there is a column for “name” already"),
        ("name\n", "names columns but no code"),
    ],
)
def test_what_is_wrong_in_a_codebook_is_named_by_row_and_column(table, said):
    with pytest.raises(LoadError, match=said):
        reader("csv").read(table.encode(), "codes.csv")


def test_a_codebook_joins_the_project_without_taking_its_letters_or_keys():
    data = b"name;code;key;parent\nOutlook;OU;7;\nWeather;PS;1;Outlook\n"
    project, _, found = taken("csv", data, new_project(), "sea.csv")
    assert found.tags == 1
    (new,) = [tag for tag in project.tags() if tag.name == "Weather"]
    assert new.code != "PS"
    assert new.key == ""
