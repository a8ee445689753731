"""Tells who a speaker is, and how directly they are known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.model.excerpt import SourceKind
from briefing.services.close_reading import WORD, Hit, Sentence

_PARTICLES = frozenset({
    "de", "da", "di", "du", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la", "le",
    "del", "dos", "das", "ter",
})  # fmt: skip
_SEARCHED = 200_000
_MOST_NAMES = 500
_NO_NAMES = frozenset(
    {
        "the",
        "a",
        "an",
        "in",
        "of",
        "and",
        "but",
        "for",
        "at",
        "on",
        "mr",
        "mrs",
        "ms",
        "dr",
        "when",
        "if",
        "as",
        "since",
        "after",
        "while",
        "said",
        "new",
        "from",
        "by",
        "to",
    }
)
_OPENING = frozenset({"The", "A", "An", "One", "Two", "Three", "Several", "Some", "Its", "Their"})
_PREPOSITIONS = frozenset({
    "of", "for", "at", "in", "on", "from", "with", "by", "to", "close", "involved", "briefed",
    "who", "that", "familiar",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it: `source` as it is printed, its kind, and the outlet that passed it on."""

    source: str
    kind: SourceKind
    via: str = ""

    @property
    def attribution(self) -> str:
        """The source with the outlet that passed it on."""
        return f"{self.source}, via {self.via}" if self.via else self.source


class People:
    """The persons that an article has named so far, so that a surname or a pronoun is enough."""

    def __init__(self, text: str) -> None:
        self._text = text[:_SEARCHED]
        self._by_surname: dict[str, str | None] = {}
        self._person: Speaker | None = None
        self._body: Speaker | None = None

    def remember(self, speaker: Speaker) -> None:
        """Keep a speaker for those who are named again by less."""
        if speaker.kind is SourceKind.NAMED_PERSON:
            self._by_surname[speaker.source.split()[-1]] = speaker.source
            self._person = speaker
        else:
            self._body = speaker

    def surname(self, word: str) -> str | None:
        """Return the whole name that a surname stands for, if the article gave it before."""
        if word not in self._by_surname and len(self._by_surname) < _MOST_NAMES:
            found = re.search(rf"\b[A-Z][\w’'-]+ {re.escape(word)}\b", self._text)
            first = found[0].split()[0].casefold() if found else "the"
            self._by_surname[word] = None if not found or first in _NO_NAMES else found[0]
        return self._by_surname.get(word)

    def pronoun(self, word: str) -> Speaker | None:
        """Return whom a pronoun stands for: a person for he and she, a body for it."""
        word = word.casefold()
        if word in ("he", "she"):
            return self._person
        return self._body if word == "it" else self._body or self._person


def speaker_of(sentence: Sentence, start: int, end: int, people: People) -> Speaker | None:
    """Return who the words from `start` to `end` of a sentence name, None if nobody."""
    hits = [
        hit for hit in sentence.of("speakers") if hit.start >= start and hit.end <= end
    ]  # fmt: skip
    words = sentence.text[start:end]
    groups = {hit.group for hit in hits}
    if "rumour" in groups:
        return Speaker(words, SourceKind.RUMOUR)
    if name := _person(sentence, start, end, hits, people):
        return Speaker(name, SourceKind.NAMED_PERSON)
    kind = _kind(sentence, start, end, hits)
    return Speaker(_within(words, kind) if start == 0 else words, kind)


def _within(words: str, kind: SourceKind) -> str:
    """Return words from the beginning of a sentence as they stand within one."""
    first, _, rest = words.partition(" ")
    common = kind in (SourceKind.ANONYMOUS, SourceKind.VAGUE) and not rest[:1].isupper()
    if first in _OPENING or common:
        return words[:1].lower() + words[1:]
    return words


def is_speaker_like(sentence: Sentence, start: int, end: int) -> bool:
    """Whether words name somebody who can speak: a known kind of source, or a name."""
    known = any(hit.start >= start and hit.end <= end for hit in sentence.of("speakers"))
    words = [m[0] for m in WORD.finditer(sentence.text[start:end])]
    inside = words[1:] if start == 0 and len(words) > 2 else words
    return known or any(word[:1].isupper() for word in inside)


