"""Word files for tests, made part by part."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = f"{R}/officeDocument"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def paragraph(words, properties=""):
    """Return a paragraph of one run."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escaped}</w:t></w:r></w:p>'


def body(*inside):
    """Return the main part; what is no XML becomes a paragraph."""
    blocks = "".join(each if each.startswith("<") else paragraph(each) for each in inside)
    return f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{blocks}</w:body></w:document>'


def relationships(*rows):
    """Return a part of relationships; a row is (type, target) or (type, target, "External")."""
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{row[0] if "/" in row[0] else f"{R}/{row[0]}"}" '
        f'Target="{row[1]}"' + (f' TargetMode="{row[2]}"' if len(row) > 2 else "") + "/>"
        for number, row in enumerate(rows, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def word_parts(*inside, related=(), styles=""):
    """Return the parts of a small Word file."""
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships((OFFICE, "word/document.xml")),
        "word/document.xml": body(*inside),
        "word/_rels/document.xml.rels": relationships(("styles", "styles.xml"), *related),
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
    }


def content_types(*more, main=f"{WORD}.document.main+xml"):
    """Return the list of content types; `more` are (part, type)."""
    rows = [("word/document.xml", main), ("word/styles.xml", f"{WORD}.styles+xml"), *more]
    inside = "".join(f'<Override PartName="/{p}" ContentType="{t}"/>' for p, t in rows)
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inside}</Types>'
    )


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    """Return a zip file of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def word_file(*inside, **more):
    """Return a small Word file."""
    return zipped(word_parts(*inside, **more))


def table(*rows):
    """Return a table; a cell is words, or the XML of its paragraphs."""
    cells = [
        "".join(f"<w:tc>{c if c.startswith('<') else paragraph(c)}</w:tc>" for c in row)
        for row in rows
    ]
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{each}</w:tr>" for each in cells) + "</w:tbl>"
