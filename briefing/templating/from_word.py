"""Makes a template of an ordinary Word document: its headings become slots, its labels fields."""

from __future__ import annotations

import copy
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from briefing.errors import TemplateError
from briefing.language import tr
from briefing.model.template import Form, Marking, Slot, Template, TemplateField
from briefing.templating.package import W, parse, read_package, serialised, write_package

DOCUMENT, SETTINGS = "word/document.xml", "word/settings.xml"
_SETTINGS_RELATIONS = "word/_rels/settings.xml.rels"
LONGEST_TITLE, LONGEST_PROMPT, LONGEST_LABEL = 100, 200, 30
_LEVEL = re.compile(r"heading\s*([1-9])\Z", re.IGNORECASE)
_LABEL = re.compile(r"\s*([^\W\d_][\w /.'’&-]{0,29}?)\s*:(?:\s|$)")
_TAGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"summary|recommend|judg|option|bottom line|bluf|ask|conclusion|next steps|timing", ()),
    (r"stakeholder|affected|actors|who\b|impact|reaction", ("stakeholder-impacts",)),
    (r"outlook|what next|forecast|prospect", ("outlook",)),
    (r"risk|opportunit", ("risk-opportunity",)),
    (r"source|caveat|verif|confidence|limits", ("sources-verification",)),
    (r"econom|cost|evidence|financ|market|why it matters", ("economic-concerns", "key-figures")),
    (r"figure|number|data|facts", ("key-figures",)),
    (r"chang|development|what happened|policy|issue|news|status", ("policy-shift",)),
    (r"background|context|history", ("background",)),
    (r"consideration|analysis|discussion|assessment",
     ("economic-concerns", "stakeholder-impacts", "risk-opportunity")),
)  # fmt: skip
"""What a section's title suggests that fills it; the first that fits."""
_KNOWN = (
    (r"date|as of", "{{ brief.date }}"),
    (r"from|author|prepared by|drafted by|by", "{{ brief.author or 'N/A' }}"),
    (r"subject|title|re|topic", "{{ brief.title }}"),
    (r"classification|marking|handling", "{{ marking }}"),
)
_OLD_MAIN = b"wordprocessingml.template.main+xml"
_MAIN = b"wordprocessingml.document.main+xml"


@dataclass(slots=True)
class Draft:
    """A proposed template: its manifest, its Word file, and what was done in words."""

    template: Template
    document: bytes
    notes: list[str] = field(default_factory=list)


def drafted(document: bytes, template_id: str, name: str) -> Draft:
    """Return a template made of a Word document; `name` names the file in errors.

    Section titles become slots, and what stood under them the prompts; labels before the first
    section become header fields. Headers, footers, tables and pictures stay. Raises TemplateError
    if it is no Word document or has nothing that looks like a section title.
    """
    parts = read_package(document, name)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(_OLD_MAIN, _MAIN)
    _detach(parts, name)
    tree = parse(parts[DOCUMENT], f"{name}, {DOCUMENT}")
    body = tree.find(f"{W}body")
    if body is None:
        raise TemplateError(tr("{name} has no text.", name=name), tr("Save it anew in Word."))
    titles = _titles(body, _style_names(parts, name), name)
    slots = tuple(_slots(body, titles))
    notes = [tr("“{title}” became a section.", title=slot.title) for slot in slots]
    fields, marked = _head(body, notes)
    parts[DOCUMENT] = serialised(tree)
    shown = unicodedata.normalize("NFC", template_id.replace("-", " ")).capitalize()
    template = Template(
        template_id, 1, shown, tr("Made from {name}", name=name),
        marking=Marking.FREE if marked else Marking.NONE, fields=fields, slots=slots,
    )  # fmt: skip
    return Draft(template, write_package(parts), notes)


