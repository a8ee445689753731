"""Tags and tag schemes: what an analyst can say of a passage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, count


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag; `code` is its two letters, `colour` "#RRGGBB", `key` one digit or "" for none.

    A `retired` tag is offered no more; excerpts that have it keep it.
    """

    id: str
    name: str
    code: str
    colour: str
    key: str = ""
    description: str = ""
    parent: str | None = None
    retired: bool = False


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


MORE_COLOURS = (
    "#8C564B", "#6A51A3", "#1B7837", "#B2182B", "#4D4D4D", "#35978F", "#BF812D", "#C51B7D",
)  # fmt: skip


def new_tag(scheme: TagScheme, name: str) -> Tag:
    """Return a tag of this name for the scheme, with an id, code and colour that are still free."""
    base = re.sub(r"\W+", "-", name.casefold()).strip("-_") or "tag"
    ids = {tag.id for tag in scheme.tags}
    numbered = chain([base], (f"{base}-{number}" for number in count(2)))
    tag_id = next(name for name in numbered if name not in ids)
    used = {tag.colour for tag in scheme.tags}
    spare = [colour for colour in MORE_COLOURS if colour not in used]
    colour = spare[0] if spare else MORE_COLOURS[len(scheme.tags) % len(MORE_COLOURS)]
    return Tag(tag_id, name, _free_code(name, {tag.code for tag in scheme.tags}), colour)


def _free_code(name: str, taken: set[str]) -> str:
    words = re.findall(r"\w+", name.upper()) or ["T"]
    letters = "".join(words)
    wishes = [words[0][0] + words[-1][0]] if len(words) > 1 else []
    wishes += [letters[0] + other for other in letters[1:]]
    wishes += [letters[0] + str(number) for number in range(1, 10)]
    return next((code for code in wishes if code not in taken), letters[:1] + "+")


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
