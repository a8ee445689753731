"""Analysis over all articles of a project: what each page shows, and this list of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefing.language import marked
from briefing.model.project import Project
from briefing.services.analysis.assessed import sources_by_status, stakeholders_by_impact
from briefing.services.analysis.differing import differing_figures
from briefing.services.analysis.grid import Grid
from briefing.services.analysis.places import Together
from briefing.services.analysis.portrait import portraits
from briefing.services.analysis.standing import power_by_interest
from briefing.services.analysis.tag_grids import tags_by_article, tags_together
from briefing.services.analysis.tag_query import answers
from briefing.services.analysis.timeline import timeline


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `make` makes its grid of a project and one of its `choices`.

    A choice is its value and what it is called; a page without any is asked with "". A page that
    is `typed` is asked with the words that somebody types.
    """

    key: str
    title: str
    make: Callable[[Project, str], Grid]
    choices: tuple[tuple[str, str], ...] = ()
    question: str = ""
    typed: bool = False


PAGES = (
    Page("tags", marked("Tags"), lambda project, _choice: tags_by_article(project)),
    Page(
        "together",
        marked("Together"),
        lambda project, choice: tags_together(project, Together(choice)),
        (
            (Together.OVERLAP, marked("On the same words")),
            (Together.EXCERPT, marked("On the same excerpt")),
            (Together.PARAGRAPH, marked("In the same paragraph")),
        ),
        marked("When tags stand together"),
    ),
    Page("sources", marked("Sources"), lambda project, _choice: sources_by_status(project)),
    Page(
        "stakeholders",
        marked("Stakeholders"),
        lambda project, _choice: stakeholders_by_impact(project),
    ),
    Page("power", marked("Power"), lambda project, _choice: power_by_interest(project)),
    Page("portraits", marked("Portraits"), lambda project, _choice: portraits(project)),
    Page("timeline", marked("Timeline"), lambda project, _choice: timeline(project)),
    Page(
        "differing",
        marked("Differing figures"),
        lambda project, _choice: differing_figures(project),
    ),
    Page(
        "query",
        marked("Query"),
        answers,
        question=marked("A query of tags, such as PS NEAR/2 KF"),
        typed=True,
    ),
)


def page_title(key: str) -> str:
    """Return what a page is called, "" where there is none of this key."""
    return next((page.title for page in PAGES if page.key == key), "")
