"""What is published of a project: its articles, excerpts, briefs and templates as library items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from briefing.model.article import Article
from briefing.model.brief import Brief, Placed, Words
from briefing.model.excerpt import Excerpt
from briefing.model.project import Project
from briefing.model.template import Template
from briefing.services.library.port import Kind, LibraryItem, Publication, Said
from briefing.services.section_text.quoting import quoted as in_quotes
from briefing.services.section_text.rich_text import LISTS, BlockKind, RichRun, list_numbers


def publication_of(
    project: Project,
    name: str,
    author: str,
    time: str,
    bundles: Mapping[str, bytes] | None = None,
) -> Publication:
    """Return everything of a project that others may find, in the order a reader would meet it.

    `bundles` are the templates that go out whole, by their ids, each as one .brieftemplate file.
    """
    return Publication(name, author, time, tuple(_items(project, bundles or {})))


def _items(project: Project, bundles: Mapping[str, bytes]) -> Iterator[LibraryItem]:
    for article in project.articles_in_order():
        yield _article(article)
        for excerpt in project.excerpts_of(article.id):
            yield _excerpt(project, article, excerpt)
    for brief in project.briefs_in_order():
        yield _brief(project, brief)
    for template in project.templates.values():
        yield _template(template, bundles.get(template.id))


def _article(article: Article) -> LibraryItem:
    return LibraryItem(
        Kind.ARTICLE, article.id, article.name, article.text, _json(article), _said_by(article)
    )


def _said_by(article: Article) -> Said:
    data = article.metadata
    outlet = data.outlet or data.agency or article.source
    return Said(outlet=outlet, date=data.published or "", url=data.url or "")


def _excerpt(project: Project, article: Article, excerpt: Excerpt) -> LibraryItem:
    of, judged = _said_by(article), excerpt.assessment
    tags = [project.tag(key) for key in excerpt.tags]
    said = Said(
        of.outlet, of.date, of.url, judged.attribution or "", judged.stakeholder or "",
        judged.status.value, tuple(tag.name for tag in tags if tag),
    )  # fmt: skip
    text = f"{excerpt.quote}\n{excerpt.note}".strip()
    value = _json({"excerpt": excerpt, "tags": [tag for tag in tags if tag]})
    return LibraryItem(Kind.EXCERPT, excerpt.id, article.name, text, value, said, article.id)


def _brief(project: Project, brief: Brief) -> LibraryItem:
    template = project.templates.get(brief.template)
    keys = list(dict.fromkeys([*_slots(template), *brief.sections]))
    sections = [_section(project, brief, template, key) for key in keys if key in brief.sections]
    fields = [value for key, value in brief.fields.items() if key != "date"]
    text = "\n\n".join(filter(None, (*sections, "\n".join(fields))))
    date = brief.fields.get("date", "")
    return LibraryItem(Kind.BRIEF, brief.id, brief.title, text, _json(brief), Said(date=date))


def _slots(template: Template | None) -> list[str]:
    return [slot.key for slot in template.slots] if template else []


def _section(project: Project, brief: Brief, template: Template | None, key: str) -> str:
    """Return a section as a reader sees its words: the quotations stand where they are cited."""

    def quoted(mark: str) -> str:
        excerpt = project.excerpts.get(mark)
        return in_quotes(excerpt.quote) if excerpt else ""

    written = []
    for piece in brief.section(key).pieces():
        if isinstance(piece, Words):
            written.append(_words(piece.markdown, quoted))
        elif isinstance(piece, Placed):
            written.append(quoted(piece.excerpt))
    words = "\n".join(filter(None, written)).strip()
    slot = template.slot(key) if template else None
    return f"{slot.title}\n{words}" if words and slot else words


def _words(markdown: str, quoted: Callable[[str], str]) -> str:
    """Return a text without its formatting, lists with their marks, citations as `quoted`."""
    from briefing.services.section_text.markdown_reading import read

    def line(runs: Iterable[RichRun]) -> str:
        return "".join(quoted(run.cite) if run.cite else run.text for run in runs)

    blocks = read(markdown)
    numbers = list_numbers([(block.kind, block.level) for block in blocks])
    text, before = "", None
    for block, number in zip(blocks, numbers, strict=True):
        mark = f"{number}. " if number else "- " if block.kind is BlockKind.BULLET else ""
        rows = "\n".join(" | ".join(map(line, row)) for row in block.rows)
        gap = "\n" if before in LISTS and block.kind in LISTS else "\n\n"
        text += f"{gap}{mark}{rows or line(block.runs)}"
        before = block.kind
    return text.strip()


def _template(template: Template, bundle: bytes | None) -> LibraryItem:
    prompts = [f"{slot.title}: {slot.prompt}".removesuffix(": ") for slot in template.slots]
    text = "\n".join(filter(None, (template.description, *prompts)))
    # Without its Word file it is written as before: what is published already stays the same.
    value = _json({"template": template, "bundle": bundle}) if bundle else _json(template)
    return LibraryItem(Kind.TEMPLATE, template.id, template.title, text, value)


def _json(value: object) -> str:
    import msgspec

    return msgspec.json.encode(value, order="sorted").decode()
