"""The logs of moves that the entries of a project file hold, and how changes go on with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from briefing.errors import DamageError
from briefing.language import tr
from briefing.model.changes import Changes
from briefing.model.excerpt import Excerpt
from briefing.model.shifting import moved
from briefing.storage import codec
from briefing.storage.codec import NO_MOVES, Names
from briefing.storage.connection import RECOVER
from briefing.storage.places import LONGEST, Log, log_of, stand_of, standing, stood

Execute = Callable[[str, Sequence[str]], list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Followed:
    """The logs that changes need, by article, and the entries that are to be written besides.

    Those are the excerpts of an article whose log is begun anew: `names` and `content`, as the
    changes themselves have them.
    """

    logs: dict[str, Log]
    names: Names = field(default_factory=dict)
    content: dict[str, bytes] = field(default_factory=dict)


class MoveLogs:
    """Reads the logs of a file; it goes by what the file says, as all that writes an entry does."""

    def __init__(self, execute: Execute, read: codec.Read) -> None:
        self._execute = execute
        self._read = read

    def followed(self, changes: Changes) -> Followed:
        """Return the logs with the shifts of changes in them; raises StorageError."""
        ids = {shift.article for shift in changes.shifts} | set(changes.of("articles"))
        for change in changes.of("excerpts").values():
            if isinstance(change.after, Excerpt):
                ids.add(change.after.article)
        found = Followed({key: self._log(key) for key in ids})
        for key, log in found.logs.items():
            longer = log.after(key, changes.shifts)
            if len(longer.moves) > LONGEST:
                self._begin_anew(key, longer, changes, found)
                longer = Log(log.round + 1)
            found.logs[key] = longer
        return found

    def _log(self, article: str) -> Log:
        rows = self._execute(
            "SELECT sha256 FROM item WHERE kind = 'articles' AND id = ?", (article,)
        )
        if not rows:
            return NO_MOVES
        try:
            return log_of(self._read(str(rows[0][0])))
        except msgspec.MsgspecError as error:
            raise DamageError(
                tr(
                    "The entry of the article {article} is damaged ({error}).",
                    article=article,
                    error=error,
                ),
                tr(RECOVER),
            ) from error

    def _begin_anew(self, article: str, log: Log, changes: Changes, found: Followed) -> None:
        """Have all other excerpts of an article written where they stand after the changes."""
        stand = Log(log.round + 1).stand()
        others = found.names.setdefault("excerpts", {})
        for key, name in self._execute("SELECT id, sha256 FROM item WHERE kind = 'excerpts'", ()):
            body = self._read(str(name))
            excerpt = stood(body)
            if excerpt.article != article or key in changes.of("excerpts"):
                continue
            now = moved(excerpt, log.since(article, stand_of(body)) or ())
            data = standing(now, stand)
            others[key] = None, codec.digest(data)
            found.content[codec.digest(data)] = data
