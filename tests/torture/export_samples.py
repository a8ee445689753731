"""Two versions of one brief, to be exported one over the other."""

from __future__ import annotations

from builders import article, brief, excerpt, project

from briefing.paths import standard_paths
from briefing.services.brief.composing import compose
from briefing.templating.library import standard_library


def package():
    """Return the Word template that the brief stands on."""
    paths = standard_paths()
    return standard_library(paths.templates, paths.user_templates, lambda: ()).get("policy-brief")


def two_outlines():
    """Return the brief with the words “Version A” in it, and again with “Version B”."""
    of = article()
    template = package().template
    slot = "executive_summary"
    value = project(of, excerpt(of, "Fuel costs", "key-figures"), template)
    made = []
    for name in "AB":
        one = brief(template.id, **{slot: f"Version {name} of the words.\n\n[@*]"})
        whole = value.having("briefs", one)
        made.append(compose(whole, one, template, author="me", date="2026-02-03"))
    return made
