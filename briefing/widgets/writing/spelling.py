"""Checks the spelling of the brief's sections: asks in the background, remembers, offers help."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QWidget

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.model.changes import Changes
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import Job, JobRunner
from briefing.services.spelling.checking import Dictionaries, Speller, is_known, known_words
from briefing.services.spelling.own_words import OwnWords
from briefing.settings import SettingsStore
from briefing.widgets.writing.rich_text import RichText
from briefing.widgets.writing.spelling_marks import Place, SpellingMarks
from briefing.widgets.writing.spelling_menu import SpellingMenu

GATHERING = 50
"""Milliseconds in which the words of several fields come together for one job."""
NAMES_PAUSE = 400
"""Milliseconds after a change before the project's own words are gathered anew."""


class Spelling(QObject):
    """What is known of the words of one brief; its fields are those `attach` was called with.

    Nothing is ever looked up on the calling thread: a word that was not asked about yet counts as
    right until the answer is there. `said` carries words and ways on, `failed` a BriefingError.
    """

    said = Signal(str, list)
    failed = Signal(object)

    def __init__(
        self,
        document: ProjectDocument,
        settings: SettingsStore,
        dictionaries: Dictionaries,
        own: OwnWords,
        brief: QWidget,
    ) -> None:
        super().__init__(brief)
        self._document = document
        self._settings = settings
        self._dictionaries = dictionaries
        self._own = own
        self._brief = brief
        # A runner of its own: a suggestion takes seconds and would hold up an export.
        self.jobs = JobRunner(self)
        self._speller: Speller | None = None
        self._language = ""
        self._verdicts: dict[str, bool] = {}
        self._wanted: set[str] = set()
        self._asking = False
        self._suggested: dict[str, tuple[str, ...]] = {}
        self._suggesting: Job | None = None
        self._passed: set[str] = set()
        self._names: frozenset[str] | None = None
        self.menu: SpellingMenu | None = None
        self._ask = QTimer(self, interval=GATHERING, singleShot=True)
        self._ask.timeout.connect(self._start)
        self._gather = QTimer(self, interval=NAMES_PAUSE, singleShot=True)
        self._gather.timeout.connect(self._gather_names)
        document.changed.connect(self._changed)
        document.opened.connect(self._opened)
        for field in brief.findChildren(RichText):
            self.attach(field)
        self._gather.start()

    @property
    def is_on(self) -> bool:
        """Whether misspelt words are to be marked."""
        return self._settings.values.spelling == "yes"

    @property
    def is_settled(self) -> bool:
        """Whether all that was asked is answered."""
        waiting = self._ask.isActive() or self._gather.isActive()
        return not (waiting or self._wanted) and self.jobs.idle and self._names is not None

    def attach(self, field: RichText) -> None:
        """Check the spelling of a field from now on."""
        SpellingMarks(field, self)

    def follow_setting(self) -> None:
        """Be as the settings have it: on or off, in this language."""
        if self._language != self._settings.values.language:
            self._speller = None
            self._verdicts, self._suggested = {}, {}
        self._redraw()

    def end(self) -> None:
        """Stop what is running."""
        self.jobs.end()

    def next_misspelt(self) -> None:
        """Go to the next misspelt word behind the caret, from the last on to the first."""
        if not self.is_on:
            self.said.emit(tr("Misspelt words are not marked; the settings switch it on."), [])
            return
        marks = [each for each in self._marks() if each.field.isVisible()]
        marks.sort(key=lambda each: each.field.mapTo(self._brief, QPoint(0, 0)).y())
        here = next((n for n, each in enumerate(marks) if each.field.hasFocus()), 0)
        found = [(n, place) for n, each in enumerate(marks) for place in each.wrong()]
        caret = marks[here].field.textCursor().selectionEnd() if marks else 0
        if marks and not marks[here].field.hasFocus():
            caret = -1
        behind = [each for each in found if each[0] > here or (each[0] == here
                  and each[1][1] >= caret)]  # fmt: skip
        if found:
            number, place = (behind or found)[0]
            marks[number].select(place)
        elif self.is_settled:
            self.said.emit(tr("No misspelt word in the brief."), [])
        else:
            self.said.emit(tr("The words are still being looked up."), [])

    # Words

    def want(self, words: Iterable[str]) -> None:
        """Have these words looked up; the fields follow when it is done."""
        new = {word for word in words if word not in self._verdicts}
        if self.is_on and new:
            self._wanted |= new
            self._ask.start()

    def is_wrong(self, word: str) -> bool:
        """Return whether a word is known to be misspelt."""
        if not self.is_on or self._names is None or self._verdicts.get(word, True):
            return False
        known = is_known(word, self._names) or is_known(word, self._own.words)
        return word not in self._passed and not known

    def open_menu(self, marks: SpellingMarks, place: Place, at: QPoint) -> bool:
        """Open the menu on a word that is misspelt or one of the user's own; else return False."""
        word = place[0]
        if not self.is_wrong(word) and not (self.is_on and self._own.has(word)):
            return False
        ways: dict[str, Callable[[], None]] = {}
        if self._own.has(word):
            ways[tr("Take out of my words")] = lambda: self.take_back(word)
            menu = SpellingMenu(marks.field, None, ways)
        else:
            ways[tr("Add to my words")] = lambda: self.add(word)
            ways[tr("Pass over here")] = lambda: self.pass_over(word)
            menu = SpellingMenu(marks.field, lambda other: marks.replace(place, other), ways)
            self._suggest(word, menu)
        self.menu = menu
        menu.destroyed.connect(self._menu_gone)
        menu.popup(at)
        menu.show_suggestions(self._suggested.get(word))
        return True

    def add(self, word: str) -> None:
        """Make a word one of the user's own."""
        self._own.add(word)
        self._redraw()
        self.said.emit(
            tr("“{word}” is one of your words now.", word=word),
            [(tr("Take back"), lambda: self.take_back(word))],
        )

    def take_back(self, word: str) -> None:
        """Let a word be none of the user's own any more."""
        self._own.remove(word)
        self._redraw()

    def pass_over(self, word: str) -> None:
        """Let a word be right until another project is opened."""
        self._passed.add(word)
        self._redraw()

    # What runs beside

    def _start(self) -> None:
        """Look up what has been gathered; the first time the dictionary is read before."""
        if self._asking or not self._wanted:
            return
        words, self._wanted = self._wanted, set()
        self._asking = True
        language, speller = self._settings.values.language, self._speller

        def work(job: Job) -> tuple[Speller, frozenset[str]]:
            used = speller or self._dictionaries.load(language)
            return used, used.wrong(words, job.cancelled)

        def learn(answer: tuple[Speller, frozenset[str]]) -> None:
            self._asking = False
            if language == self._settings.values.language:
                self._language = language
                self._speller, wrong = answer
                self._verdicts.update({word: word not in wrong for word in words})
            self._redraw()

        self.jobs.start("", work, then=learn, otherwise=lambda error: self._fail(error, language))

    def _fail(self, error: BriefingError, language: str) -> None:
        """Say once why a dictionary cannot be used; nothing is marked without one."""
        self._asking = False
        self._wanted = set()
        if self._language != language:
            self._language = language
            self.failed.emit(error)

    def _suggest(self, word: str, menu: SpellingMenu) -> None:
        speller = self._speller
        if (known := self._suggested.get(word)) is not None or speller is None:
            menu.show_suggestions(known)
            return
        if self._suggesting:
            self._suggesting.cancelled.set()

        def learn(words: tuple[str, ...]) -> None:
            self._suggested[word] = words
            if self.menu is menu:
                menu.show_suggestions(words)

        self._suggesting = self.jobs.start(
            "", lambda job: speller.suggestions(word, job.cancelled),
            then=learn, otherwise=self.failed.emit,
        )  # fmt: skip

    def _gather_names(self) -> None:
        project = self._document.project

        def learn(names: frozenset[str]) -> None:
            if names != self._names:
                self._names = names
                self._redraw()

        self.jobs.start(
            "", lambda _job: known_words(project), then=learn, otherwise=self.failed.emit
        )

    # What happens elsewhere

    def _changed(self, changes: Changes) -> None:
        if changes.of("articles") or changes.of("briefs"):
            self._gather.start()

    def _opened(self) -> None:
        self._passed, self._names = set(), None
        self._gather.start()

    def _menu_gone(self) -> None:
        self.menu = None

    def _marks(self) -> list[SpellingMarks]:
        return self._brief.findChildren(SpellingMarks)

    def _redraw(self) -> None:
        for marks in self._marks():
            marks.draw()
