"""Near-duplicates: articles that share most of their runs of five words."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from briefing.model.article import Article
from briefing.services.words import folded

RUN = 5
"""Words in a shingle (Broder, "On the resemblance and containment of documents", 1997)."""
KEYS = 12
"""Smallest hashes kept of an article to find others by; see `keys`."""
ALIKE = 0.4
"""Share of common shingles from which two articles are near-duplicates.

One changed word breaks five shingles, so a re-run with a tenth of its words changed still shares
0.9^5, six in ten, and one with a sixth changed four in ten. Different stories on one subject share
a copied paragraph or two of background, a fifth to a third.
"""
FEW = 30
"""Shingles that a text is taken to have at least, so that one stock sentence is no duplicate."""
LONGEST = 200_000
"""Code points that are looked at: who copies an article copies its beginning."""

Shingles = frozenset[int]


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """A known article that says nearly the same; `share` is how much of the shorter, 0 to 1."""

    article: str
    name: str
    share: float


def shingles(text: str) -> Shingles:
    """Return the hashes (32 bits, the same on every machine) of all runs of five words."""
    words = folded(text[:LONGEST]).split()
    runs = zip(*(words[start:] for start in range(RUN)), strict=False)
    joined = {" ".join(run) for run in runs} or {" ".join(words)}
    return frozenset(_hash(run) for run in joined if run)


def keys(of: Shingles) -> tuple[int, ...]:
    """Return the smallest hashes, by which near-duplicates are found.

    Where four in ten shingles of the shorter are common (a quarter of all), twelve smallest of one
    have none among those of the other in about one pair of thirty; above that hardly ever.
    """
    return tuple(sorted(of)[:KEYS])


def share(one: Shingles, other: Shingles) -> float:
    """Return how much of the shorter text's shingles the other has, from 0 to 1."""
    shorter, longer = sorted((len(one), len(other)))
    return len(one & other) / max(1, min(longer, max(FEW, shorter)))


def near_duplicates(of: Article, others: Iterable[Article], limit: int) -> list[NearDuplicate]:
    """Return those of `others` that say nearly the same as an article, the nearest first."""
    own = shingles(of.text)
    found = [
        NearDuplicate(other.id, other.name, common)
        for other in others
        if other.id != of.id and (common := share(own, shingles(other.text))) >= ALIKE
    ]
    return sorted(found, key=lambda near: (-near.share, near.article))[:limit]


def _hash(run: str) -> int:
    # A checksum keeps likeness between likes; multiplying by an odd number scatters it.
    return zlib.crc32(run.encode("utf-8", "surrogatepass")) * 0x9E3779B1 & 0xFFFFFFFF
