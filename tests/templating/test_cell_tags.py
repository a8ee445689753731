"""Tags that docxtpl's authors use in cells and text keep their meaning."""

import pytest
from documents import W, paragraphs, part
from word_files import table, word_file

from briefing.errors import TemplateError
from briefing.templating.render import TemplateEngine

ROWS = {"rows": ["a", "b", "c"]}


def rendered(document, context=ROWS):
    return TemplateEngine().render(document, "t.docx", context, {})


def in_cells(document, name, attribute="val"):
    """Return an attribute of a property, cell by cell; None where a cell lacks it."""
    cells = part(document).iter(f"{W}tc")
    found = [cell.find(f"{W}tcPr/{W}{name}") for cell in cells]
    return [None if each is None else each.get(f"{W}{attribute}") for each in found]


def test_a_cell_takes_the_colour_of_its_row():
    document = word_file(table(["{%tr for r in rows %}", ""], ["{% cellbg r.bg %}{{ r.a }}", "x"],
                               ["{%tr endfor %}", ""]))  # fmt: skip
    values = [{"bg": "FF0000", "a": "one"}, {"bg": "00FF00", "a": "two"}]
    found = rendered(document, {"rows": values})
    assert in_cells(found, "shd", "fill") == ["FF0000", None, "00FF00", None]
    assert paragraphs(found)[:4] == ["one", "x", "two", "x"]


def test_a_cell_covers_as_many_columns_as_it_says():
    found = rendered(word_file(table(["{% colspan rows|count %}Kinds"], ["a", "b", "c"])))
    assert in_cells(found, "gridSpan") == ["3", None, None, None]
    assert paragraphs(found)[0] == "Kinds"


def test_a_cell_stands_once_over_all_rows_of_its_loop():
    document = word_file(table(["{%tr for r in rows %}", ""], ["{% vm %}Kind", "{{ r }}"],
                               ["{%tr endfor %}", ""]))  # fmt: skip
    found = rendered(document)
    assert in_cells(found, "vMerge") == ["restart", None, "continue", None, "continue", None]
    assert paragraphs(found)[:6] == ["Kind", "a", "", "b", "", "c"]


def test_a_cell_stands_once_over_all_columns_of_its_loop():
    document = word_file(
        table(["{%tc for r in rows %}", "{% hm %}Head", "{%tc endfor %}"], ["a", "b", "c"])
    )
    found = rendered(document)
    assert in_cells(found, "gridSpan") == ["3", None, None, None]
    assert paragraphs(found)[:4] == ["Head", "a", "b", "c"]


def test_a_property_stands_where_word_demands_it():
    cell = "<w:tc><w:tcPr><w:tcW w:w='9'/><w:gridSpan w:val='7'/><w:vAlign w:val='top'/></w:tcPr>"
    words = "<w:p><w:r><w:t>{% cellbg 'FF0000' %}{% colspan 2 %}x</w:t></w:r></w:p></w:tc>"
    found = rendered(word_file(f"<w:tbl><w:tblPr/><w:tr>{cell}{words}</w:tr></w:tbl>"))
    properties = next(part(found).iter(f"{W}tcPr"))
    assert [each.tag.removeprefix(W) for each in properties] == [
        "tcW", "gridSpan", "shd", "vAlign",
    ]  # fmt: skip
    assert in_cells(found, "gridSpan") == ["2"]


def test_a_cell_tag_outside_a_table_is_named_with_its_place():
    with pytest.raises(TemplateError, match=r"\{% vm %\} stands outside a table, in .*paragraph 2"):
        rendered(word_file("a", "{% vm %}b"))


def test_a_cell_tag_that_asks_for_what_is_not_there_is_named_with_its_place():
    document = word_file("a", table(["{% colspan columns %}b"]))
    with pytest.raises(TemplateError, match=r"paragraph 2 .*\{% colspan columns %\}.*no “columns”"):
        rendered(document)


def test_a_loop_variable_may_be_called_r_or_p():
    assert paragraphs(rendered(word_file("{% for r in rows %}{{ r }}{% endfor %}")))[0] == "abc"
    assert (
        paragraphs(rendered(word_file("{% for p in rows %}{{ p ~ 1 }}{% endfor %}")))[0] == "a1b1c1"
    )


def test_tags_that_take_the_space_beside_them_work():
    assert paragraphs(rendered(word_file("a {%- if rows -%} b {%- endif -%} c")))[0] == "abc"
    assert paragraphs(rendered(word_file("a {{- rows|first -}} c")))[0] == "aac"
