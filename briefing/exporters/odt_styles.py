"""The look of an OpenDocument text: its styles, lists, page, header and footer."""

from __future__ import annotations

from html import escape

from briefing.language import is_from_the_right, said_in

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in (
        *(
            (name, f"urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0")
            for name, kind in (
                ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
                ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("meta", "meta"),
            )
        ),
        ("xlink", "http://www.w3.org/1999/xlink"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
    )
)  # fmt: skip
VERSION = 'office:version="1.3"'
LEVELS = 6
_FACE = (
    'style:font-name="Calibri" style:font-name-asian="Calibri" style:font-name-complex="Calibri"'
)
_BOLD = 'fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"'
_ITALIC = 'fo:font-style="italic" style:font-style-asian="italic" style:font-style-complex="italic"'


def _size(points: int) -> str:
    """Return the size of letters of every script: Chinese and Arabic each have their own."""
    return " ".join(
        f'{name}="{points}pt"'
        for name in ("fo:font-size", "style:font-size-asian", "style:font-size-complex")
    )


_PARAGRAPHS = (
    # name, parent, next, paragraph properties, text properties
    ("Text_20_body", "Standard", "", 'fo:margin-bottom="0.21cm"', ""),
    ("Title", "Standard", "Text_20_body", 'fo:margin-bottom="0.2cm" fo:keep-with-next="always"',
     f'{_size(22)} fo:color="#1d4e89" {_BOLD}'),
    ("Heading_20_1", "Standard", "Text_20_body",
     'fo:margin-top="0.5cm" fo:margin-bottom="0.14cm" fo:keep-with-next="always"',
     f'{_size(14)} fo:color="#1d4e89" {_BOLD}'),
    ("Heading_20_2", "Standard", "Text_20_body",
     'fo:margin-top="0.35cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"',
     f'{_size(12)} {_BOLD}'),
    ("Heading_20_3", "Standard", "Text_20_body",
     'fo:margin-top="0.28cm" fo:margin-bottom="0.07cm" fo:keep-with-next="always"',
     f'{_size(11)} fo:color="#5a6068" {_BOLD}'),
    ("Field", "Standard", "", 'fo:margin-bottom="0.04cm"', ""),
    ("Quotations", "Standard", "",
     'fo:margin-left="0.8cm" fo:margin-right="0.8cm" fo:margin-bottom="0.21cm"', _ITALIC),
    ("Placeholder", "Standard", "", 'fo:margin-bottom="0.21cm"',
     f'fo:color="#9c2b00" {_ITALIC}'),
    ("List_20_Text", "Standard", "", 'fo:margin-bottom="0.14cm"', ""),
    ("Table_20_Contents", "Standard", "", "", f'{_size(10)}'),
    ("Table_20_Heading", "Table_20_Contents", "", 'fo:keep-with-next="always"', _BOLD),
    ("Caption", "Standard", "",
     'fo:margin-top="0.2cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"',
     f'{_size(10)} fo:color="#5a6068"'),
    ("Footnote", "Standard", "", 'fo:margin-left="0.6cm" fo:text-indent="-0.6cm"',
     f'{_size(9)}'),
    ("Endnote", "Footnote", "", "", ""),
    ("Header", "Standard", "", 'fo:text-align="center"', _BOLD),
    ("Footer", "Standard", "", 'fo:text-align="center"', f'{_size(9)} fo:color="#5a6068"'),
)  # fmt: skip

_FACES = (
    ("Strong_20_Emphasis", _BOLD),
    ("Emphasis", _ITALIC),
    ("Source_20_Text", 'style:font-name="Courier New"'),
    ("Internet_20_link", 'fo:color="#1d4e89" style:text-underline-style="solid"'),
)