def _detach(parts: dict[str, bytes], name: str) -> None:
    """Forget the template that the document was made from: Word would look for it."""
    for part, mark in (
        (SETTINGS, lambda e: e.tag == f"{W}attachedTemplate"),
        (_SETTINGS_RELATIONS, lambda e: str(e.get("Type")).endswith("/attachedTemplate")),
    ):
        if part not in parts:
            continue
        tree = parse(parts[part], f"{name}, {part}")
        for element in [e for e in tree if mark(e)]:
            tree.remove(element)
        parts[part] = serialised(tree)


def _titles(body: Any, styles: dict[str, str], name: str) -> list[Any]:
    """Return the paragraphs that head a section.

    They are the headings of the highest level that has several, else short bold lines.
    """
    levels = {p: _level(p, styles) for p in body.iterchildren(f"{W}p") if _words(p)}
    counts = Counter(level for level in levels.values() if level)
    if counts:
        several = [level for level in sorted(counts) if counts[level] > 1]
        chosen = several[0] if several else min(counts)
        return [paragraph for paragraph, level in levels.items() if level == chosen]
    bold = [p for p in levels if _is_bold(p) and not _LABEL.match(_words(p))]
    if not bold:
        raise TemplateError(
            tr("{name} has no headings to make sections of.", name=name),
            tr("In Word, give its section titles the style “Heading 1”, save it and try again."),
        )
    return bold[1:] if len(bold) > 2 and bold[0] is next(iter(levels)) else bold


def _slots(body: Any, titles: list[Any]) -> Iterator[Slot]:
    taken: set[str] = set()
    for place, heading in enumerate(titles):
        title = _words(heading)[:LONGEST_TITLE]
        key = _key(title, taken, "section")
        after = titles[place + 1] if place + 1 < len(titles) else None
        prompt = _clear_below(body, heading, after)
        _write(heading, f"{{{{p slots.{key} }}}}")
        tags = next((tags for words, tags in _TAGS if re.search(words, title.lower())), ())
        form = Form.TABLE if "stakeholder-impacts" in tags and len(tags) == 1 else Form.PARAGRAPHS
        yield Slot(key, title, tags, form=form, required=place == 0, prompt=prompt)


def _clear_below(body: Any, heading: Any, after: Any) -> str:
    """Take away the text between two titles; return what it begins with, as a prompt."""
    prompt = ""
    for element in list(heading.itersiblings()):
        if element is after or element.tag == f"{W}sectPr":
            break
        if element.tag != f"{W}p" or _holds_more(element):
            continue
        prompt = prompt or _words(element)
        body.remove(element)
    return prompt if len(prompt) <= LONGEST_PROMPT else prompt[: LONGEST_PROMPT - 1] + "…"


def _head(body: Any, notes: list[str]) -> tuple[tuple[TemplateField, ...], bool]:
    """Turn what stands before the first slot into fields; return them, and whether one marks."""
    made: dict[str, TemplateField] = {}
    marked = titled = False
    for element in list(body):
        if element.tag == f"{W}p" and "{{p slots." in _words(element):
            break
        for label, value in _labelled(element):
            tag = next((tag for words, tag in _KNOWN if re.fullmatch(words, label.lower())), "")
            if not tag:
                key = _key(label, set(made), "field")
                made[key] = TemplateField(key, label)
                tag = f"{{{{ fields.{key} }}}}"
            marked = marked or "marking" in tag
            titled = titled or "brief.title" in tag
            value(tag)
            notes.append(tr("“{label}” became a header field.", label=label))
    if not titled:
        _title(body, notes)
    return tuple(made.values()), marked


def _title(body: Any, notes: list[str]) -> None:
    first = next((p for p in body.iterchildren(f"{W}p") if _words(p)), None)
    if first is not None and "{" not in _words(first):
        notes.append(tr("“{words}” became the brief's title.", words=_words(first)))
        _write(first, "{{ brief.title }}")


