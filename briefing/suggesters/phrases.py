"""Finds the words that name a speaker, before or after the word that says they spoke."""

from __future__ import annotations

import re

from briefing.services.close_reading import WORD

Span = tuple[int, int]
_Token = tuple[str, int, int]

LONGEST = 14
"""Words that a speaker's name and description may have."""

REACH = 400
"""Code points before and after a cue that are looked at."""

_BOUNDARY = re.compile(r"[,;:—–“”\"()\[\]…!?]|\.\s|\s-\s")
_CLAUSE = frozenset({
    "but", "while", "as", "though", "although", "because", "that", "which", "after", "when", "if",
    "where", "since", "before", "so", "whether", "than", "or", "yet", "until", "unless", "for",
    "once", "what",
})  # fmt: skip
_HELPERS = frozenset({
    "has", "have", "had", "also", "later", "then", "again", "repeatedly", "recently", "often",
    "just", "all", "both", "now", "previously", "further", "even", "still", "always", "once",
    "earlier", "meanwhile", "each",
})  # fmt: skip
_BLOCKERS = frozenset({
    "would", "will", "could", "may", "might", "must", "should", "can", "cannot", "to", "be",
    "been", "being", "is", "was", "are", "were", "not", "never", "neither", "nor", "didn't",
    "doesn't", "don't", "hasn't", "haven't", "wouldn't", "isn't", "wasn't", "did", "does", "do",
})  # fmt: skip
_FINITE = frozenset({
    "is", "are", "was", "were", "has", "had", "have", "would", "will", "could", "can", "may",
    "might", "should", "did", "does", "do",
})  # fmt: skip
_DAYS = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday",
    "today",
})  # fmt: skip
_SPANS = frozenset({
    "week", "month", "year", "night", "morning", "evening", "afternoon",
})  # fmt: skip
_DETERMINERS = frozenset({
    "the", "a", "an", "its", "their", "his", "her", "our", "one", "two", "three", "four", "five",
    "several", "many", "some", "most", "another", "this", "these", "those",
})  # fmt: skip
_PREPOSITIONS = frozenset({
    "in", "at", "on", "after", "with", "by", "from", "during", "under", "over", "of", "into",
    "amid", "despite", "without", "among", "across", "against", "about", "meanwhile", "however",
    "and", "but", "still", "separately", "yesterday", "today", "earlier",
})  # fmt: skip
_ENDS_AFTER = frozenset({
    "who", "which", "that", "adding", "while", "during", "when", "before", "after", "as", "whose",
    "saying", "speaking", "because", "if",
})  # fmt: skip
_INSERTED = frozenset({"who", "which", "whose", "speaking", "citing", "quoting", "asking", "head"})
PRONOUNS = frozenset({
    "he", "she", "it", "they",
})  # fmt: skip


def subject_before(text: str, at: int) -> Span | None:
    """Return who did what the word at `at` says, None if it is nobody or is not said to be done.

    “Mara Ilvek, head of the port, has warned”: the words between commas and the helping verbs are
    stepped over.
    """
    low = max(0, at - REACH)
    tokens = [(m[0], low + m.start(), low + m.end()) for m in WORD.finditer(text[low:at])]
    last = _without_helpers(tokens)
    if last is None:
        return None
    following = tokens[last + 1][1] if last + 1 < len(tokens) else at
    if "," in text[tokens[last][2] : following]:
        head = _before_insertion(text, tokens, last)
        if head is None:
            return None
        last = head
    return _back_from(text, tokens, last)


def object_after(text: str, at: int) -> Span | None:
    """Return the words that name somebody from `at` on, up to where a new thought begins."""
    tokens = [(m[0], at + m.start(), at + m.end()) for m in WORD.finditer(text[at : at + REACH])]
    kept: list[_Token] = []
    previous = at
    for number, (word, start, end) in enumerate(tokens[: LONGEST + 2]):
        if kept and _BOUNDARY.search(text[previous:start]):
            break
        following = tokens[number + 1][0].casefold() if number + 1 < len(tokens) else ""
        if kept and _starts_new(word.casefold(), following):
            break
        kept.append((word, start, end))
        previous = end
    if not kept or not _says_something(kept):
        return None
    return kept[0][1], kept[-1][2]


