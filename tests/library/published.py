"""Projects to be published, made in one line."""

from dataclasses import replace

from builders import article, brief, excerpt, project, slot, template

from briefing.model.article import Metadata
from briefing.model.excerpt import Status
from briefing.services.library.port import Wanted
from briefing.services.library.publishing import publication_of

FERRY = (
    "The ferry subsidy is back on the table. Nobody has confirmed it yet.\n"
    "Fuel costs rose by 31% in October. Two operators have put off repairs."
)
TIME = "2026-02-03T10:00:00+00:00"
OUTLET = "Harbour Courier"


def ferry_article(text=FERRY, headline="Islands wait for ferries", published="2025-11-04"):
    made = article(text, source="ferry.txt")
    said = Metadata(
        headline=headline, outlet=OUTLET, published=published, url="https://news.example/ferry"
    )
    return replace(made, metadata=said)


def ferry_project(text=FERRY, **more):
    of = ferry_article(text, **more)
    one = excerpt(of, "Fuel costs rose by 31%", "key-figures", attribution="Port of Almary",
                  status=Status.UNVERIFIED)  # fmt: skip
    one = replace(one, note="Compare with diesel.", id="fuel")
    return project(
        of, one, template(slot("facts"), key="short"), brief(facts=f"Costs rose [@{one.id}].")
    )


def headed(headline, text, published="2024-05-06"):
    """Return a project of one article."""
    return project(ferry_article(text, headline, published))


def publication(name="Ferries", who="Anna", base=0, time=TIME, of=None):
    return replace(publication_of(of or ferry_project(), name, who, time), base=base)


def found(library, query, **more):
    """Return kind and title of what is found, best first."""
    hits = library.search(Wanted(query, **more)).hits
    return [(hit.kind.value, hit.title) for hit in hits]
