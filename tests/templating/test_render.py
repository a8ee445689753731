"""Rendering: no word lost, every error with its place, every document sound."""

import itertools

import pytest
from documents import W, paragraphs, part, parts, replaced, with_body, word
from faults import faults
from hypothesis import example, given
from hypothesis import strategies as st
from tries import tries
from word_files import word_file

from briefing.errors import TemplateError
from briefing.model.article import clean_text
from briefing.templating.render import CompiledTemplate, RenderOptions


def rendered(document, context=None, **options):
    return CompiledTemplate(document, "note.docx").render(context or {}, RenderOptions(**options))


def printed(document, context=None):
    return paragraphs(rendered(document, context))


PLAIN = CompiledTemplate(word_file("before {{ x }} after"), "note.docx")


def printed_plain(words):
    return paragraphs(PLAIN.render({"x": words}, RenderOptions()))[0]


@given(st.text(max_size=60))
@example("Smith & Sons <holding> R&D")
@example("{{ x }} {% if %} {_{ {# #}")
@example("\U0001f469‍\U0001f469‍\U0001f467 السلام 中文 é\u0301")
@example("\ud800 lone")
@example("tab\tand\nline")
@example(" edge spaces ")
@tries(60)
def test_any_text_arrives_exactly_or_is_a_named_error(words):
    if clean_text(words) != words.replace("\r\n", "\n").replace("\r", "\n"):
        try:
            found = printed_plain(words)
        except TemplateError as error:
            assert "note.docx" in error.message  # noqa: PT017
            return
        assert found == f"before {words} after".replace("\r\n", "\n").replace("\r", "\n")
        return
    assert printed_plain(words) == f"before {clean_text(words)} after"


RUN = '<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'
LOOKS = ["", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:lang w:val="fr-FR"/></w:rPr>']
AROUND = [
    "{}", "{}", "{}", '<w:ins w:id="1" w:author="a">{}</w:ins>',
    '<w:hyperlink w:anchor="x">{}</w:hyperlink>', '<w:smartTag w:element="x">{}</w:smartTag>',
]  # fmt: skip
BETWEEN = [
    "", '<w:proofErr w:type="spellStart"/>',
    '<w:bookmarkStart w:id="{n}" w:name="b{n}"/><w:bookmarkEnd w:id="{n}"/>',
    '<w:del w:id="2" w:author="a"><w:r><w:delText>gone {{{{ y </w:delText></w:r></w:del>',
]  # fmt: skip


@given(
    st.sampled_from(["{{ x }}", "{{ x|upper }}", "{% if x %}yes{% endif %}", "{{r x }}"]),
    st.lists(
        st.tuples(
            st.integers(0, 30), st.sampled_from(LOOKS), st.sampled_from(AROUND),
            st.sampled_from(BETWEEN),
        ),
        max_size=6,
    ),
)  # fmt: skip
@tries(60)
def test_a_tag_split_over_runs_and_marks_prints_the_same(tag, cuts):
    words = f"a {tag} z"
    places = sorted({min(at, len(words)) for at, *_ in cuts} | {0, len(words)})
    body = ""
    for number, (start, end) in enumerate(itertools.pairwise(places)):
        _, look, around, between = cuts[number % len(cuts)] if cuts else (0, "", "{}", "")
        run = RUN.format(look=look, words=words[start:end])
        body += between.format(n=number) + around.format(run)
    expected = {"{{ x|upper }}": "a WORD z", "{% if x %}yes{% endif %}": "a yes z"}
    assert printed(word_file(f"<w:p>{body}</w:p>"), {"x": "Word"})[0] == expected.get(
        tag, "a Word z"
    )


def test_words_beside_a_run_tag_stay_on_both_sides_of_it():
    data = rendered(word("Here is {{r x }}, and {{r x }}."), {"x": "W & W"})
    assert paragraphs(data)[0] == "Here is W & W, and W & W."
    assert not [t for t in part(data).iter(f"{W}t") if len(t)]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("use {_{ x }_}", "use {{ x }}"),
        ("use {_% if x %_}", "use {% if x %}"),
        ("{{ x }} for {_{ x }_}", "W for {{ x }}"),
    ],
)
def test_braces_that_are_meant_as_words_are_written_with_a_line(written, shown):
    assert printed(word(written), {"x": "W"})[0] == shown
    assert printed(word("{{ x }}"), {"x": written})[0] == written


@pytest.mark.parametrize(
    "around",
    [
        '<w:ins w:id="1" w:author="a">{}</w:ins>',
        '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
        '<w:smartTag w:element="x">{}</w:smartTag>',
    ],
)
def test_a_tag_across_an_insertion_or_a_link_loses_nothing(around):
    inner = around.format('<w:r><w:t xml:space="preserve">x }} and more</w:t></w:r>')
    document = with_body(
        f"<w:p><w:r><w:t>one {{{{ </w:t></w:r>{inner}</w:p><w:p><w:r><w:t>next</w:t></w:r></w:p>"
    )
    assert printed(document, {"x": "WORD"})[:2] == ["one WORD and more", "next"]