def inverted(text: str, at: int, verb_end: int) -> Span | None:
    """Return who stands after the verb in “…, said the minister”, None if it is not this form."""
    before = text[:at].rstrip()
    if not before.endswith((",", "”", '"', "’", "—", "–", "?", "!")):
        return None
    found = object_after(text, verb_end)
    if found is None or text[verb_end : found[0]].strip():
        return None
    words = [m[0] for m in WORD.finditer(text[found[0] : found[1]])]
    if not (words[0][:1].isupper() or words[0].casefold() in _DETERMINERS | PRONOUNS):
        return None
    if any(word.casefold() in _FINITE for word in words):
        return None
    if before.endswith(("”", '"', "’", "?", "!")):
        return found
    after = WORD.search(text, found[1], found[1] + 40)
    runs_on = after and text[found[1] : after.start()].isspace()
    if is_pronoun(text[slice(*found)]) or (runs_on and after and after[0].casefold() in _FINITE):
        return None
    return None if _has_insertion(before) else found


def is_pronoun(words: str) -> bool:
    """Whether words are a pronoun that stands for a speaker named before."""
    return words.casefold() in PRONOUNS


def _has_insertion(before: str) -> bool:
    """Whether the words before a comma are a name and what is said of it in passing."""
    start = before.rfind(",", 0, len(before) - 1)
    if start < 0:
        return False
    inside = [word.casefold() for word in before[start + 1 : -1].split()]
    head = before[max(0, start - 60) : start].split()
    if not inside or not head or len(inside) > LONGEST:
        return False
    if inside[0] in _INSERTED:
        return True
    return head[-1][:1].isupper() and not any(word in _FINITE for word in inside)


def _without_helpers(tokens: list[_Token]) -> int | None:
    last = len(tokens) - 1
    while last >= 0:
        word = tokens[last][0].casefold()
        if word in _BLOCKERS:
            return None
        if word in _HELPERS or (word.endswith("ly") and tokens[last][0][:1].islower()):
            last -= 1
        elif word in _DAYS and last > 0:
            last -= 2 if tokens[last - 1][0].casefold() in ("on", "late", "last", "early") else 1
        elif (
            word in _SPANS
            and last > 0
            and tokens[last - 1][0].casefold() in ("last", "this", "that")
        ):
            last -= 2
        else:
            return last
    return None


def _before_insertion(text: str, tokens: list[_Token], last: int) -> int | None:
    """Return the token before the comma that opens the insertion which ends at token `last`."""
    comma = text.rfind(",", 0, tokens[last][1])
    if comma < 0:
        return None
    head = [n for n in range(last) if tokens[n][2] <= comma]
    return head[-1] if head else None


def _back_from(text: str, tokens: list[_Token], last: int) -> Span | None:
    first = last
    while first > 0 and last - first < LONGEST:
        word = tokens[first - 1][0]
        if _BOUNDARY.search(text[tokens[first - 1][2] : tokens[first][1]]):
            break
        if word.casefold() in _CLAUSE and not (word == "for" and first > 1):
            break
        if word.casefold() == "and" and tokens[first][0].casefold() in _DETERMINERS | PRONOUNS:
            break
        first -= 1
    kept = _without_opening(tokens[first : last + 1])
    if not kept or not _says_something(kept):
        return None
    words = [word.casefold() for word, _, _ in kept]
    if "who" not in words and any(word in _FINITE for word in words):
        return None
    return kept[0][1], kept[-1][2]


def _without_opening(kept: list[_Token]) -> list[_Token]:
    """Leave out what stands before the subject: “In a report the ministry”, “And several”."""
    if not kept or kept[0][0].casefold() not in _PREPOSITIONS:
        return kept
    if kept[0][0].casefold() in (
        "and",
        "but",
        "meanwhile",
        "however",
        "still",
        "separately",
        "earlier",
    ):
        return _without_opening(kept[1:])
    starts = [n for n, (word, _, _) in enumerate(kept) if n > 1 and word.casefold() in _DETERMINERS]
    if starts:
        return kept[starts[-1] :]
    names = len(kept)
    while names > 0 and kept[names - 1][0][:1].isupper():
        names -= 1
    return kept[names:] if names < len(kept) else kept[-1:]


def _says_something(kept: list[_Token]) -> bool:
    words = [word.casefold() for word, _, _ in kept]
    empty = (
        (_DETERMINERS - {"several", "many", "some", "most"}) | _PREPOSITIONS | _CLAUSE | _HELPERS
    )
    return any(word not in empty and not word.isdigit() for word in words)


def _starts_new(word: str, following: str) -> bool:
    if word in _ENDS_AFTER or word in _FINITE:
        return True
    place = following in _DAYS or following in ("a", "an", "the", "his", "her", "its", "their")
    return word in ("on", "in", "at", "during") and place