def _kind(sentence: Sentence, start: int, end: int, hits: list[Hit]) -> SourceKind:
    head = head_of(sentence.text, start, end)
    at_head = {hit.group for hit in hits if hit.start <= head[0] < hit.end}
    groups = {hit.group for hit in hits}
    lower = sentence.text[head[0] : head[0] + 1].islower()
    for kind, found in (
        (SourceKind.ANONYMOUS, "anonymous" in groups or bool(sentence.of("speakers", "withheld"))),
        (SourceKind.DOCUMENT, "document" in at_head and lower),
        (SourceKind.NAMED_OUTLET, "outlet" in groups),
        (SourceKind.INSTITUTION, "role" in at_head),
        (SourceKind.VAGUE, "vague" in at_head and (lower or start == head[0])),
        (SourceKind.INSTITUTION, "institution" in groups),
    ):
        if found:
            return kind
    names = [m for m in WORD.finditer(sentence.text[start:end]) if m[0][:1].isupper()]
    if start == head[0] == 0 and sentence.text[: head[1]].endswith("s"):
        return SourceKind.VAGUE
    named = any(start + m.start() > 0 for m in names) or (len(names) == 1 and start == head[0])
    return SourceKind.INSTITUTION if named else SourceKind.VAGUE


def head_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the word that the others describe: the last before a preposition."""
    head = (start, end)
    for match in WORD.finditer(text[start:end]):
        if match[0].casefold() in _PREPOSITIONS and head != (start, end):
            break
        head = (start + match.start(), start + match.end())
    return head


def _person(
    sentence: Sentence, start: int, end: int, hits: list[Hit], people: People
) -> str | None:
    roles = [hit.end for hit in hits if hit.group == "role"]
    names = [(hit.start, hit.end) for hit in hits if hit.group in ("institution", "outlet")]
    if _is_called_a_body(sentence, end):
        return None
    for first, last in _runs(sentence.text, start, end):
        after = max([first, *(role for role in roles if first < role <= last)])
        run = sentence.text[after:last].strip()
        if not run:
            continue
        titled = any(role <= after + 1 for role in roles)
        if len(run.split()) == 1:
            if known := None if names else people.surname(_bare(run)):
                return known
            if titled and last == end:
                return run
        elif titled or not (names or _common_start(sentence, after)):
            taken = [a < last and b > after for a, b in names]
            return None if any(taken) else run
    return None


def _is_called_a_body(sentence: Sentence, end: int) -> bool:
    """Whether what follows a name says that it is no person: “Nimbus Core, a cloud company”."""
    if not re.match(r", (?:an?|the) ", sentence.text[end:]):
        return False
    after = sentence.text.find(",", end + 2)
    last = after if after >= 0 else len(sentence.text)
    found = sentence.of("speakers", "institution", "outlet", "role")
    inside = [hit.group for hit in found if end < hit.start < last]
    return bool(inside) and "role" not in inside


def _bare(name: str) -> str:
    return name.removesuffix("'s").removesuffix("’s")


def _common_start(sentence: Sentence, at: int) -> bool:
    """Whether a run begins at the sentence's first word with a word that is no name."""
    if at > 0:
        return False
    first = WORD.match(sentence.text)
    return bool(first and first[0].casefold() in {"the", "a", "an", "two", "three", "one", "many"})


def _runs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the runs of words with capitals, as in “Environment Minister Odile Farrant”."""
    runs: list[tuple[int, int]] = []
    last_end = -1
    open_run = False
    for match in WORD.finditer(text[start:end]):
        word, first, last = match[0], start + match.start(), start + match.end()
        joined = last_end >= 0 and text[last_end:first] in (" ", "-", ". ")
        if word[:1].isupper() and word.casefold() not in ("the", "a", "an"):
            if open_run and joined and runs:
                runs[-1] = (runs[-1][0], last)
            else:
                runs.append((first, last))
            open_run = True
        elif not (word in _PARTICLES and open_run):
            open_run = False
        last_end = last
    return runs
