"""Numbers, dates and lists as the language that is spoken writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, QTime
from PySide6.QtGui import QGuiApplication, QKeySequence

from briefing.language import ENGLISH, marked, spoken, tr, tr_in, tr_many
from briefing.services.reading.hidden_signs import from_the_right

if TYPE_CHECKING:
    from briefing.services.anchoring.article_changes import ChangeKind

_LEFT, _RIGHT = "\u200e", "\u200f"
"""Signs of no width that are read from the left and from the right (LRM, RLM)."""
_REGIONS = {"en": "en_US", "ar": "ar_AE"}
"""Arabic of the Emirates, which writes the digits that the fields of the window take."""

_CONFIDENCES = {
    "low": marked("low confidence"),
    "moderate": marked("moderate confidence"),
    "high": marked("high confidence"),
}
KINDS = (
    marked("unassessed"), marked("reported"), marked("corroborated"), marked("unverified"),
    marked("disputed"), marked("low"), marked("moderate"), marked("high"), marked("named person"),
    marked("institution"), marked("named outlet"), marked("document"), marked("anonymous"),
    marked("vague"), marked("rumour"), marked("content control"), marked("heading"),
    marked("words"), marked("inserted"), marked("deleted"), marked("moved here"),
    marked("moved away"), marked("same"), marked("changed in the document"),
    marked("changed here since the export"), marked("changed in both"), marked("different"),
    marked("not found in the document"), marked("written"), marked("skipped"), marked("failed"),
    marked("left out"), marked("waiting"), marked("reading"), marked("read"), marked("not read"),
    marked("exported by us"), marked("gains"), marked("loses"), marked("neutral"),
    marked("unclear"), marked("not assessed"),
)  # fmt: skip
"""The words by which the model and the services tell kinds apart, as `tr` is asked for them."""


def locale_of_language() -> QLocale:
    """Return the conventions of the language that is spoken."""
    return _locale(spoken())


@cache
def _locale(code: str) -> QLocale:
    return QLocale(_REGIONS.get(code, code))


def number(value: int) -> str:
    """Return a whole number with its thousands parted."""
    return locale_of_language().toString(value)


def words(count: int) -> str:
    """Return how many words."""
    return tr_many("{shown} word", "{shown} words", count, shown=number(count))


def articles(count: int) -> str:
    """Return how many articles."""
    return tr_many("{shown} article", "{shown} articles", count, shown=number(count))


def excerpts(count: int) -> str:
    """Return how many excerpts."""
    return tr_many("{shown} excerpt", "{shown} excerpts", count, shown=number(count))


def pages(count: int) -> str:
    """Return how many pages."""
    return tr_many("{shown} page", "{shown} pages", count, shown=number(count))


def confidence(degree: str) -> str:
    """Return how sure something is, by the word of a Confidence."""
    return tr(_CONFIDENCES[degree])


def decimal(value: float) -> str:
    """Return a number with one digit after the point."""
    return locale_of_language().toString(value, "f", 1)


def percent(share: float) -> str:
    """Return a share, 0 to 1, in whole percents."""
    return tr_in("share", "{number}%", number=number(round(100 * share)))


def size(count: int) -> str:
    """Return a number of bytes in a unit that fits it."""
    return locale_of_language().formattedDataSize(count)


def day(written: str) -> str:
    """Return the day of a date or time in ISO 8601; what is none is returned as it is."""
    found = QDate.fromString(written[:10], Qt.DateFormat.ISODate)
    if spoken() == ENGLISH or not found.isValid():
        return written[:10]
    return locale_of_language().toString(found, _four_digits(locale_of_language()))


def moment(written: str, *, seconds: bool = False) -> str:
    """Return the day and the minute of a time in ISO 8601; what is none is returned as it is."""
    plain = (written if seconds else written[:16]).replace("T", " ")
    found = QTime.fromString(plain[11:16], "HH:mm")
    if spoken() == ENGLISH or not found.isValid():
        return plain
    time = locale_of_language().toString(found, QLocale.FormatType.ShortFormat)
    return f"{day(written)} {time}"


def changes_said(count_of: Callable[[ChangeKind], int]) -> list[str]:
    """Return how many changes there are of each kind of which there are any."""
    from briefing.services.anchoring.article_changes import ChangeKind

    kinds = (ChangeKind.CHANGED, ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.MOVED)
    return [_change_said(kind.value, count) for kind in kinds if (count := count_of(kind))]


def _change_said(kind: str, count: int) -> str:
    shown = number(count)
    if kind == "changed":
        return tr_many("{shown} changed", "{shown} changed", count, shown=shown)
    if kind == "added":
        return tr_many("{shown} new", "{shown} new", count, shown=shown)
    if kind == "removed":
        return tr_many("{shown} removed", "{shown} removed", count, shown=shown)
    return tr_many("{shown} moved", "{shown} moved", count, shown=shown)


def unchanged_said(count: int) -> str:
    """Return how many paragraphs stayed as they were."""
    if count == 1:
        return tr("⋯ one paragraph as it was")
    return tr_many(
        "⋯ {shown} paragraph as it was",
        "⋯ {shown} paragraphs as they were",
        count,
        shown=number(count),
    )


def listed(parts: Iterable[str]) -> str:
    """Return words with the comma of the language between them."""
    return tr_in("between the parts of a list", ", ").join(parts)


def dotted(parts: Iterable[str]) -> str:
    """Return words with a dot between them, each in its own order; empty ones are left out."""
    between = f"{_RIGHT} · {_RIGHT}" if _from_the_right() else " · "
    return between.join(in_order(part) for part in parts if part)


def in_order(words: str) -> str:
    """Return words for a line of others that keep their own order in it.

    In a window that is read from the right a name or a key in Latin letters keeps its signs on
    their sides and takes no number beside it along (UAX #9, rules N2 and W7).
    """
    ours = not _from_the_right() or from_the_right(words)
    return words if ours else f"{_LEFT}{words}{_LEFT}"


def spelled(keys: str) -> str:
    """Return a key, such as "Ctrl++", as this system spells it, in its own order in a line."""
    return in_order(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))


def _from_the_right() -> bool:
    return QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft


def _four_digits(locale: QLocale) -> str:
    shape = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return shape if "yyyy" in shape else shape.replace("yy", "yyyy")
