"""Templates that others wrote for docxtpl: they render, soundly, with the words docxtpl gives."""

import io
import re
from pathlib import Path

import pytest
from documents import W, parts
from docxtpl import DocxTemplate, RichText
from faults import faults
from lxml import etree

from briefing.errors import TemplateError
from briefing.templating.render import CompiledTemplate, RenderOptions

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "peer-templates"
ITEMS = [{"desc": "a & b", "qty": 1, "price": 2}, {"desc": "<c>", "qty": 3, "price": 4}]
VALUES = {
    "cellbg_tpl.docx": {"alerts": [{"date": "d", "bg": "FF0000", "type": "t", "desc": "words"}]},
    "dynamic_table_tpl.docx": {
        "col_labels": ["one", "two"], "tbl_contents": [{"label": "l", "cols": ["x", "y"]}]},
    "embedded_main_tpl.docx": {"name": "R&D <team>"},
    "escape_tpl.docx": {
        "mylisting": "one\ntwo", "new_listing": "three", "some_html": "<b>bold</b>",
        "myescvar": "a < b & c", "myvar": "plain", "nlnp": "x", "page_break": "y"},
    "footnotes_tpl.docx": {"a_jinja_variable": "in a note"},
    "header_footer_entities_tpl.docx": {"title": "Smith & Sons"},
    "header_footer_inline_image_tpl.docx": {"inline_image": "picture", "images": ["1", "2"]},
    "header_footer_tpl_utf8.docx": {
        "title": "Été", "company_name": "Ünited", "date": "3 May", "mysubdoc": "words"},
    "inline_image_tpl.docx": {
        "myimage": "m", "myimageratio": "r", "frameworks": [{"desc": "d", "image": "i"}]},
    "merge_docx_master_tpl.docx": {"mysubdoc": "words"},
    "merge_paragraph_tpl.docx": {"living_in_town": True},
    "multi_rendering_tpl.docx": {"title": "T", "body": "B"},
    "order_tpl.docx": {
        "customer_name": "c", "items": ITEMS, "total_price": 6, "is_paid": False,
        "in_europe": True, "company_name": "n"},
    "replace_picture_tpl.docx": {},
    "richtext_eastAsia_tpl.docx": {"example": "e", "Chinese": "中文", "simsun": "s"},
    "richtext_tpl.docx": {"example": "a & b"},
    "vertical_merge_tpl.docx": {"items": ITEMS, "category": "Book", "total_price": 6},
}  # fmt: skip
OTHERWISE = {
    "header_footer_entities_tpl.docx": "docxtpl escapes a default twice",
    "header_footer_tpl_utf8.docx": "docxtpl drops a {{p }} tag that is given plain words",
    "merge_docx_master_tpl.docx": "docxtpl drops a {{p }} tag that is given plain words",
    "vertical_merge_tpl.docx": "docxtpl leaves words in the hidden cells of a merged column",
}
SHOWN = ("richtext_tpl.docx", "merge_paragraph_tpl.docx", "vertical_merge_tpl.docx")
"""Templates that show how a tag is written."""


def ours(name):
    data = (FOLDER / name).read_bytes()
    return CompiledTemplate(data, name).render(VALUES[name], RenderOptions("T", "A"))


def theirs(name):
    """Return docxtpl's document, given rich text where the template asks for it."""
    template = DocxTemplate(FOLDER / name)
    template.init_docx()
    source = template.get_xml()
    values = {
        key: RichText(value) if re.search(r"\{\{r\s*" + key, plain(source)) else value
        for key, value in VALUES[name].items()
    }
    if name == "cellbg_tpl.docx":
        values["alerts"] = [{**values["alerts"][0], "desc": RichText("words")}]
    template.render(values, autoescape=True)
    target = io.BytesIO()
    template.save(target)
    return target.getvalue()


def plain(xml):
    return re.sub(r"<[^>]+>", "", xml)


def words(data):
    """Return all words of a document, by part, with white space evened out."""
    found = {}
    for name, body in parts(data).items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes)\.xml", name):
            text = " ".join(t.text or "" for t in etree.fromstring(body).iter(f"{W}t"))
            found[name] = "".join(text.split())
    return found


def present():
    return [name for name in VALUES if (FOLDER / name).is_file()]


def test_templates_of_peers_render_soundly():
    for name in present():
        data = ours(name)
        found = [each for each in faults(data) if "a tag is left" not in each]
        assert found == [], name
        left = re.search(r"\{%|\{\{", " ".join(words(data).values()))
        assert bool(left) == (name in SHOWN), name


def test_they_have_the_words_that_docxtpl_gives_them():
    for name in present():
        if name not in OTHERWISE:
            assert words(ours(name)) == words(theirs(name)), name


def test_a_filter_of_a_peers_own_program_is_named():
    path = FOLDER / "custom_jinja_filters_tpl.docx"
    if path.is_file():
        with pytest.raises(TemplateError, match="my_filter"):
            CompiledTemplate(path.read_bytes(), path.name)
