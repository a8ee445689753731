"""Suggests attributions: who said it, by which words, and how directly they are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.model.excerpt import Assessment, SourceKind
from briefing.model.suggestion import Suggestion
from briefing.services.close_reading import CloseReading, Hit, Sentence
from briefing.suggesters.phrases import inverted, is_pronoun, object_after, subject_before
from briefing.suggesters.speakers import People, Speaker, head_of, is_speaker_like, speaker_of

_QUOTES = {"“": "”", '"': '"', "«": "»"}
_MOST = 12
"""Cues of one sentence that are looked at; a sentence of prose has few."""

_IS_GOING = re.compile(r"\b(?:is|are|was|were|been|being|has|have) $")
_ADJECTIVES = ("unsigned", "anonymous")
_FURTHER = re.compile(r" (?:among|in|on) [\w ’'-]{1,60}?(?= (?:claim|say|that|this)|[,;.])| \w+")
_PLAINLY = frozenset(
    {
        "said",
        "say",
        "says",
        "told",
        "warned",
        "warn",
        "argue",
        "argued",
        "complain",
        "complained",
        "insist",
        "insisted",
        "accused",
        "denied",
    }
)
_SCORES = {
    SourceKind.NAMED_PERSON: 0.95, SourceKind.INSTITUTION: 0.9, SourceKind.NAMED_OUTLET: 0.9,
    SourceKind.DOCUMENT: 0.85, SourceKind.ANONYMOUS: 0.85, SourceKind.VAGUE: 0.75,
    SourceKind.RUMOUR: 0.7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution: who, and the words that say so."""

    speaker: Speaker
    cue: str
    later: bool = False


class AttributionSuggester:
    """Suggests who said each sentence; the source may stand in the sentence that follows."""

    name = "attributions"
    kind = "attribution"

    def suggest(self, reading: CloseReading) -> Iterator[Suggestion]:
        """Yield one suggestion for each source of each sentence."""
        people = People(reading.article.text)
        following = _attributions(reading.sentences[0], people) if reading.sentences else []
        for sentence in reading.sentences:
            found = following
            after = reading.after(sentence)
            following = _attributions(after, people) if after else []
            if not found and after and (source := _source_of_before(after)):
                found = [replace(source, later=True)]
            for said in found or _rumours(sentence):
                yield self._made(reading, sentence, said)

    def _made(self, reading: CloseReading, sentence: Sentence, said: Said) -> Suggestion:
        speaker = said.speaker
        where = "the next sentence says" if said.later else "cue"
        reason = f"{where} “{said.cue}”; source: {speaker.source} ({speaker.kind.value})"
        if speaker.via:
            reason += f"; second-hand via {speaker.via}"
        return reading.suggestion(
            sentence.start, sentence.end, self.kind, reason, _SCORES[speaker.kind],
            assessment=Assessment(attribution=speaker.attribution, source_kind=speaker.kind),
        )  # fmt: skip


def _attributions(sentence: Sentence, people: People) -> list[Said]:
    """Return the attributions that a sentence holds, each source once."""
    cues = sentence.of("attribution", "says", "thinks", "shows", "source follows")
    found: list[Said] = []
    if sentence.of("attribution", "comes from") and (source := _source_of_before(sentence)):
        found.append(source)
    quoted = _quotations(sentence.text) if cues else []
    for hit in cues[:_MOST]:
        if any(start <= hit.start < end for start, end in quoted):
            continue
        speaker = _speaker(sentence, hit, people)
        if speaker and not any(_same(speaker, said.speaker) for said in found):
            found.append(Said(speaker, sentence.words(hit)))
            people.remember(speaker)
    return found


def _quotations(text: str) -> list[tuple[int, int]]:
    """Return what stands between quotation marks; one that is not closed runs to the end."""
    found, at = [], 0
    while at < len(text):
        if text[at] in _QUOTES:
            close = text.find(_QUOTES[text[at]], at + 1)
            end = close + 1 if close >= 0 else len(text)
            found.append((at, end))
            at = end
        else:
            at += 1
    return found


def _same(one: Speaker, other: Speaker) -> bool:
    """Whether two sources of one sentence are the same: the outlet that quotes is no second one."""
    a, b = one.source.casefold(), other.source.casefold()
    return a in b or b in a or a == other.via.casefold() or b == one.via.casefold()


def _speaker(sentence: Sentence, hit: Hit, people: People) -> Speaker | None:
    if hit.group == "source follows":
        return _named_after(sentence, hit, people)
    place = _after(sentence, hit)
    place = place or subject_before(sentence.text, hit.start)
    if place is None:
        return None
    words, cue = sentence.text[slice(*place)], sentence.words(hit).casefold()
    if is_pronoun(words):
        return people.pronoun(words)
    if hit.group == "shows" and not _is_document(sentence, *place):
        return None
    known = is_speaker_like(sentence, *place)
    if not known and not (cue in _PLAINLY and words.endswith(("s", "men"))):
        return None
    speaker = speaker_of(sentence, *place, people)
    return _with_outlet(sentence, hit, speaker, people) if speaker else None