def test_the_format_of_a_tags_first_character_is_kept():
    document = with_body(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{{ </w:t></w:r><w:r><w:t>x }}</w:t></w:r></w:p>"
    )
    run = next(part(rendered(document, {"x": "W"})).iter(f"{W}r"))
    assert run.find(f"{W}rPr/{W}b") is not None
    assert "".join(run.itertext()) == "W"


def test_paragraph_blocks_take_their_paragraphs_with_them():
    document = word("{%p for x in xs %}", "item {{ x }}", "{%p endfor %}", "end")
    assert printed(document, {"xs": ["a", "b"]})[:3] == ["item a", "item b", "end"]


def test_row_blocks_repeat_the_row():
    document = word(table=[["head", "n"], ["{%tr for x in xs %}", ""], ["{{ x }}", "1"],
                           ["{%tr endfor %}", ""]])  # fmt: skip
    found = rendered(document, {"xs": ["a", "b"]})
    assert paragraphs(found)[:6] == ["head", "n", "a", "1", "b", "1"]
    assert not faults(found)


def test_a_table_that_would_have_no_row_goes():
    document = word("before", table=[["{%tr for x in xs %}"], ["{{ x }}"], ["{%tr endfor %}"]])
    found = rendered(document, {"xs": []})
    assert part(found).find(f".//{W}tbl") is None
    assert paragraphs(found)[0] == "before"


def test_headers_footers_and_notes_are_rendered_too():
    from documents import saved
    from docx import Document

    document = Document()
    document.sections[0].header.paragraphs[0].text = "H {{ x }}"
    document.sections[0].footer.paragraphs[0].text = "F {{ x }}"
    found = parts(rendered(saved(document), {"x": "W"}))
    words = {name: body for name, body in found.items() if "header" in name or "footer" in name}
    assert sum(b"H W" in body or b"F W" in body for body in words.values()) == 2


def test_a_text_box_is_rendered():
    inside = "<w:p><w:r><w:t>box {{ x }}</w:t></w:r></w:p>"
    box = f"<w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict>"
    document = with_body(f"<w:p><w:r><w:t>outer {{{{ x }}}}</w:t></w:r><w:r>{box}</w:r></w:p>")
    words = "".join(part(rendered(document, {"x": "W"})).itertext(f"{W}t"))
    assert words == "outer Wbox W"


def test_runs_of_a_rich_text_carry_notes_bookmarks_and_links():
    value = {"runs": [{"text": "quoted", "bold": True, "note": "Courier, para. 2", "bookmark": "b"},
                      {"text": "site", "link": "https://x.org/?a=1&b=2"}]}  # fmt: skip
    found = rendered(word("{{r x }}"), {"x": value})
    assert not faults(found)
    assert paragraphs(found)[0] == "quotedsite"
    assert paragraphs(found, "word/footnotes.xml")[-1].strip() == "Courier, para. 2"
    assert b"https://x.org/?a=1&amp;b=2" in parts(found)["word/_rels/document.xml.rels"]


def test_lists_are_real_lists_and_numbers_begin_again():
    number = {"kind": "number", "runs": [{"text": "n"}]}
    value = {"blocks": [{**number, "first": True}, number]}
    found = rendered(word("{{p x }}", "between", "{{p x }}"), {"x": value})
    lists = [e.get(f"{W}val") for e in part(found).iter(f"{W}numId")]
    assert lists[0] == lists[1] != lists[2] == lists[3]
    assert not faults(found)


def test_a_numbered_list_goes_on_after_a_list_inside_it():
    def item(level, *, first):
        return {"kind": "number", "level": level, "first": first, "runs": [{"text": "n"}]}

    value = {"blocks": [item(0, first=True), item(1, first=True), item(0, first=False)]}
    found = part(rendered(word("{{p x }}"), {"x": value}))
    lists = [e.get(f"{W}val") for e in found.iter(f"{W}numId")]
    assert lists[0] == lists[2] != lists[1]


def test_what_follows_a_table_stands_apart_from_it():
    table = {"kind": "table", "header": ["Port", "Ships"],
             "rows": [[[{"text": "Velden"}], [{"text": "4"}]]]}  # fmt: skip
    value = {"blocks": [table, table, {"runs": [{"text": "after"}]}]}
    found = rendered(word("{{p x }}"), {"x": value})
    kinds = [element.tag.removeprefix(W) for element in part(found).find(f"{W}body")]
    assert kinds[:5] == ["tbl", "p", "tbl", "p", "p"]
    assert not faults(found)


def test_a_template_gives_each_document_styles_of_its_own():
    template = CompiledTemplate(word("{{p x }}"), "template.docx")
    listed = {"blocks": [{"kind": "placeholder", "runs": [{"text": "missing"}]}]}
    plain = template.render({"x": "words"}, RenderOptions())
    styled = template.render({"x": listed}, RenderOptions(language="de-AT"))
    assert template.render({"x": "words"}, RenderOptions()) == plain
    assert b'styleId="Placeholder"' in parts(styled)["word/styles.xml"]
    assert b'styleId="Placeholder"' not in parts(plain)["word/styles.xml"]
    assert b"de-AT" in parts(styled)["word/styles.xml"]
    assert b"de-AT" not in parts(plain)["word/styles.xml"]


