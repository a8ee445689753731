"""What a stranger's Word file or template file may be, before anything else reads it."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from word_files import R, W, body, content_types, relationships, word_file, word_parts, zipped

from briefing.errors import TemplateError
from briefing.templating.fields import field_faults
from briefing.templating.inspection import inspect_package
from briefing.templating.worker import TemplateWorker

OFFICE = "http://schemas.microsoft.com/office"
BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)


def code(words):
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'


def field(*words, result="x"):
    codes = "".join(code(each) for each in words)
    shown = f"<w:r><w:t>{result}</w:t></w:r>"
    return f"<w:p>{BEGIN}{codes}{SEPARATE}{shown}{END}</w:p>"


def with_part(name, data, *, kind="", related=()):
    parts = word_parts("Hello", related=related)
    if kind:
        parts["[Content_Types].xml"] = content_types((name, kind))
    return zipped({**parts, name: data})


def listed(document):
    return [f"{each.part} {each.what}" for each in inspect_package(document, "t.docx").findings]


def test_a_plain_file_has_no_findings():
    assert listed(word_file("Dear {{ name }},", field(" PAGE "), field(' REF x \\h "" '))) == []


def test_shipped_templates_have_no_findings(request):
    found = sorted((request.config.rootpath / "templates").glob("*/template.docx"))
    assert found
    for path in found:
        assert inspect_package(path.read_bytes(), path.name).findings == ()


def test_templates_of_peers_are_not_refused(request):
    for path in (request.config.rootpath.parent / "shared" / "peer-templates").glob("*.docx"):
        inspect_package(path.read_bytes(), path.name).require_safe()


FETCHING = {
    "an external picture": (
        zipped(word_parts("x", related=[("image", "https://example.org/a.png", "External")])),
        "word/document.xml leads outside to https://example.org/a.png (image)",
    ),
    "a picture on a share": (
        zipped(word_parts("x", related=[("image", "file://host/share/a.png", "External")])),
        "word/document.xml leads outside to file://host/share/a.png (image)",
    ),
    "an outside target that is not marked as one": (
        zipped(word_parts("x", related=[("image", "\\\\host\\share\\a.png")])),
        "word/document.xml leads outside",
    ),
    "a link that is no web address": (
        zipped(word_parts("x", related=[("hyperlink", "file:///c:/x.exe", "External")])),
        "word/document.xml leads outside to file:///c:/x.exe (hyperlink)",
    ),
    "a link that runs a script": (
        zipped(word_parts("x", related=[("hyperlink", "javascript:alert(1)", "External")])),
        "leads outside to javascript:alert(1)",
    ),
    "a link to a search of another machine": (
        zipped(word_parts("x", related=[("hyperlink", "search-ms:query=x", "External")])),
        "leads outside to search-ms:query=x",
    ),
    "a remote template": (
        with_part("word/_rels/settings.xml.rels", relationships(
            ("attachedTemplate", "https://example.org/t.dotm", "External"))),
        "word/settings.xml fetches the template that it was made from",
    ),
    "a sub-document": (
        zipped(word_parts("x", related=[("subDocument", "https://example.org/a", "External")])),
        "leads outside to https://example.org/a (subDocument)",
    ),
    "a frame": (
        with_part("word/_rels/webSettings.xml.rels", relationships(
            ("frame", "https://example.org/", "External"))),
        "word/webSettings.xml leads outside",
    ),
    "a linked object": (
        zipped(word_parts("x", related=[("oleObject", "file:///c:/a.xlsx", "External")])),
        "word/document.xml holds an object that another program runs (file:///c:/a.xlsx)",
    ),
    "an embedded object": (
        with_part("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0" + bytes(99),
                  related=[("oleObject", "embeddings/oleObject1.bin")]),
        "word/embeddings/oleObject1.bin holds an object that another program runs",
    ),
    "another file to merge": (
        with_part("word/chunk.html", "<b>x</b>", kind="text/html",
                  related=[("aFChunk", "chunk.html")]),
        "word/document.xml merges another file into the document",
    ),
    "macros": (
        with_part("word/vbaProject.bin", b"\xd0\xcf\x11\xe0",
                  kind="application/vnd.ms-office.vbaProject",
                  related=[(f"{OFFICE}/2006/relationships/vbaProject", "vbaProject.bin")]),
        "word/vbaProject.bin holds macros",
    ),
    "a file type that is for macros": (
        zipped({**word_parts("x"), "[Content_Types].xml": content_types(
            main="application/vnd.ms-word.document.macroEnabled.main+xml")}),
        "word/document.xml holds macros",
    ),
    "a control": (
        with_part("word/activeX/activeX1.xml", "<x/>", kind="application/vnd.ms-office.activeX+xml",
                  related=[("control", "activeX/activeX1.xml")]),
        "word/activeX/activeX1.xml holds a control that runs",
    ),
    "buttons": (
        with_part("_rels/.rels", relationships(
            (f"{R}/officeDocument", "word/document.xml"),
            (f"{OFFICE}/2007/relationships/ui/extensibility", "customUI/customUI14.xml"))),
        "the document adds buttons that run macros",
    ),
    "keys": (
        with_part("word/customizations.xml", "<x/>",
                  kind="application/vnd.ms-word.keyMapCustomizations+xml"),
        "word/customizations.xml changes what keys do",
    ),
    "an add-in": (
        with_part("word/webextensions/taskpanes.xml", "<x/>",
                  kind="application/vnd.ms-office.webextensiontaskpanes+xml"),
        "word/webextensions/taskpanes.xml loads an add-in",
    ),
    "a program": (
        with_part("word/run.exe", b"MZ", kind="application/x-msdownload"),
        "word/run.exe is of a kind that no template needs (application/x-msdownload)",
    ),
    "a mail merge": (
        with_part("word/settings.xml", f'<w:settings xmlns:w="{W}"><w:mailMerge/></w:settings>'),
        "word/settings.xml has a mail merge",
    ),
    "a drawing from elsewhere": (
        zipped(word_parts('<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
                          '<v:imagedata src="https://example.org/a.png"/></v:shape></w:pict></w:r>'
                          "</w:p>")),
        "word/document.xml has a drawing that fetches https://example.org/a.png",
    ),
    "an embedded document with macros": (
        with_part("word/embeddings/inner.docx", zipped({
            **word_parts("x"), "[Content_Types].xml": content_types(
                ("word/vbaProject.bin", "application/vnd.ms-office.vbaProject"))})),
        "word/embeddings/inner.docx, word/vbaProject.bin holds macros",
    ),
    "text under another name": (
        with_part("word/other.bin", body(field("DDEAUTO c:\\\\a")),
                  kind="application/vnd.openxmlformats-officedocument.wordprocessingml"
                       ".document.main+xml"),
        "word/other.bin has the field “DDEAUTO c:\\\\a”",
    ),
    "text under another ending": (
        zipped({**word_parts("x", related=[("header", "header1.txt")]),
                "[Content_Types].xml": content_types().replace("</Types>", (
                    '<Default Extension="TXT" ContentType="application/vnd.openxmlformats-'
                    'officedocument.wordprocessingml.header+xml"/></Types>')),
                "word/header1.txt": body(field("DDEAUTO x"))}),
        "word/header1.txt has the field “DDEAUTO x”",
    ),
    "relations whose name is in capitals": (
        with_part("word/_rels/header1.xml.RELS", relationships(
            ("image", "https://example.org/a.png", "External"))),
        "word/header1.xml leads outside",
    ),
    "an embedded document in a folder of its own": (
        with_part("word/more/inner.docx", zipped({
            **word_parts("x"), "[Content_Types].xml": content_types(
                ("word/vbaProject.bin", "application/vnd.ms-office.vbaProject"))})),
        "word/more/inner.docx, word/vbaProject.bin holds macros",
    ),
    "a field in a part in another encoding": (
        with_part("word/footer1.xml", body(field("DDEAUTO x")).encode("utf-16")),
        "word/footer1.xml has the field “DDEAUTO x”",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("document", "words"), FETCHING.values(), ids=FETCHING)
def test_what_reaches_beyond_the_file_is_listed_and_refused(document, words):
    report = inspect_package(document, "t.docx")
    assert any(words in f"{each.part} {each.what}" for each in report.findings), report.findings
    with pytest.raises(TemplateError) as raised:
        report.require_safe()
    assert words in raised.value.message
    assert "t.docx reaches beyond itself" in raised.value.message
    assert raised.value.hint.endswith("if you trust who made it.")
    report.require_safe(allow_external=True)


FIELDS = {
    "dde": field('DDE excel "a" b'),
    "dde by itself": field("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe"),
    "in small letters": field("ddeauto x"),
    "an included text": field('INCLUDETEXT "https://example.org/a.docx"'),
    "an included picture": field('INCLUDEPICTURE "https://example.org/a.png" \\d'),
    "a link to another program": field("LINK Excel.Sheet.12 c:\\\\a.xlsx"),
    "a database": field("DATABASE \\d c:\\\\a.mdb"),
    "a read document": field("RD c:\\\\a.docx"),
    "a button for a macro": field("MACROBUTTON Run x"),
    "cut into runs": field("D", "DE", "AU", 'TO x "y"'),
    "cut over paragraphs": f"<w:p>{BEGIN}{code('DDE')}</w:p><w:p>{code('AUTO x')}{END}</w:p>",
    "simple": '<w:p><w:fldSimple w:instr="DDEAUTO x y"/></w:p>',
    "within another field": f"<w:p>{BEGIN}{code('IF 1 = 1 ')}{BEGIN}{code('DDEAUTO x')}{END}"
                            f"{END}</w:p>",
    "made by another field": f"<w:p>{BEGIN}{BEGIN}{code('QUOTE 68 68 69')}{END}{code(' x')}{END}"
                             "</w:p>",
    "made by a simple field": f'<w:p>{BEGIN}<w:fldSimple w:instr="QUOTE 68 68 69"/>{code("x")}'
                              f"{END}</w:p>",
    "never closed": f"<w:p>{BEGIN}{code('DDEAUTO x')}</w:p>",
    "without a beginning": f"<w:p>{code('DDEAUTO x')}</w:p>",
    "deleted": f"<w:p>{BEGIN}<w:r><w:delInstrText>DDEAUTO x</w:delInstrText></w:r>{END}</w:p>",
    "named by a tag": field("{{ kind }} x"),
    "unknown": field("FETCHALL x"),
    "a link to a file": field('HYPERLINK "file:///c:/x.exe"'),
    "a link to a share, after a switch": field('HYPERLINK \\n "\\\\\\\\host\\\\a"'),
}  # fmt: skip


@pytest.mark.parametrize("xml", FIELDS.values(), ids=FIELDS)
@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml", "word/footnotes.xml"])
def test_a_field_that_fetches_or_starts_something_is_found_in_every_part(part, xml):
    report = inspect_package(with_part(part, body(xml)), "t.docx")
    assert [each.part for each in report.findings if each.refused] == [part]
    with pytest.raises(TemplateError, match=rf"{part} has the field"):
        report.require_safe()


@pytest.mark.parametrize(
    "words",
    ["PAGE", " NUMPAGES \\* MERGEFORMAT ", 'TOC \\o "1-3" \\h \\z \\u', "= 1 + 2", "REF a \\h",
     'HYPERLINK "https://example.org/"', 'HYPERLINK \\l "_Toc1"', 'HYPERLINK "mailto:a@b.c"',
     'HYPERLINK "{{ url }}"', "SEQ Figure \\* ARABIC", 'DATE \\@ "d MMMM yyyy"', "DOCPROPERTY x",
     "", "ADDIN ZOTERO_ITEM CSL_CITATION {}", "MERGEFIELD a", "STYLEREF 1",
     'HYPERLINK "https://a.b/" \\o "Tip: x" \\t "_blank"'],
)  # fmt: skip
def test_the_fields_of_everyday_documents_are_left_alone(words):
    assert listed(word_file(field(words))) == []


def test_a_field_that_names_a_bookmark_is_left_alone():
    mark = '<w:p><w:bookmarkStart w:id="1" w:name="Total"/><w:bookmarkEnd w:id="1"/></w:p>'
    assert listed(word_file(mark, field("Total \\h"))) == []
    assert len(listed(word_file(field("Total \\h")))) == 1


def test_web_and_mail_links_are_left_alone():
    links = [("hyperlink", "https://example.org/?a=1", "External"),
             ("hyperlink", "HTTP://example.org", "External"),
             ("hyperlink", "mailto:desk@example.org", "External"),
             ("hyperlink", "#bookmark", "External")]  # fmt: skip
    assert listed(word_file("x", related=links)) == []


def test_an_embedded_document_is_told_but_not_refused():
    document = with_part("word/embeddings/a.docx", word_file("inner"),
                         related=[("package", "embeddings/a.docx")])  # fmt: skip
    report = inspect_package(document, "t.docx")
    assert [each.what for each in report.findings] == ["holds the file embeddings/a.docx"]
    report.require_safe()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_entities_are_refused_in_every_encoding(encoding):
    evil = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'.encode(encoding)
    for part in ("word/document.xml", "customXml/item1.xml", "word/_rels/document.xml.rels"):
        with pytest.raises(TemplateError, match=f"{part} declares entities"):
            inspect_package(with_part(part, evil), "t.docx")


@pytest.mark.parametrize(
    "data",
    [
        "<a/>".encode("utf-16-le"),
        "<a/>".encode("utf-32"),
        "<a/>".encode("cp037"),
        b'<?xml version="1.0" encoding="UTF-7"?><a/>',
        b"<?xml version='1.0' encoding='ibm037'?><a/>",
        b"no xml",
    ],
)
def test_an_encoding_that_hides_from_the_inspection_is_refused(data):
    with pytest.raises(TemplateError, match=r"t\.docx: customXml/item1\.xml is .* encoding"):
        inspect_package(with_part("customXml/item1.xml", data), "t.docx")


def test_refused_findings_are_counted_when_there_are_many():
    related = [("image", f"https://example.org/{n}.png", "External") for n in range(9)]
    with pytest.raises(TemplateError, match="and 4 more"):
        inspect_package(word_file("x", related=related), "t.docx").require_safe()


def test_the_worker_refuses_what_the_inspection_refuses_until_it_is_allowed():
    document = word_file("{{ a }}", field("DDEAUTO x"))
    with TemplateWorker() as worker:
        with pytest.raises(TemplateError, match="has the field “DDEAUTO x”"):
            worker.render(document, "t", {"a": "b"}, {})
        assert worker.render(document, "t", {"a": "b"}, {"allow_external": True})


_sound_file = word_file("Dear {{ name }},", field(" PAGE "))


@given(st.lists(st.tuples(st.integers(0, len(_sound_file) - 1), st.integers(0, 255)), min_size=1))
def test_a_damaged_file_is_refused_or_inspected_and_nothing_else(changes):
    data = bytearray(_sound_file)
    for place, value in changes:
        data[place] = value
    with suppress(TemplateError):
        assert inspect_package(bytes(data), "t.docx").name == "t.docx"


@given(st.lists(st.sampled_from([BEGIN, SEPARATE, END, code("PAGE"), code("DDEAUTO x")])))
def test_fields_in_any_order_never_hide_a_command(marks):
    inside = "".join(marks)
    tree = etree.fromstring(body(f"<w:p>{inside}</w:p>"))
    found = list(field_faults(tree))
    assert found or "DDEAUTO" not in inside