def _after(sentence: Sentence, hit: Hit) -> tuple[int, int] | None:
    """Return who stands after the verb; “told” has whom it was told to there."""
    if hit.group != "says" or sentence.words(hit).casefold() in ("told", "tells"):
        return None
    return inverted(sentence.text, hit.start, hit.end)


def _is_document(sentence: Sentence, start: int, end: int) -> bool:
    head = head_of(sentence.text, start, end)
    hits = sentence.of("speakers", "document", "institution")
    return any(hit.start <= head[0] and head[1] <= hit.end for hit in hits)


def _named_after(sentence: Sentence, hit: Hit, people: People) -> Speaker | None:
    passing = {h.start for h in sentence.of("attribution", "passed on by")}
    if hit.start in passing or any(
        h.start == hit.end + 1 for h in sentence.of("attribution", "no source")
    ):
        return None
    place = object_after(sentence.text, hit.end)
    if place is None:
        return None
    start, end = place
    between = [
        h for h in sentence.of("attribution", "passed on by") if start < h.start <= end + 60
        and not re.search(r"[,;]", sentence.text[end : h.start])
    ]  # fmt: skip
    via = _outlet_after(sentence, between[0]) if between else ""
    end = min([end, *(h.start for h in between)])
    words = sentence.text[start:end].rstrip()
    speaker = speaker_of(sentence, start, start + len(words), people)
    if speaker is None:
        return None
    if not via and sentence.words(hit).casefold() in ("citing", "quoting"):
        via = _outlet_before(sentence, hit)
    return replace(speaker, via=via) if via else speaker


def _with_outlet(sentence: Sentence, hit: Hit, speaker: Speaker, people: People) -> Speaker | None:
    """Add the outlet that somebody told it, or that the subject itself only passes on."""
    citing = [
        h for h in sentence.of("attribution", "source follows")
        if h.start < hit.start and sentence.words(h).casefold() in ("citing", "quoting")
    ]  # fmt: skip
    if citing:
        return _named_after(sentence, citing[0], people)
    passed = [h for h in sentence.of("attribution", "passed on by") if h.start < hit.start]
    if passed and (via := _outlet_after(sentence, passed[-1])):
        source = speaker.source.partition(f" {sentence.words(passed[-1])}")[0]
        return replace(speaker, source=source, via=via)
    if sentence.words(hit).casefold() in ("told", "tells"):
        place = object_after(sentence.text, hit.end)
        if place and any(
            place[0] <= h.start < place[1] for h in sentence.of("speakers", "outlet")
            if sentence.text[h.start].isupper()
        ):  # fmt: skip
            return replace(speaker, via=_name_in(sentence.text, *place))
    return speaker


def _outlet_after(sentence: Sentence, hit: Hit) -> str:
    place = object_after(sentence.text, hit.end)
    return sentence.text[slice(*place)] if place else ""


def _outlet_before(sentence: Sentence, hit: Hit) -> str:
    before = sentence.text[: hit.start].rstrip(" ,")
    start = max(before.rfind(mark) for mark in (",", ";", "”", ":")) + 1
    words = before[start:].strip()
    return words if words and len(words.split()) <= 6 else ""


def _name_in(text: str, start: int, end: int) -> str:
    """Return a name without what follows it in small letters: “the Halvik Post that” is none."""
    words = text[start:end].split()
    last = max((n for n, word in enumerate(words) if word[:1].isupper()), default=len(words) - 1)
    return " ".join(words[: last + 1])


def _source_of_before(sentence: Sentence) -> Said | None:
    """Return the source that a sentence names for the one before it: “The figure comes from …”."""
    points = [hit for hit in sentence.of("attribution", "points back") if hit.start <= 5]
    cues = sentence.of("attribution", "comes from")
    if not points or not cues or cues[0].start < points[0].end:
        return None
    place = object_after(sentence.text, cues[0].end)
    if place is None:
        return None
    place = (place[0], _to_clause_end(sentence.text, place[1]))
    speaker = speaker_of(sentence, *place, People(""))
    return Said(speaker, sentence.words(cues[0])) if speaker else None


def _to_clause_end(text: str, end: int) -> int:
    rest = re.match(r" (?:on|in|at|of|by|from) [^,;.]{1,60}", text[end:])
    return end + rest.end() if rest else end


def _rumours(sentence: Sentence) -> list[Said]:
    """Return a rumour without a speaker: “A message circulating among paramedics claims …”."""
    hits = sentence.of("speakers", "rumour")
    if not hits:
        return []
    hit = hits[0]
    words = sentence.text[: hit.end]
    if hit.start > 40 or "," in words or _IS_GOING.search(sentence.text, 0, hit.start):
        return [
            Said(
                Speaker(f"unknown ({sentence.words(hit)})", SourceKind.RUMOUR), sentence.words(hit)
            )
        ]
    more = _FURTHER.match(sentence.text, hit.end)
    if more and (
        sentence.words(hit).casefold() in _ADJECTIVES
        or more[0].startswith((" among", " in", " on"))
    ):
        words += more[0]
    return [Said(Speaker(words, SourceKind.RUMOUR), sentence.words(hit))]
