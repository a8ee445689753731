"""Places of excerpts in the file: as they stood when they were written, and how they moved since.

Typing moves every later excerpt of an article. That is told once, in the article's entry: its log
of moves. An excerpt's entry says up to where in that log its place is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import msgspec

from briefing.errors import DamageError
from briefing.language import marked, tr
from briefing.model.article import Article
from briefing.model.excerpt import Excerpt
from briefing.model.project import Project
from briefing.model.shifting import Shift, moved
from briefing.storage.connection import RECOVER

LONGEST = 500
"""Moves in an article's log, from which all of its excerpts are written where they stand."""
MOST = 2 * LONGEST
"""Moves that a sound log has at the most."""
_MARK = b'{"stood":'


class Stand(msgspec.Struct, frozen=True, array_like=True):
    """Up to where in a log of moves a place is right: how many, and how far the last of them.

    `round` counts how often the log was begun anew.
    """

    round: int = 0
    count: int = 0
    by: int = 0


class Log(msgspec.Struct, frozen=True):
    """How the excerpts of an article moved, oldest first: after which code point, by how many."""

    round: int = 0
    moves: tuple[tuple[int, int], ...] = ()

    def stand(self) -> Stand:
        """Return the stand of what is written now."""
        last = self.moves[-1][1] if self.moves else 0
        return Stand(self.round, len(self.moves), last)

    def after(self, article: str, shifts: Iterable[Shift]) -> Log:
        """Return the log with the shifts of this article added; typing makes its last move longer.

        A move stays even if it leads nowhere in the end: what was written meanwhile goes by it.
        """
        moves = list(self.moves)
        for shift in shifts:
            if shift.article != article:
                continue
            if moves and shift.after == moves[-1][0] + moves[-1][1]:
                moves[-1] = moves[-1][0], moves[-1][1] + shift.by
            else:
                moves.append((shift.after, shift.by))
        return Log(self.round, tuple(moves))

    def since(self, article: str, stand: Stand) -> tuple[Shift, ...] | None:
        """Return the shifts since a stand, None if the log does not know it."""
        if stand.round != self.round or not 0 <= stand.count <= len(self.moves):
            return None
        shifts = [Shift(article, after, by) for after, by in self.moves[stand.count :]]
        if stand.count:
            after, by = self.moves[stand.count - 1]
            shifts.insert(0, Shift(article, after + stand.by, by - stand.by))
        return tuple(shifts)


class _Logged(msgspec.Struct, frozen=True):
    """What an article's entry says of the moves; without one there were none."""

    moved: Log = Log()


class _Stood(msgspec.Struct, frozen=True):
    """What an excerpt's entry says of its stand."""

    stood: Stand = Stand()


def log_of(body: bytes) -> Log:
    """Return the log in an article's entry; raises MsgspecError, DamageError if it is too long."""
    log = msgspec.json.decode(body, type=_Logged).moved
    if len(log.moves) > MOST:
        raise DamageError(
            tr("An article of this project has moved more often than any can."),
            tr(RECOVER),
        )
    return log


def stand_of(body: bytes) -> Stand:
    """Return the stand in an excerpt's entry; raises MsgspecError."""
    return msgspec.json.decode(body, type=_Stood).stood if body.startswith(_MARK) else Stand()


def standing(excerpt: Excerpt, stand: Stand) -> bytes:
    """Return an excerpt's entry, whose place is right up to a stand."""
    if stand == Stand():
        return msgspec.json.encode(excerpt)
    said = msgspec.to_builtins(excerpt)
    place = said.pop("start"), said.pop("end")  # what knows nothing of moves must not read it
    return msgspec.json.encode({"stood": stand, "place": place, **said})


def stood(body: bytes) -> Excerpt:
    """Return an excerpt as its entry has it, not moved; raises MsgspecError or KeyError."""
    if not body.startswith(_MARK):
        return _EXCERPT.decode(body)
    said = msgspec.json.decode(body, type=dict)
    start, end = msgspec.convert(said.pop("place"), tuple[int, int])
    said.pop("stood")
    return msgspec.convert({**said, "start": start, "end": end}, Excerpt)


_EXCERPT = msgspec.json.Decoder(Excerpt)


class Places:
    """The logs and stands of the entries of a project, gathered while they are read."""

    def __init__(self) -> None:
        self.logs: dict[str, Log] = {}
        self._stands: dict[str, Stand] = {}

    def note(self, kind: str, key: str, body: bytes) -> None:
        """Take note of what an entry says; raises MsgspecError or DamageError."""
        if kind == "articles":
            self.logs[key] = log_of(body)
        elif kind == "excerpts":
            self._stands[key] = stand_of(body)

    def now(self, excerpt: Excerpt) -> Excerpt | None:
        """Return an excerpt where it stands now, or None if the log of its article does not say."""
        log = self.logs.get(excerpt.article, Log())
        stand = self._stands.get(excerpt.id, Stand())
        if not log.moves and stand == Stand(log.round):
            return excerpt
        shifts = log.since(excerpt.article, stand)
        return None if shifts is None else moved(excerpt, shifts)


def settled(project: Project, places: Places) -> tuple[Project, list[Excerpt]]:
    """Return a project with its excerpts where they stand now, and those of which nobody knows."""
    now = {key: places.now(excerpt) for key, excerpt in project.excerpts.items()}
    lost = [project.excerpts[key] for key, excerpt in now.items() if excerpt is None]
    kept = {key: excerpt or project.excerpts[key] for key, excerpt in now.items()}
    return project.with_items("excerpts", kept), lost


def found_again(excerpt: Excerpt, article: Article) -> Excerpt:
    """Return an excerpt whose place is in doubt on its words, the nearest ones, or for review."""
    text, words = article.text, excerpt.quote
    if excerpt.review or text[excerpt.start : excerpt.end] == words:
        return excerpt
    before = text.rfind(words, 0, excerpt.start + len(words))
    after = text.find(words, excerpt.start)
    near = [at for at in (before, after) if at >= 0 and words]
    if not near:
        return replace(excerpt, review=UNCERTAIN)
    start = min(near, key=lambda at: abs(at - excerpt.start))
    return replace(excerpt, start=start, end=start + len(words))


UNCERTAIN = marked("The project file was damaged, and these words were not found any more.")
