"""The button that says which articles a brief is about, and copies or removes the brief."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from briefing.language import tr
from briefing.model.article import Article
from briefing.model.brief import Brief
from briefing.model.brief_edits import choose_articles, copy_brief
from briefing.model.edits import remove_brief
from briefing.qt.document import ProjectDocument
from briefing.qt.live_outline import LiveOutline
from briefing.qt.saying import articles
from briefing.services.brief.brief_parts import articles_of

LONGEST = 60
"""Code points of an article's name in the menu."""


class BriefMenu(QToolButton):
    """Shows how many of the project's articles the brief is about; its menu changes that."""

    def __init__(self, document: ProjectDocument, outline: LiveOutline, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._outline = outline
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(tr("Which articles this brief is about; copy or remove the brief"))
        self.setMenu(QMenu(self))
        self.menu().aboutToShow.connect(self.fill_menu)

    def show_brief(self, brief: Brief) -> None:
        """Say which articles a brief is about."""
        project = self._document.project
        about, every = len(articles_of(project, brief)), len(project.articles)
        if brief.articles and about < every:
            words = tr("{about} of {every} articles", about=about, every=every)
        else:
            words = articles(every)
        self.setText(words)
        self.setAccessibleName(tr("This brief: {words}", words=words))

    def fill_menu(self) -> None:
        """Offer what can be done now."""
        menu, brief = self.menu(), self._outline.brief
        menu.clear()
        if brief is None:
            return
        every = menu.addAction(tr("All articles, later ones too"))
        every.setCheckable(True)
        every.setChecked(not brief.articles)
        every.triggered.connect(lambda: self._choose(brief, ()))
        about = articles_of(self._document.project, brief)
        for article in self._document.project.articles_in_order():
            name = article.name if len(article.name) <= LONGEST else f"{article.name[:LONGEST]}…"
            action = menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(article in about)
            action.setEnabled(about != [article])
            action.triggered.connect(self._toggler(brief, article, about))
        menu.addSeparator()
        menu.addAction(tr("Copy this brief"), lambda: self._copy(brief))
        menu.addAction(tr("Remove this brief"), lambda: self._document.apply(remove_brief(brief)))

    def _toggler(self, brief: Brief, article: Article, about: list[Article]) -> Callable[[], None]:
        """Return what puts an article among the chosen ones, or takes it out."""

        def toggle() -> None:
            chosen = {each.id for each in about} ^ {article.id}
            every = self._document.project.articles_in_order()
            self._choose(brief, tuple(each.id for each in every if each.id in chosen))

        return toggle

    def _choose(self, brief: Brief, articles: tuple[str, ...]) -> None:
        self._document.apply(choose_articles(brief.id, articles))

    def _copy(self, brief: Brief) -> None:
        stamp = self._document.stamp()
        self._document.apply(copy_brief(brief, tr("Copy of {title}", title=brief.title), stamp))
        self._outline.show(stamp.id)
