"""Words that the program itself puts into documents, in the language that a template states."""

from __future__ import annotations

from briefing.language import marked, said_in
from briefing.services.reading.months import ENGLISH as MONTHS

DAYS = (
    marked("Monday"), marked("Tuesday"), marked("Wednesday"), marked("Thursday"), marked("Friday"),
    marked("Saturday"), marked("Sunday"),
)  # fmt: skip
DRAFT = marked("DRAFT")


def words_in(code: str) -> dict[str, str]:
    """Return the words that a renderer puts in, by the English ones; without those that are alike.

    A shortened name (Jan, Mon) stands for the whole one: which letters are left of it differs from
    language to language.
    """
    found = {}
    for words in (DRAFT, *MONTHS, *DAYS):
        said = said_in(code, words)
        if said != words:
            found[words] = said
            if words != DRAFT:
                found.setdefault(words[:3], said)
    return found
