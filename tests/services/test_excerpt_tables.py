"""Tables of excerpts: names folded no further than they must be, figures found, cells safe."""

import csv
import io
from dataclasses import replace

import pytest
from builders import article, excerpt, project
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.excerpt import Impact, SourceKind, Status, cut
from briefing.services.excerpts.excerpt_tables import (
    FigureReader,
    as_csv,
    as_text,
    figure_rows,
    safe_cell,
    source_rows,
    stakeholder_rows,
)
from briefing.services.excerpts.naming import folded, names_used
from briefing.services.reading.figures import MOST, figures_in

FIRST = article(added="2026-01-01")
SECOND = article("Another article. Ferries carry 40% more fish.", added="2026-01-02")


def test_a_stakeholder_is_one_row_however_its_name_is_cased():
    one = excerpt(FIRST, "Two operators", stakeholder="The Operators", impact=Impact.NEGATIVE)
    two = excerpt(FIRST, "The ferry", stakeholder="operators", impact=Impact.NEGATIVE)
    three = excerpt(SECOND, "Ferries", stakeholder="operators", impact=Impact.POSITIVE)
    other = excerpt(SECOND, "fish", stakeholder="Operators' union")
    rows = stakeholder_rows(project(SECOND, FIRST, one, two, three, other))
    assert [(r.name, r.excerpts) for r in rows] == [
        ("operators", (two.id, one.id, three.id)),
        ("Operators' union", (other.id,)),
    ]
    assert rows[0].impacts == {Impact.POSITIVE: 1, Impact.NEGATIVE: 2}
    assert rows[0].cells() == ("operators", "3", "gains 1, loses 2", "unassessed")


def test_one_article_alone_can_be_asked_for():
    one = excerpt(FIRST, "Two operators", stakeholder="operators")
    two = excerpt(SECOND, "Ferries", stakeholder="fishers")
    value = project(FIRST, SECOND, one, two)
    assert [r.name for r in stakeholder_rows(value, {SECOND.id})] == ["fishers"]
    assert [r.excerpts for r in source_rows(value, {FIRST.id})] == [(one.id,)]


def test_sources_say_their_kinds_and_how_many_nobody_verified_and_nobody_comes_last():
    said = {"attribution": "Northwire", "source_kind": SourceKind.NAMED_OUTLET}
    one = excerpt(FIRST, "The ferry", **said, status=Status.UNVERIFIED)
    two = excerpt(FIRST, "Nobody has", attribution="northwire", status=Status.DISPUTED)
    three = [excerpt(SECOND, word) for word in ("Ferries", "fish", "more")]
    first, last = source_rows(project(FIRST, SECOND, one, two, *three))
    assert (first.name, first.unverified, len(first.excerpts)) == ("Northwire", 2, 2)
    assert first.kinds == {SourceKind.NAMED_OUTLET: 1, None: 1}
    assert first.articles == ("NORTHWIRE: ferry.txt",)
    assert (last.key, last.name, len(last.excerpts)) == ("", "", 3)
    assert last.cells()[0] == "Nobody named"


def test_figures_lead_to_their_words_and_carry_who_said_them():
    one = excerpt(FIRST, "31% in October", attribution="the ministry", status=Status.REPORTED)
    (row,) = figure_rows(project(FIRST, one))
    assert (row.figure, row.unit, row.said_by, row.status) == (
        "31", "%", "the ministry", Status.REPORTED,
    )  # fmt: skip
    assert FIRST.text[row.start : row.end] == "31%"
    assert row.excerpt == one.id
    assert "costs rose by 31% in October" in row.around


