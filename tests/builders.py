"""Articles, excerpts, templates, briefs and projects for tests, each made in one line."""

from itertools import count

from briefing.loaders.newswire import read_newswire
from briefing.model.article import Article, clean_text, count_words, text_hash
from briefing.model.brief import Brief, SectionText
from briefing.model.excerpt import Assessment, Excerpt, Status, cut
from briefing.model.project import new_project
from briefing.model.template import Form, Slot, Template, TemplateField

_ids = count(1)
TEXT = (
    "NORTHWIRE: Port Almary: The ferry subsidy is back on the table. Nobody has confirmed it yet.\n"
    "Fuel costs rose by 31% in October. Two operators have put off repairs.\n"
    "A narrow opening\n"
    "For fish farms the change may bring rates down. The ministry said nothing."
)


def article(text=TEXT, source="ferry.txt", added="2026-01-01T00:00:00"):
    text = clean_text(text)
    blocks, metadata = read_newswire(text)
    sha256 = text_hash(text)
    return Article(
        sha256[:16],
        source,
        None,
        text,
        blocks,
        metadata,
        sha256,
        added=added,
        words=count_words(text),
    )


def excerpt(of, words, *tags, **assessment):
    start = of.text.index(words)
    quote, prefix, suffix = cut(of.text, start, start + len(words))
    said = Assessment(**assessment) if assessment else Assessment(status=Status.UNASSESSED)
    return Excerpt(
        f"e{next(_ids)}", of.id, start, start + len(words), quote, prefix, suffix, tags,
        assessment=said,
    )  # fmt: skip


def slot(key="facts", *tags, form=Form.BULLETS, **more):
    return Slot(key, key.replace("_", " ").capitalize(), tuple(tags), form=form, **more)


def template(*slots, key="short", fields=(), **more):
    return Template(key, 1, "Short brief", slots=slots, fields=fields, **more)


def field(key="to", **more):
    return TemplateField(key, key.capitalize(), **more)


def brief(of="short", **bodies):
    sections = {key: SectionText(key, body) for key, body in bodies.items()}
    return Brief("b1", "A brief", of, sections=sections, created="2026-01-02")


def project(*things):
    made = new_project()
    kinds = {Article: "articles", Excerpt: "excerpts", Brief: "briefs", Template: "templates"}
    for thing in things:
        made = made.having(kinds[type(thing)], thing)
    return made
