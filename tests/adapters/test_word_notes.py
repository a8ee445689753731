"""Notes of a Word document are words of the article too."""

import io
import zipfile

from docx import Document
from samples import SERVICE

from briefing.model.article import BlockKind

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_parts(**parts):
    """Return a Word file of one paragraph, with these parts of `word/` added as they are."""
    document = Document()
    document.add_paragraph("The duty falls in June.")
    target = io.BytesIO()
    document.save(target)
    with zipfile.ZipFile(target, "a") as archive:
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {W}>{xml}</w:{name}>")
    return target.getvalue()


def note(kind, number, words, extra=""):
    runs = f"<w:r><w:t>{words}</w:t></w:r>"
    return f'<w:{kind} w:id="{number}"{extra}><w:p>{runs}</w:p></w:{kind}>'


def blocks(data):
    article = SERVICE.load_bytes(data, "note.docx")[0].article
    return [(b.kind, article.text[b.start : b.end]) for b in article.blocks]


def test_footnotes_and_endnotes_follow_the_text_in_their_order():
    data = with_parts(
        footnotes=note("footnote", -1, "line", ' w:type="separator"')
        + note("footnote", 1, "Draft of 3 May, page 2.")
        + note("footnote", 2, "The ministry’s figure."),
        endnotes=note("endnote", 1, "See also the budget."),
    )
    assert blocks(data) == [
        (BlockKind.PARAGRAPH, "The duty falls in June."),
        (BlockKind.PARAGRAPH, "Draft of 3 May, page 2."),
        (BlockKind.PARAGRAPH, "The ministry’s figure."),
        (BlockKind.PARAGRAPH, "See also the budget."),
    ]


def test_what_was_deleted_or_moved_from_a_note_is_not_read():
    runs = "".join(
        f'<w:{mark} w:id="9" w:author="a"><w:r><w:t>{words}</w:t></w:r></w:{mark}>'
        for mark, words in (("moveFrom", "Gone. "), ("ins", "Kept."))
    )
    data = with_parts(footnotes=f'<w:footnote w:id="1"><w:p>{runs}</w:p></w:footnote>')
    assert blocks(data)[1:] == [(BlockKind.PARAGRAPH, "Kept.")]
