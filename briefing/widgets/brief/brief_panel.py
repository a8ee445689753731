"""The brief: its header, its sections in the template's order, and what is still missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from briefing.language import tr
from briefing.model.brief import Brief, SectionText
from briefing.model.changes import Changes
from briefing.model.edits import add_brief, change_template
from briefing.model.excerpt import Excerpt
from briefing.model.finding import Finding
from briefing.model.template import Slot, Template, section_key
from briefing.qt.document import ProjectDocument
from briefing.qt.live_outline import LiveOutline
from briefing.services.ports import TemplatePackage
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label

if TYPE_CHECKING:
    from briefing.services.brief.profiles import ProfileStore
    from briefing.widgets.brief.brief_menu import BriefMenu
    from briefing.widgets.brief.brief_page import BriefPage
    from briefing.widgets.brief.brief_places import BriefPlaces
    from briefing.widgets.brief.header_form import HeaderForm
    from briefing.widgets.brief.section_editor import SectionEditor
    from briefing.widgets.brief.waiting_list import WaitingList

SHOWN = ("excerpts", "briefs", "articles", "schemes", "queries")
PAUSE = 40
"""Milliseconds after a change before the panel follows: the article shows it first."""


class BriefPanel(QWidget):
    """Shows and edits the brief that `outline` composes; `choose` lets the user choose a template.

    `excerpt_activated` carries the id of an excerpt to go to in its article, `profiles_wanted` says
    that profiles are to be changed. The page of a brief is made when there is one.
    """

    excerpt_activated = Signal(str)
    section_entered = Signal(str)
    message = Signal(str)
    field_made = Signal(object)
    fill_wanted = Signal(str)
    profiles_wanted = Signal()

    def __init__(
        self,
        document: ProjectDocument,
        outline: LiveOutline,
        choose: Callable[[str], TemplatePackage | None],
        profiles: ProfileStore,
    ) -> None:
        super().__init__()
        self._document = document
        self._outline = outline
        self._choose = choose
        self._profiles = profiles
        self._sections: dict[str, SectionEditor] = {}
        self._entered = ""
        self._layout_of: tuple[object, ...] = ()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._empty_page())
        self._refresh = QTimer(self, interval=PAUSE, singleShot=True)
        self._refresh.timeout.connect(self.show_brief)
        document.changed.connect(self._changed)
        outline.brief_changed.connect(self._refresh.start)
        document.opened.connect(self._refresh.start)
        self.show_brief()

    @cached_property
    def page(self) -> BriefPage:
        """The page of a brief, made when there is one or it is asked for."""
        from briefing.widgets.brief.brief_page import BriefPage

        page = BriefPage(self._document, self._outline, self._profiles)
        page.template_wanted.connect(self.choose_template)
        page.gaps.gap_chosen.connect(self.focus_section)
        page.header.said.connect(self.message)
        page.header.profiles_wanted.connect(self.profiles_wanted)
        self._pages.addWidget(page)
        return page

    @cached_property
    def places(self) -> BriefPlaces:
        """What leads to words of the brief."""
        from briefing.widgets.brief.brief_places import BriefPlaces

        return BriefPlaces(lambda: self._sections, self.page.area, self._settle)

    @property
    def header(self) -> HeaderForm:
        """The fields of the brief's header."""
        return self.page.header

    @property
    def menu(self) -> BriefMenu:
        """The button that says which articles the brief is about."""
        return self.page.menu

    @property
    def waiting(self) -> WaitingList:
        """What the brief holds that its template has no place for."""
        return self.page.waiting

    def new_brief(self) -> None:
        """Let the user choose a template and start a brief of it."""
        if chosen := self._choose(""):
            self.start_brief(chosen)

    def start_brief(self, chosen: TemplatePackage) -> None:
        """Start a brief of a template and show it."""
        stamp = self._document.stamp()
        articles = self._document.project.articles_in_order()
        title = articles[0].name if len(articles) == 1 else chosen.template.title
        fields = self.header.prefilled(chosen.template)
        brief = Brief(stamp.id, title, chosen.template.id, fields, created=stamp.time)
        self._document.apply(
            add_brief(brief, chosen.template, {chosen.template.document: chosen.document})
        )
        self._outline.show(brief.id)

    def choose_template(self) -> None:
        """Let the user choose another template for this brief; what fits stays."""
        brief = self._outline.brief
        if brief is None:
            self.new_brief()
            return
        chosen = self._choose(brief.template)
        if chosen and chosen.template != self._outline.template:
            blobs = {chosen.template.document: chosen.document}
            self._document.apply(change_template(brief, chosen.template, blobs))

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what the actions of the brief do, by their ids."""
        return {
            "new-brief": self.new_brief, "template": self.choose_template,
            "next-section": lambda: self.step_section(+1),
            "previous-section": lambda: self.step_section(-1),
        }  # fmt: skip

    @property
    def current_section(self) -> str:
        """The key of the section that was last written in, else of the first; "" without any."""
        known = self._entered in self._sections
        return self._entered if known else next(iter(self._sections), "")

    def sections(self) -> list[SectionEditor]:
        """Return the sections that are shown, in their order, as the project has them now."""
        self._settle()
        return list(self._sections.values())

    def enter(self) -> None:
        """Put the caret into the section that was last written in, else into the first."""
        self.step_section(0)

    def caret(self) -> tuple[str, int, int]:
        """Return the section that was last written in, its text by number, the place in that."""
        editor = self._sections.get(self._entered)
        return (self._entered, *editor.caret()) if editor else ("", 0, 0)

    def put_caret(self, key: str, number: int, position: int) -> None:
        """Put the caret of a section where it was, without giving it the keyboard."""
        self._refresh.stop()
        self.show_brief()
        if editor := self._sections.get(key):
            self._entered = key
            editor.put_caret(number, position)

    def step_section(self, step: int) -> None:
        """Go to the next (+1) or previous (-1) section, or back into the same (0)."""
        self._settle()
        keys = list(self._sections)
        if not keys:
            self._start.setFocus()
            return
        here = keys.index(self._entered) if self._entered in keys else -1 if step > 0 else 0
        self.focus_section(keys[(here + step) % len(keys)])

    def focus_section(self, key: str) -> None:
        """Put the caret into a section, or with `field:KEY` into a header field."""
        if self.waiting.focus_item(key):
            self.page.bring_into_view(self.waiting)
        elif key.startswith("field:"):
            self.header.focus_field(key.removeprefix("field:"))
        elif editor := self._sections.get(key):
            self.page.bring_into_view(editor)
            editor.focus_text()

    def show_words(self, key: str, words: str) -> None:
        """Go to words of a section, or without them to the section."""
        if not self.places.show_words(key, words):
            self.focus_section(key)

    def show_finding(self, finding: Finding) -> None:
        """Go to the words that a finding is about, else to its section or field."""
        if not self.places.show_finding(finding):
            self.focus_section(finding.place)

    def cite(self, excerpt_id: str) -> bool:
        """Cite an excerpt at the caret of the section that was last written in, else the first.

        Returns whether there is a brief to cite in.
        """
        editor = self._sections.get(self._entered) or next(iter(self._sections.values()), None)
        if editor is None or excerpt_id not in self._document.project.excerpts:
            return False
        editor.cite(excerpt_id)
        return True

    def show_brief(self) -> None:
        """Show the brief as the project has it now."""
        brief, template = self._outline.brief, self._outline.template
        if brief is None or template is None:
            self._layout_of = ()
            self._pages.setCurrentIndex(0)
            return
        from briefing.services.brief.filling import standing
        from briefing.services.checks import is_on, unsourced
        from briefing.widgets.brief.section_head import Filling

        self._pages.setCurrentWidget(self.page)
        places = list(self._places(brief, template))
        layout = (brief.id, template, tuple(key for key, _, _ in places))
        was = self._layout_of
        if layout != was:
            self._layout_of = layout
            self.header.build(brief, template)
            self._build(brief, places)
        self.header.show_brief(brief)
        self.page.show_briefs(brief, self._document.project.briefs_in_order())
        self.menu.show_brief(brief)
        self.page.template.setText(template.title.replace("&", "&&"))
        project = self._document.project
        self.waiting.show_brief(project, brief, template)
        for key, slot, excerpts in places:
            written = brief.section(key)
            filling = standing(project, slot, written, excerpts)
            self._sections[key].show_filling(
                Filling(
                    written, filling, project.excerpts.get, project.tag, self._source_of,
                    self._quoted, sources=is_on(unsourced.CHECK, brief, template),
                )
            )  # fmt: skip

        if layout != was:
            self.page.lay_out_now()

    def _settle(self) -> None:
        """Show now what was to follow in a moment, everything in its place."""
        if self._refresh.isActive():
            self._refresh.stop()
            self.show_brief()
        if self._sections:
            self.page.lay_out_now()

    def _remember(self, key: str) -> None:
        self._entered = key

    def _pass(self, key: str, excerpt_id: str, step: int) -> None:
        """Take a card that left a section at an end into the next or previous one."""
        keys = list(self._sections)
        place = keys.index(key) + step
        if 0 <= place < len(keys):
            self._sections[keys[place]].take_card(key, excerpt_id, first=step > 0)

    def _go_with(self, key: str, excerpt_id: str) -> None:
        """Let the keyboard follow an excerpt that has another place now."""
        self._refresh.stop()
        self.show_brief()
        if editor := self._sections.get(key):
            editor.focus_excerpt(excerpt_id)
            self.page.bring_into_view(editor)

    def _hover(self, excerpt: Excerpt | None, place: QPoint) -> None:
        self.page.card.tag_of = self._document.project.tag
        self.page.card.show_soon([excerpt] if excerpt else [], place)

    def _source_of(self, excerpt: Excerpt) -> str:
        article = self._document.project.articles.get(excerpt.article)
        if article is None:
            return ""
        return article.metadata.outlet or article.metadata.agency or article.name

    def _quoted(self, words: str) -> str:
        """Return the shortest excerpt of the project in which these words stand, or ""."""
        found = [e for e in self._document.project.excerpts.values() if words in e.quote]
        return min(found, key=lambda e: (len(e.quote), e.id)).id if words and found else ""

    def _changed(self, changes: Changes) -> None:
        if any(changes.of(kind) for kind in SHOWN):
            self._refresh.start()

    def _places(
        self, brief: Brief, template: Template
    ) -> Iterator[tuple[str, Slot, list[Excerpt]]]:
        """Yield each section of the brief: its key, its slot, the excerpts that may fill it."""
        from briefing.services.brief.brief_parts import articles_of

        project = self._document.project
        articles = articles_of(project, brief)
        by_article = {article.id: project.excerpts_of(article.id) for article in articles}
        everything = [excerpt for article in articles for excerpt in by_article[article.id]]
        for slot in template.slots:
            if not slot.per_article:
                yield slot.key, slot, everything
        for article in articles:
            for slot in template.slots:
                if slot.per_article:
                    yield section_key(slot, article.id), slot, by_article[article.id]

    def _build(self, brief: Brief, places: list[tuple[str, Slot, list[Excerpt]]]) -> None:
        from briefing.widgets.brief.section_editor import SectionEditor

        self.page.clear()
        self._sections = {}
        shown = ""
        for key, slot, _ in places:
            article = key.partition(":")[2]
            if article and article != shown:
                shown = article
                self.page.add_article(self._document.project.articles[article].name)
            editor = SectionEditor(brief.id, key, slot, self._reader(brief.id, key), self)
            editor.edited.connect(self._document.apply)
            editor.chosen.connect(lambda excerpt: self.excerpt_activated.emit(excerpt.id))
            editor.passed.connect(self._pass)
            editor.moved.connect(self._go_with)
            editor.hovered.connect(self._hover)
            editor.entered.connect(self.section_entered)
            editor.entered.connect(self._remember)
            editor.field_made.connect(self.field_made)
            editor.fill_wanted.connect(self.fill_wanted)
            self._sections[key] = editor
            self.page.add(editor)
        self.page.close_up()

    def _reader(self, brief: str, key: str) -> Callable[[], SectionText]:
        """Return what reads a section as it is at that moment, for edits that follow fast."""
        return lambda: self._document.project.briefs[brief].section(key)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(12)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = Label(tr("Choose a template to start the brief.\nYour tags fill it."))
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.set_quiet(words)
        self._start = button = QPushButton(tr("Choose a template…"))
        button.setProperty("primary", True)
        button.clicked.connect(self.new_brief)
        column.addWidget(words)
        column.addWidget(button, alignment=Qt.AlignmentFlag.AlignCenter)
        return page