def styles_xml(language: str, marking: str, *, draft: bool) -> str:
    """Return styles.xml; marking and draft mark stand at the top of every page."""
    main, _, country = language.partition("-")
    # To LibreOffice “start” is the left side, whichever way a paragraph is read.
    side = "right" if is_from_the_right(language) else "start"
    way = f'fo:text-align="{side}" {_way(language)}'
    told = f'fo:language="{escape(main or "en")}" fo:country="{escape(country or "none")}"'
    head = "".join(
        f'<text:p text:style-name="Header">{words}</text:p>'
        for words in (escape(marking), escape(said_in(language, "DRAFT")) if draft else "")
        if words
    )
    page = escape(said_in(language, "Page {page} of {pages}")).format(
        page='<text:page-number text:select-page="current">1</text:page-number>',
        pages="<text:page-count>1</text:page-count>",
    )
    foot = (
        f'<text:p text:style-name="Header">{escape(marking)}</text:p>' if marking else ""
    ) + f'<text:p text:style-name="Footer">{page}</text:p>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-styles {NAMESPACES} {VERSION}>'
        '<office:font-face-decls><style:font-face style:name="Calibri" '
        "svg:font-family=\"Calibri, Carlito, 'Source Sans Pro', sans-serif\"/>"
        "</office:font-face-decls><office:styles>"
        '<style:default-style style:family="paragraph"><style:paragraph-properties '
        'fo:orphans="2" fo:widows="2" fo:line-height="112%"/>'
        f'<style:text-properties {_FACE} {_size(11)} fo:color="#1f2328" {told}/>'
        "</style:default-style>"
        '<style:style style:name="Standard" style:family="paragraph" style:class="text">'
        f"<style:paragraph-properties {way}/></style:style>"
        f"{''.join(_paragraph_style(*row) for row in _PARAGRAPHS)}"
        f"{''.join(_text_style(*row) for row in _FACES)}"
        f"{_list_style('Bullets', ordered=False)}{_list_style('Numbers', ordered=True)}"
        f"{_notes('footnote', 'Footnote')}{_notes('endnote', 'Endnote')}"
        "</office:styles><office:automatic-styles>"
        '<style:page-layout style:name="pm1"><style:page-layout-properties '
        'fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-left="2.5cm" '
        f'fo:margin-right="2.5cm" fo:margin-top="1.2cm" fo:margin-bottom="1.2cm" {_way(language)}/>'
        '<style:header-style><style:header-footer-properties fo:min-height="1cm" '
        'fo:margin-bottom="0.4cm"/></style:header-style>'
        '<style:footer-style><style:header-footer-properties fo:min-height="1cm" '
        'fo:margin-top="0.4cm"/></style:footer-style></style:page-layout>'
        "</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="pm1">'
        f"<style:header>{head or '<text:p/>'}</style:header>"
        f"<style:footer>{foot}</style:footer></style:master-page>"
        "</office:master-styles></office:document-styles>"
    )


def table_styles(language: str) -> str:
    """Return the styles of tables, which only content.xml may define."""
    return (
        '<style:style style:name="Grid" style:family="table"><style:table-properties '
        'style:width="16cm" table:align="margins" fo:margin-bottom="0.3cm" '
        f"{_way(language)}/></style:style>"
        '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties '
        'fo:padding="0.1cm" fo:border="0.5pt solid #bfc5cc"/></style:style>'
        '<style:style style:name="Head" style:family="table-cell"><style:table-cell-properties '
        'fo:padding="0.1cm" fo:border="0.5pt solid #bfc5cc" fo:background-color="#eef2f7"/>'
        "</style:style>"
        '<style:style style:name="Row" style:family="table-row">'
        '<style:table-row-properties fo:keep-together="always"/></style:style>'
    )


def column_style(name: str, share: int) -> str:
    """Return the style of a table column that takes `share` of 100 of the width."""
    return (
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{share * 0.16:.2f}cm"/>'
        "</style:style>"
    )


def _way(language: str) -> str:
    """Return from which side a document in this language is read."""
    return f'style:writing-mode="{"rl-tb" if is_from_the_right(language) else "lr-tb"}"'


def _paragraph_style(name: str, parent: str, following: str, look: str, face: str) -> str:
    after = f' style:next-style-name="{following}"' if following else ""
    level = f' style:default-outline-level="{name[-1]}"' if name.startswith("Heading") else ""
    shown = name.replace("_20_", " ")
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" '
        f'style:family="paragraph" style:parent-style-name="{parent}"{after}{level}>'
        f"<style:paragraph-properties {look}/><style:text-properties {face}/></style:style>"
    )


def _text_style(name: str, face: str) -> str:
    shown = name.replace("_20_", " ")
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="text">'
        f"<style:text-properties {face}/></style:style>"
    )


def _list_style(name: str, *, ordered: bool) -> str:
    levels = []
    for level in range(1, LEVELS + 1):
        place = f"{level * 0.6:.1f}cm"
        look = (
            "<style:list-level-properties "
            'text:list-level-position-and-space-mode="label-alignment">'
            '<style:list-level-label-alignment text:label-followed-by="listtab" '
            f'text:list-tab-stop-position="{place}" fo:text-indent="-0.6cm" '
            f'fo:margin-left="{place}"/></style:list-level-properties>'
        )
        if ordered:
            levels.append(
                f'<text:list-level-style-number text:level="{level}" style:num-suffix="." '
                f'style:num-format="1">{look}</text:list-level-style-number>'
            )
        else:
            levels.append(
                f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="•">'
                f"{look}</text:list-level-style-bullet>"
            )
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def _notes(kind: str, style: str) -> str:
    return (
        f'<text:notes-configuration text:note-class="{kind}" text:default-style-name="{style}" '
        'style:num-format="1" text:start-value="0" text:start-numbering-at="document"/>'
    )
