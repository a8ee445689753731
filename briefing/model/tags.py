"""Tags and tag schemes: what an analyst can say of a passage."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import chain, count
from string import ascii_uppercase, digits

CODE = re.compile(r"[^\W_][\w+]\Z")
KEY = re.compile(r"[0-9A-Z]\Z")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag; `code` is its two letters, `colour` "#RRGGBB", `key` a digit or letter or "".

    `parent` is the id of another tag of its scheme. A `retired` tag is offered no more; excerpts
    that have it keep it.
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


# Okabe and Ito, "Color Universal Design" (2008): told apart by colour-blind readers.
OKABE_ITO = (
    "#0072B2", "#D55E00", "#009E73", "#E69F00", "#F0E442", "#000000", "#CC79A7", "#56B4E9",
)  # fmt: skip
# Of Paul Tol's qualitative sets ("Colour Schemes", SRON/EPS/TN/09-002, 2021) those that stay
# furthest from Okabe and Ito's, and from each other, for readers without one kind of cone.
MORE_COLOURS = (
    "#332288", "#882255", "#BBBBBB", "#117733", "#999933", "#004488", "#AA3377", "#EE6677",
)  # fmt: skip
PALETTE = OKABE_ITO + MORE_COLOURS


def new_tag(scheme: TagScheme, name: str, others: Iterable[Tag] = ()) -> Tag:
    """Return a tag of this name for the scheme, with an id, code and colour that are still free.

    `others` are the tags of other schemes of the project: their ids and codes are not free.
    """
    known = [*scheme.tags, *others]
    colours = [tag.colour for tag in scheme.tags]
    colour = min(PALETTE, key=lambda each: (colours.count(each), PALETTE.index(each)))
    return Tag(free_id(name, {t.id for t in known}), name, free_code(name, codes(known)), colour)


def free_id(name: str, taken: Container[str]) -> str:
    """Return an id made of a name that is not among `taken`."""
    base = re.sub(r"\W+", "-", name.casefold()).strip("-_")[:60] or "tag"
    numbered = chain([base], (f"{base}-{number}" for number in count(2)))
    return next(each for each in numbered if each not in taken)


def codes(tags: Iterable[Tag]) -> set[str]:
    """Return the codes of tags as they are compared: in capitals."""
    return {tag.code.upper() for tag in tags}


def free_code(name: str, taken: Container[str]) -> str:
    """Return two letters or digits for a name; `taken` are codes in capitals."""
    words = [re.sub(r"_", "", word) for word in re.findall(r"\w+", name.upper())]
    letters = "".join(words) or "T"
    wishes = [words[0][:1] + words[-1][:1]] if len(words) > 1 else []
    wishes += [letters[0] + other for other in letters[1:]]
    wishes += [letters[0] + str(number) for number in range(1, 10)]
    plain = ascii_uppercase + digits
    others = (one + other for one in plain for other in plain)
    free = (code for code in chain(wishes, others) if len(code) == 2 and code not in taken)
    return next(free, letters[0] + "+")


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
