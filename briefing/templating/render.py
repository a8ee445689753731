"""Renders a Word template: compiled once, then given values as often as one likes."""

from __future__ import annotations

import re
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import jinja2
from lxml import etree
from markupsafe import Markup

from briefing.errors import TemplateError
from briefing.language import tr
from briefing.model.article import clean_text
from briefing.templating.contents import fill_contents
from briefing.templating.filters import DATE_FORM, format_date
from briefing.templating.finishing import finish
from briefing.templating.outside import with_outside
from briefing.templating.package import drop_part, parse, read_package, write_package
from briefing.templating.printer import Printer
from briefing.templating.properties import make_room, set_properties, set_provenance
from briefing.templating.sandbox import check_context, environment, nearest_names, plain
from briefing.templating.styles import Styles, StyleSheet
from briefing.templating.tags import Source, source_of

_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
DOCUMENT = "word/document.xml"
OLD_STYLES = "word/stylesWithEffects.xml"
"""Word 2010 wrote its styles twice; a second set that differs makes newer ones ask for repair."""
_TEMPLATE_FILE = "<template>"


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What a document says of itself: `created` is an ISO 8601 time, `language` BCP 47.

    `provenance` is XML that travels in the document as a part of its own; `notes` says what
    citations become, "footnotes" or "endnotes"; `words` are the English words that the program puts
    in, each with its form in `language`, where that is another.
    """

    title: str = ""
    author: str = ""
    language: str = "en"
    created: str = "1980-01-01T00:00:00Z"
    keywords: str = ""
    provenance: str = ""
    draft: bool = False
    notes: str = "footnotes"
    words: Mapping[str, str] = field(default_factory=dict)


class CompiledTemplate:
    """A template ready to render; `name` names it in errors."""

    def __init__(self, document: bytes, name: str) -> None:
        self._name = name
        self._parts = read_package(document, name)
        drop_part(self._parts, OLD_STYLES)
        make_room(self._parts)
        self._bases = lru_cache(maxsize=4)(self._base)
        self._lock = threading.Lock()
        self._printer: Printer | None = None
        self._words: Mapping[str, str] = {}
        self._has_contents = b"TOC" in self._parts[DOCUMENT]
        filters: dict[str, Callable[..., Any]] = {
            "print_runs": self._print_runs,
            "print_blocks": self._print_blocks,
            "date": self._print_date,
        }
        self._environment = environment(filters, plain)
        self._sources: list[Source] = []
        self._templates: dict[str, jinja2.Template] = {}
        for part in sorted(filter(_PARTS.fullmatch, self._parts)):
            source = source_of(parse(self._parts[part], f"{name}: {part}"), part)
            if source.tags or "{{" in source.text:
                self._sources.append(source)
                self._templates[part] = self._compiled(source)

    def render(self, context: Mapping[str, object], options: RenderOptions) -> bytes:
        """Return the document; raises TemplateError with the place of what is wrong."""
        values = dict(context)
        check_context(values)
        with self._lock:
            self._words = options.words
            base, sheet = self._bases(options.language)
            parts = dict(base)
            styles = Styles(parts, sheet)
            printer = self._printer = Printer(parts, styles, options.notes)
            trees = {s.part: self._rendered(s, printer, values) for s in self._sources}
            printer.notes.store(trees)
            if self._has_contents and DOCUMENT in trees:
                fill_contents(trees[DOCUMENT], styles)
            styles.store()
        marks = options.draft and not self._uses("draft")
        mark = options.words.get("DRAFT", "DRAFT") if marks else ""
        finish(parts, trees, self._name, draft=mark)
        set_properties(parts, options.title, options.author, options.language, options.created)
        if options.provenance:
            tree = trees.get(DOCUMENT)
            said = options.provenance
            set_provenance(parts, said if tree is None else with_outside(said, tree))
        return write_package(parts)

    def _base(self, language: str) -> tuple[dict[str, bytes], StyleSheet]:
        """Return what is the same in all documents of a language."""
        parts = dict(self._parts)
        sheet = StyleSheet(parts)
        sheet.set_language(parts, language)
        return parts, sheet

    def _compiled(self, source: Source) -> jinja2.Template:
        try:
            return self._environment.from_string(source.text)
        except jinja2.TemplateSyntaxError as error:
            raise self._fault(source, error.lineno, error.message or str(error)) from error

    def _rendered(self, source: Source, printer: Printer, values: dict[str, object]) -> Any:
        printer.part, printer.tags = source.part, source.tags
        try:
            text = self._templates[source.part].render(values)
        except jinja2.UndefinedError as error:
            missing = re.search(r"'([^']+)' is undefined|attribute '([^']+)'", str(error))
            name = next(filter(None, missing.groups()), "") if missing else ""
            hint = nearest_names(name, values) if name else ""
            cause = tr("there is no “{name}”", name=name) if name else str(error)
            raise self._fault(source, _line(error), cause, hint) from error
        except (
            jinja2.TemplateError,
            TypeError,
            ValueError,
            ArithmeticError,
        ) as error:
            raise self._fault(source, _line(error), str(error)) from error
        return self._parsed(text, source)

    def _parsed(self, text: str, source: Source) -> Any:
        try:
            return etree.fromstring(text.encode("utf-8"), etree.XMLParser(huge_tree=True))
        except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
            if clean_text(text) != text.replace("\r", "\n"):
                raise TemplateError(
                    tr(
                        "A value printed in {part} of {name} holds a character that Word cannot.",
                        part=source.part,
                        name=self._name,
                    ),
                    tr("Remove control characters from it."),
                ) from error
            raise TemplateError(
                tr(
                    "The blocks of {name} do not match in {part} ({error}).",
                    name=self._name,
                    part=source.part,
                    error=error,
                ),
                tr("A {%p %} or {%tr %} block has to end with a tag of the same kind."),
            ) from error

    def _fault(self, source: Source, line: int, cause: str, hint: str = "") -> TemplateError:
        tag = source.tag_at(line)
        if tag is None:
            return TemplateError(f"{self._name}, {source.part}: {cause}.", hint)
        return TemplateError(
            tr(
                "{name}, {place}: {written} cannot be rendered: {cause}.",
                name=self._name,
                place=tag.place,
                written=tag.written,
                cause=cause,
            ),
            hint or tr("Correct the tag in the template."),
        )

    def _uses(self, name: str) -> bool:
        return any(re.search(rf"\b{name}\b", tag.written) for s in self._sources for tag in s.tags)

    def _print_date(self, value: object, form: str = DATE_FORM) -> str:
        return format_date(value, form, self._words)

    def _print_runs(self, value: object, index: int) -> Markup:
        return self._printing().print_runs(_defined(value), index)

    def _print_blocks(self, value: object, index: int) -> Markup:
        return self._printing().print_blocks(_defined(value), index)

    def _printing(self) -> Printer:
        assert self._printer is not None
        return self._printer


class TemplateEngine:
    """Renders templates; see `services.ports.TemplateRenderer`. Keeps the last few compiled."""

    def __init__(self) -> None:
        self._compiled = lru_cache(maxsize=8)(CompiledTemplate)

    def render(
        self,
        document: bytes,
        name: str,
        context: Mapping[str, object],
        options: Mapping[str, object],
    ) -> bytes:
        """Return the rendered document; raises TemplateError with the place of what is wrong."""
        values: dict[str, Any] = dict(options)
        return self._compiled(document, name).render(context, RenderOptions(**values))


def _defined(value: object) -> object:
    if isinstance(value, jinja2.Undefined):
        str(value)
    return value


def _line(error: BaseException) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in reversed(frames) if f.filename == _TEMPLATE_FILE), 0)