def test_a_slot_stands_in_a_control_of_its_key_and_a_left_out_one_leaves_nothing():
    slot = {"key": "facts", "title": "Facts", "omitted": False,
            "blocks": {"blocks": [{"kind": "bullet", "runs": [{"text": "one"}]}]}}  # fmt: skip
    found = rendered(word("{{p a }}", "{{p b }}"), {"a": slot, "b": {**slot, "omitted": True}})
    tags = [e.get(f"{W}val") for e in part(found).iterfind(f".//{W}sdtPr/{W}tag")]
    assert tags == ["facts"]
    assert [words for words in paragraphs(found) if words] == ["Facts", "one"]
    assert not faults(found)


def test_bookmarks_in_a_loop_get_names_of_their_own():
    document = with_body(
        "<w:p><w:r><w:t>{%p for x in xs %}</w:t></w:r></w:p>"
        '<w:p><w:bookmarkStart w:id="1" w:name="here"/><w:r><w:t>{{ x }}</w:t></w:r>'
        '<w:bookmarkEnd w:id="1"/></w:p><w:p><w:r><w:t>{%p endfor %}</w:t></w:r></w:p>'
    )
    assert not faults(rendered(document, {"xs": [1, 2, 3]}))


@pytest.mark.parametrize(
    ("paragraph", "context", "cause", "hint"),
    [
        ("Dear {{ recipent }},", {"recipient": "x"}, "recipent", "recipient"),
        ("{{ brief.titel }}", {"brief": {"title": "x"}}, "titel", "title"),
        ("{{ x | uper }}", {"x": "x"}, "uper", ""),
        ("{{ x + }}", {"x": "x"}, "cannot be rendered", ""),
        ("{{ x", {"x": "x"}, "not closed", "Close"),
        ("words {%p if x %} beside", {"x": "x"}, "stand beside", "paragraph of its own"),
        ("{%tr for x in xs %}", {"xs": []}, "outside a table", "row"),
        ("{% if x %}", {"x": "x"}, "note.docx", ""),
    ],
)
def test_an_error_names_file_place_tag_cause_and_remedy(paragraph, context, cause, hint):
    with pytest.raises(TemplateError) as caught:
        rendered(word("First.", paragraph), context)
    assert cause in caught.value.message
    assert "document.xml" in caught.value.message
    assert hint in caught.value.hint
    if "{% if x %}" not in paragraph:
        assert "paragraph 2" in caught.value.message


def test_what_a_value_must_not_be_is_refused():
    from pathlib import Path

    with pytest.raises(TemplateError, match=r"context\.x"):
        rendered(word("{{ x }}"), {"x": Path("/etc/passwd")})


def test_the_same_values_give_the_same_bytes():
    document, values = word("{{ x }}"), {"x": "a"}
    assert rendered(document, values, title="T") == rendered(document, values, title="T")


def test_the_document_says_its_title_author_and_language_and_no_library_name():
    found = parts(rendered(word("x"), {}, title="A & B", author="Desk", language="fr"))
    core = found["docProps/core.xml"].decode()
    assert "A &amp; B" in core
    assert "Desk" in core
    assert "fr" in core
    assert not any(b"python-docx" in body for body in found.values())


def test_a_draft_says_so_even_where_the_template_does_not():
    assert paragraphs(rendered(word("x"), {}, draft=True))[0] == "DRAFT"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"<w:body>", b"<w:body><", "damaged"),
        (b"<w:document", b"<!DOCTYPE x [<!ENTITY a 'b'>]><w:document", "entities"),
    ],
)
def test_a_part_that_cannot_be_trusted_is_refused(old, new, message):
    with pytest.raises(TemplateError, match=message):
        rendered(replaced(word("x"), "word/document.xml", old, new))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"<w:t>MARK</w:t>", b"<w:t>{{ left }}</w:t>", "a tag is left"),
        (b"<w:p>", b'<w:p><w:bookmarkEnd w:id="9"/>', "bookmarks do not pair"),
        (b"<w:t>MARK</w:t>", b'<w:fldChar w:fldCharType="begin"/>', "an unclosed field"),
        (b"<w:p>", b'<w:p><w:pPr><w:pStyle w:val="Nope"/></w:pPr>', "no style Nope"),
        (b"<w:p>", b"<w:tbl><w:tblGrid/><w:tr><w:tc/></w:tr></w:tbl><w:p>", "end with a paragraph"),
        (b"<w:t>MARK</w:t>", b'<w:footnoteReference w:id="5"/>', "no footnote 5"),
    ],
)
def test_our_rules_see_a_document_that_is_broken_on_purpose(old, new, fault):
    broken = replaced(word("MARK"), "word/document.xml", old, new)
    if b"footnote" in new:
        broken = _with_part(broken, "word/footnotes.xml", f'<w:footnotes xmlns:w="{W[1:-1]}"/>')
    assert any(fault in each for each in faults(broken))


def _with_part(data, name, body):
    import io
    import zipfile

    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as file:
        file.writestr(name, body)
    return target.getvalue()