def test_a_changed_excerpt_is_read_again_and_the_others_are_not():
    reader, one = FigureReader(), excerpt(FIRST, "31% in October")
    two = excerpt(SECOND, "40% more")
    value = project(FIRST, SECOND, one, two)
    assert reader.unread(value) == 2
    assert reader.rows(value) == figure_rows(value)
    start = one.start
    quote, prefix, suffix = cut(FIRST.text, start + 4, one.end)
    moved = replace(one, start=start + 4, quote=quote, prefix=prefix, suffix=suffix)
    after = value.having("excerpts", moved)
    assert reader.unread(after) == 1
    assert [r.figure for r in reader.rows(after)] == ["40"]


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("131 product lines, and 310 million euros", "131 product lines|310 million euros"),
        ("up by 125% and 3.5 per cent", "125 %|3.5 per cent"),
        ("eight pump-related items or two million", "eight pump-related items|two million"),
        ("€10–15 million, US$1.5bn and EUR 40m", "10–15 € million|1.5 US$ bn|40 EUR m"),
        ("10% to 15% of 2,000 tonnes", "10 to 15 %|2,000 tonnes"),
        ("a 12-month low of -0.4 points at 3°C", "12 month|-0.4 points|3 °C"),
        ("1 250 000 workers, 12 000 people", "1 250 000 workers|12 000 people"),
        ("on 25 April 2026, April 25, 2026-11-25 and 25/11/2026 at 10:30", ""),
        ("the G20, Article 25, the 21st century, an F-35, 5G, No. 10", ""),
        ("from 2024 to 2026", ""),
        ("one of them", ""),
        ("٣١٪ من ١٢٣٬٤٥٦ طنا", "٣١ ٪|١٢٣٬٤٥٦ طنا"),
        ("१२ करोड़ रुपये", "१२ करोड़ रुपये"),
        ("预算为310亿欧元", "310 亿欧元"),
        ("3１% fell", "3１ %"),
    ],
)  # fmt: skip
def test_figures_are_found_with_their_units(words, figures):
    found = figures_in(words)
    assert "|".join(f"{f.figure} {f.unit}".strip() for f in found) == figures
    for figure in found:
        assert figure.unit.split(" ")[-1] in words[figure.start : figure.end]


def test_figures_sort_by_what_they_are_worth():
    words = "two people, 310 million euros, 1,5 points, 1,500 items, €2bn, −3%, 310亿元"
    assert [f.value for f in figures_in(words)] == [2, 310e6, 1.5, 1500, 2e9, -3, 310e8]


@given(st.text("0123456789.,%-–/: \u00a0toeurommillion€$٣五亿A\n", max_size=80))
def test_figures_stand_where_they_say_one_after_the_other(text):
    at = 0
    for figure in figures_in(text):
        assert at <= figure.start < figure.end <= len(text)
        assert any(sign.isdigit() for sign in text[figure.start : figure.end])
        at = figure.end


@pytest.mark.parametrize("words", ["1" * 200_000, "1 000" * 40_000, "1-" * 100_000, "1,1" * 60_000,
                                   "5 " + "ab-" * 60_000, "7 items " * 30_000])  # fmt: skip
def test_long_runs_of_digits_neither_hang_nor_fill_the_table(words):
    assert len(figures_in(words)) <= MOST


def test_a_table_is_text_for_a_sheet_and_no_cell_is_a_formula():
    one = excerpt(FIRST, "Two operators", stakeholder='=HYPERLINK("x")\tand, more')
    two = excerpt(FIRST, "The ferry", stakeholder="@cmd")
    rows = stakeholder_rows(project(FIRST, one, two))
    header, *lines = as_text(rows).splitlines()
    assert header.split("\t") == list(rows[0].HEADER)
    assert [line.split("\t")[0] for line in lines] == ['\'=HYPERLINK("x") and, more', "'@cmd"]
    assert list(csv.reader(io.StringIO(as_csv(rows)))) == [
        line.split("\t") for line in as_text(rows).splitlines()
    ]
    assert as_text([]) == as_csv([]) == ""


@given(st.text())
def test_no_cell_begins_like_a_formula_or_breaks_its_line(words):
    cell = safe_cell(words)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.splitlines() in ([], [cell])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Ministry", "ministry", True),
        ("Ministry, the", " the  MINISTRY ", True),
        ("The", "the", True),
        ("Theatre", "atre", False),
        ("Min. of Trade", "Ministry of Trade", False),
        ("Café", "Cafe\u0301", True),
    ],
)
def test_names_are_one_only_where_nothing_is_guessed(one, other, same):
    assert (folded(one) == folded(other)) is same


def test_the_names_used_are_offered_in_their_usual_spelling():
    made = [
        excerpt(FIRST, words, attribution=name)
        for words, name in (("Two", "the Unions"), ("The", "Unions"), ("Fuel", "Unions"),
                            ("ferry", "Almary Courier"), ("table", None))
    ]  # fmt: skip
    assert names_used(project(FIRST, *made), "attribution") == ["Almary Courier", "Unions"]
    assert names_used(project(FIRST, *made), "stakeholder") == []
