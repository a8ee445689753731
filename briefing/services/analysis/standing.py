"""Power against interest: which stakeholders can do much, and which want to."""

from __future__ import annotations

from collections import defaultdict

from briefing.language import tr
from briefing.model.project import Project
from briefing.services.analysis.assessed import of_stakeholders
from briefing.services.analysis.grid import Cell, Grid, Head, Width

POWER, INTEREST = "power", "interest"
"""Ids of the tags that say of an excerpt's stakeholder that it has either."""


def power_by_interest(project: Project) -> Grid:
    """Return the stakeholders by whether any of their excerpts has the tags of power and interest.

    The four fields are those of the power/interest grid of A. Mendelow ("Environmental Scanning",
    ICIS 1981); the degree is the analyst's, said by giving the tag or not.
    """
    names: dict[tuple[int, int], list[str]] = defaultdict(list)
    ids: dict[tuple[int, int], list[str]] = defaultdict(list)
    used = False
    for name, excerpts in of_stakeholders(project):
        tags = {tag for excerpt in excerpts for tag in excerpt.tags}
        used = used or not tags.isdisjoint((POWER, INTEREST))
        place = int(POWER not in tags), int(INTEREST not in tags)
        names[place].append(name)
        ids[place].extend(excerpt.id for excerpt in excerpts)
    cells = {place: Cell("; ".join(found), tuple(ids[place])) for place, found in names.items()}
    return Grid(
        tr("Power and interest"),
        tr("Stakeholders"),
        (Head(tr("Power")), Head(tr("No power tagged"))),
        (
            Head(tr("Interest"), width=Width.WORDS),
            Head(tr("No interest tagged"), width=Width.WORDS),
        ),
        cells if used else {},
        tr(
            "Stakeholders by whether any of their excerpts has a tag named Power, and one named "
            "Interest."
        ),
        tr(
            "Nothing is said of anyone's power or interest yet. Make tags named Power and "
            "Interest, give them to excerpts, and say on each whom it is about (W)."
        ),
        roomy=True,
    )