def _labelled(element: Any) -> Iterator[tuple[str, Any]]:
    """Yield the labels in a paragraph or table, each with what writes the value beside it."""
    if element.tag == f"{W}p":
        found = _LABEL.match(_words(element))
        if found and not _holds_more(element):
            yield found.group(1), lambda tag: _write_after(element, tag)
    elif element.tag == f"{W}tbl":
        for row in element.iter(f"{W}tr"):
            cells = list(row.iterchildren(f"{W}tc"))
            for name, value in zip(cells[::2], cells[1::2], strict=False):
                label = _words(name).rstrip(" :")
                if 0 < len(label) <= LONGEST_LABEL:
                    yield label, lambda tag, cell=value: _write_cell(cell, tag)


def _write(paragraph: Any, words: str) -> None:
    """Put words in place of a paragraph's, in the look of its first run."""
    runs = list(paragraph.iter(f"{W}r"))
    look = copy.deepcopy(runs[0].find(f"{W}rPr")) if runs else None
    for child in list(paragraph):
        if child.tag != f"{W}pPr":
            paragraph.remove(child)
    _add_run(paragraph, look, words)


def _write_after(paragraph: Any, words: str) -> None:
    """Put words in place of what follows a paragraph's label, which ends with its colon."""
    look, passed = None, False
    for text in list(paragraph.iter(f"{W}t")):
        look = text.getparent().find(f"{W}rPr")
        if passed:
            text.text = ""
        elif ":" in (text.text or ""):
            text.text = text.text.partition(":")[0] + ": "
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            passed = True
    _add_run(paragraph, copy.deepcopy(look), words)


def _write_cell(cell: Any, words: str) -> None:
    first = next(cell.iterchildren(f"{W}p"), None)
    if first is None:  # what it says stands in a content control
        first = cell.makeelement(f"{W}p", {})
        cell.append(first)
    for extra in list(cell):
        if extra is not first and (extra.tag in (f"{W}p", f"{W}sdt")):
            cell.remove(extra)
    _write(first, words)


def _add_run(paragraph: Any, look: Any, words: str) -> None:
    run = paragraph.makeelement(f"{W}r", {})
    if look is not None:
        run.append(look)
    text = run.makeelement(f"{W}t", {})
    text.text = words
    run.append(text)
    paragraph.append(run)


def _words(element: Any) -> str:
    return " ".join("".join(t.text or "" for t in element.iter(f"{W}t")).split())


def _level(paragraph: Any, styles: dict[str, str]) -> int:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    named = styles.get(style.get(f"{W}val", ""), "") if style is not None else ""
    found = _LEVEL.match(named)
    return int(found.group(1)) if found else 0


def _style_names(parts: dict[str, bytes], name: str) -> dict[str, str]:
    if "word/styles.xml" not in parts:
        return {}
    tree = parse(parts["word/styles.xml"], f"{name}, word/styles.xml")
    found = ((style, style.find(f"{W}name")) for style in tree.iter(f"{W}style"))
    return {s.get(f"{W}styleId", ""): n.get(f"{W}val", "") for s, n in found if n is not None}


def _is_bold(paragraph: Any) -> bool:
    words = _words(paragraph)
    runs = [run for run in paragraph.iter(f"{W}r") if _words(run)]
    marks = (run.find(f"{W}rPr/{W}b") for run in runs)
    all_bold = all(m is not None and m.get(f"{W}val", "1") not in ("0", "false") for m in marks)
    return bool(runs) and all_bold and len(words) <= LONGEST_TITLE and not words.endswith(".")


def _holds_more(paragraph: Any) -> bool:
    """Tell whether a paragraph holds more than text: a picture, the end of a section."""
    return any(True for _ in paragraph.iter(f"{W}drawing", f"{W}pict", f"{W}object", f"{W}sectPr"))


def _key(words: str, taken: set[str], otherwise: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_").lstrip("0123456789_")[:40] or otherwise
    number = 2
    unique = key
    while unique in taken:
        unique, number = f"{key}_{number}", number + 1
    taken.add(unique)
    return unique
