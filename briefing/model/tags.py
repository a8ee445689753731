"""Tags and tag schemes: what an analyst can say of a passage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag; `code` is its two letters, `colour` "#RRGGBB", `key` one digit or "" for none."""

    id: str
    name: str
    code: str
    colour: str
    key: str = ""
    description: str = ""
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class TagScheme:
    """A set of tags used together."""

    id: str
    name: str
    version: int
    tags: tuple[Tag, ...]

    def tag(self, tag_id: str) -> Tag | None:
        """Return the tag with this id, or None."""
        return next((tag for tag in self.tags if tag.id == tag_id), None)


# Colours: Okabe and Ito, "Color Universal Design" (2008), told apart by colour-blind readers.
DEFAULT_SCHEME = TagScheme(
    id="default",
    name="Briefing",
    version=1,
    tags=(
        Tag("policy-shift", "Policy shift", "PS", "#0072B2", "1",
            "What is different from before: a decision, a plan, a change of tone."),
        Tag("economic-concerns", "Economic concerns", "EC", "#D55E00", "2",
            "Growth, prices, jobs, trade, debt: what worries those who watch the economy."),
        Tag("stakeholder-impacts", "Stakeholder impacts", "SI", "#009E73", "3",
            "Who gains, who loses, and by how much."),
        Tag("key-figures", "Key figures", "KF", "#E69F00", "4",
            "Numbers with their units that a reader will want to quote."),
        Tag("sources-verification", "Sources & verification", "SV", "#F0E442", "5",
            "Who said it, how they know, and what nobody has confirmed."),
        Tag("background", "Background", "BG", "#000000", "6",
            "What the reader has to know first."),
        Tag("outlook", "Outlook", "OU", "#CC79A7", "7",
            "What may come next, and what it hangs on."),
        Tag("risk-opportunity", "Risk & opportunity", "RO", "#56B4E9", "8",
            "What could go wrong, or be won."),
    ),
)  # fmt: skip
