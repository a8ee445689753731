"""How much one rendering may do: the sizes that nothing in a template may grow beyond."""

from __future__ import annotations

from jinja2.exceptions import SecurityError

from briefing.language import tr

LONGEST = 1_000_000
"""Characters that one text in a template may grow to."""
MOST_ITEMS = 100_000
"""Items of one list, and turns of one loop."""
MOST_STEPS = 500_000
"""Turns of loops, calls and filters of one rendering together."""
MOST_TEXT = 100_000_000
"""Characters that one rendering makes, those that are thrown away again included."""
LONGEST_OUTPUT = 50_000_000
"""Characters that one part of a document may come to."""


class Budget:
    """Counts what a rendering does; raises SecurityError when it is more than allowed."""

    __slots__ = ("_steps", "_text")

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Begin a rendering."""
        self._steps = 0
        self._text = 0

    def step(self, count: int = 1) -> None:
        """Count turns of a loop, calls or filters."""
        self._steps += count
        if self._steps > MOST_STEPS:
            raise SecurityError(
                tr("its loops take more than {most_steps:,} steps", most_steps=MOST_STEPS)
            )

    def write(self, characters: int) -> None:
        """Count characters that are made or printed."""
        self._text += characters
        if self._text > MOST_TEXT:
            raise SecurityError(
                tr("it makes more than {most_text:,} characters", most_text=MOST_TEXT)
            )


def check_text(characters: int) -> None:
    """Raise SecurityError if a text of this length is too long; asked before it is made."""
    if characters > LONGEST:
        raise SecurityError(tr("a text would grow beyond {longest:,} characters", longest=LONGEST))


def check_items(count: int) -> None:
    """Raise SecurityError if a list of this length is too long; asked before it is made."""
    if count > MOST_ITEMS:
        raise SecurityError(tr("a list or loop of {count:,} items is too long", count=count))
