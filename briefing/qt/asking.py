"""Questions that are answered in the background, of which only the newest matters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from briefing.errors import BriefingError
from briefing.qt.jobs import JobRunner

Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Asking(Generic[Question, Answer]):
    """Works out one answer at a time; of the questions that come meanwhile only the last is kept.

    So fast typing starts no crowd of jobs. A question that another took the place of is never
    answered.
    """

    def __init__(self, jobs: JobRunner, title: str, work: Callable[[Question], Answer]) -> None:
        self._jobs = jobs
        self._title = title
        self._work = work
        self._busy = False
        self._next: Callable[[], None] | None = None

    def __call__(
        self,
        question: Question,
        then: Callable[[Answer], None],
        otherwise: Callable[[BriefingError], None],
    ) -> None:
        """Ask; `then` gets the answer, or `otherwise` what went wrong, on this thread."""

        def ask() -> None:
            self._busy = True
            self._jobs.start(
                self._title,
                lambda _job: self._work(question),
                then=lambda answer: self._end(lambda: then(answer)),
                otherwise=lambda error: self._end(lambda: otherwise(error)),
            )

        if self._busy:
            self._next = ask
        else:
            ask()

    def _end(self, tell: Callable[[], None]) -> None:
        self._busy = False
        waiting, self._next = self._next, None
        if waiting:
            waiting()
        tell()
