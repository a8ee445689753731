"""The library's window: found by typing, used in the brief, published with a choice."""

from dataclasses import replace

import pytest
from builders import article, brief, excerpt, slot, template
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from briefing.library import library_service
from briefing.model.article import Metadata
from briefing.model.details_edits import where_found
from briefing.model.edits import Edit
from briefing.model.excerpt import Status
from briefing.model.project import new_project
from briefing.paths import standard_paths
from briefing.services.library.port import Choice
from briefing.widgets.library.library_dialogs import ConflictDialog, PublishDialog

Key = Qt.Key
TEXT = "The ferry subsidy is back on the table. Fuel costs rose by 31% in October."
AWAY = "postgresql://anna@127.0.0.1:9/desk"


def project_of(text=TEXT, headline="Islands wait for ferries"):
    of = article(text, source="ferry.txt")
    said = Metadata(headline=headline, outlet="Harbour Courier", published="2025-11-04")
    of = replace(of, metadata=said)
    one = excerpt(of, text.split(".")[0], "outlook", attribution="Port of Almary",
                  status=Status.UNVERIFIED)  # fmt: skip
    made = new_project()
    for kind, thing in (("articles", of), ("excerpts", one)):
        made = made.having(kind, thing)
    return made


def publish(name, project, who="Ben", at="", base=0):
    service = library_service(lambda: at, standard_paths().library)
    path = standard_paths().projects / f"{name}.briefing"
    waiting = service.prepared(project, path, who, "2026-01-02T03:04:05")
    made = replace(waiting.publication, base=base)
    done = service.publish(replace(waiting, project=f"{who}’s", publication=made))
    service.close()
    return done


def settled(qtbot, window):
    qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=30_000)


@pytest.fixture
def shown(window, qtbot):
    """Return the library's window over a main window, once its first answer is there."""
    window.actions_by_id["library"].trigger()
    made = window.windows._made["library"]
    qtbot.waitExposed(made)
    settled(qtbot, window)
    return made


def look_for(qtbot, window, shown, query):
    shown.field.setText(query)
    shown.search_now()
    settled(qtbot, window)


def the_dialog(kind):
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind))


def test_an_empty_library_says_where_it_is_and_what_to_type(shown):
    assert str(standard_paths().library / "library.sqlite") in shown.state.text()
    assert "0 projects" in shown.state.text()
    assert shown.count.text().startswith("Type what to look for")


def test_what_others_published_is_found_shown_and_used_with_its_article(window, shown, qtbot):
    publish("Ferries", project_of())
    look_for(qtbot, window, shown, "ferry subsidy said:almary")
    (hit,) = shown.hits.hits
    assert (hit.edition.name, hit.edition.who, hit.said.outlet) == (
        "Ferries", "Ben", "Harbour Courier",
    )  # fmt: skip
    qtbot.keyClick(shown.field, Key.Key_Return)
    settled(qtbot, window)
    assert shown.text.toPlainText() == "The ferry subsidy is back on the table"
    qtbot.mouseClick(shown.use_button, Qt.MouseButton.LeftButton)
    (used,) = window.document.project.excerpts.values()
    (of,) = window.document.project.articles.values()
    assert (used.quote, used.assessment.attribution) == (
        "The ferry subsidy is back on the table", "Port of Almary",
    )  # fmt: skip
    assert (used.assessment.status, used.tags) == (Status.UNVERIFIED, ("outlook",))
    assert (of.metadata.headline, of.metadata.outlet) == (
        "Islands wait for ferries", "Harbour Courier",
    )  # fmt: skip
    window.actions_by_id["undo"].trigger()
    assert not window.document.project.excerpts
    assert not window.document.project.articles


def test_an_excerpt_that_is_used_stands_in_the_open_brief(window, shown, qtbot):
    publish("Ferries", project_of())
    other = article("Rope is dear.", source="rope.txt")
    made = template(slot("facts", "outlook"), key="short")
    about = replace(brief(), articles=(other.id,))

    def start(project):
        project = project.having("articles", other).having("templates", made)
        return project.having("briefs", about)

    window.document.apply(Edit("Start", start))
    window.outline.show("b1")
    look_for(qtbot, window, shown, "subsidy said:almary")
    shown.open_current()
    settled(qtbot, window)
    shown.use()
    assert "ferry subsidy" in str(window.outline.current())


def test_the_project_is_published_after_it_is_said_what_that_is(window, shown, qtbot):
    window.document.apply(Edit("Fill", lambda _project: project_of()))
    qtbot.mouseClick(shown.publish_button, Qt.MouseButton.LeftButton)
    the_dialog(PublishDialog).go.click()
    settled(qtbot, window)
    assert shown.bar.words.text() == "Published “Test”, version 1."
    look_for(qtbot, window, shown, "subsidy")
    assert len(shown.hits.hits) == 2


@pytest.mark.parametrize(
    ("choice", "names", "said"),
    [
        (Choice.KEEP, {"Test": "Theirs"}, "theirs stays"),
        (Choice.OVER, {"Test": "Mine"}, "Published “Test”, version 2."),
        (Choice.BESIDE, {"Test": "Theirs", "Test (2)": "Mine"}, "“Test (2)”, version 1."),
    ],
)
def test_where_somebody_published_first_there_is_a_choice(
    window, shown, qtbot, choice, names, said
):
    publish("Test", project_of("Their words.", "Theirs"))
    window.document.apply(Edit("Fill", lambda _project: project_of("My words.", "Mine")))
    shown.publish()
    settled(qtbot, window)
    dialog = the_dialog(ConflictDialog)
    assert "published by Ben on 2026-01-02" in dialog.findChild(type(shown.state)).text()
    dialog.buttons[choice].click()
    settled(qtbot, window)
    assert said in shown.bar.words.text()
    shown.kind.setCurrentIndex(2)
    look_for(qtbot, window, shown, "words")
    assert {hit.edition.name: hit.title for hit in shown.hits.hits} == names


def test_with_the_server_away_it_says_so_and_how_many_wait_until_they_are_sent(
    window, shown, qtbot
):
    window.desk.settings.change(library=AWAY)
    window.document.apply(Edit("Fill", lambda _project: project_of()))
    shown.publish()
    settled(qtbot, window)
    assert "does not answer" in shown.state.text()
    assert "1 waiting to be published" in shown.state.text()
    assert shown.send_button.isVisible()
    (waiting,) = window.desk.shared.waiting.all()
    window.desk.shared.waiting.drop(waiting)
    window.desk.shared.waiting.put(type(waiting)("", waiting.project, waiting.publication))
    window.desk.settings.change(library="")
    shown.send_button.click()
    settled(qtbot, window)
    assert shown.bar.words.text() == "Published “Test”, version 1."
    assert not shown.send_button.isVisible()


def test_what_waited_is_sent_at_the_next_start(window, qtbot):
    service = window.desk.shared
    waiting = service.prepared(project_of(), None, "me", "2026-01-02T03:04:05")
    service.waiting.put(waiting)
    window.windows.send_waiting()
    settled(qtbot, window)
    assert window.bar.words.text() == "Published “Untitled”, version 1."
    assert service.waiting.count() == 0


def test_a_query_that_cannot_be_read_is_said_below_the_field(window, shown, qtbot):
    look_for(qtbot, window, shown, "(ferry")
    assert "is not closed" in shown.problem.text()
    assert shown.problem.isVisible()


def test_a_whole_article_is_taken_with_its_details_and_excerpts(window, shown, qtbot):
    publish("Ferries", project_of())
    shown.kind.setCurrentIndex(2)
    look_for(qtbot, window, shown, "fuel")
    shown.open_current()
    settled(qtbot, window)
    assert shown.text.toPlainText() == TEXT
    assert "with 1 excerpt" in shown.reading.source.text()
    qtbot.mouseClick(shown.use_button, Qt.MouseButton.LeftButton)
    (of,) = window.document.project.articles.values()
    (one,) = window.document.project.excerpts.values()
    assert (of.metadata.outlet, one.tags, one.article) == (
        "Harbour Courier", ("outlook",), of.id,
    )  # fmt: skip
    assert where_found(of.metadata, "library") == "Ferries, 1, Ben, 2026-01-02"
    assert shown.bar.words.text() == "The article and 1 excerpt are in the project."
    shown.bar.findChild(QPushButton).click()
    assert window.view.article == of
    window.actions_by_id["details"].trigger()
    details = window.windows._made["details"]
    assert "From the library: Ferries, 1, Ben, 2026-01-02" in details.hint.text()
    window.actions_by_id["undo"].trigger()
    assert not window.document.project.articles


def test_what_was_looked_for_is_marked_where_it_stands_in_the_text(window, shown, qtbot):
    publish("Ferries", project_of("Ferries \U0001f6f3 carry fuel. No ferries, no fuel."))
    shown.kind.setCurrentIndex(2)
    look_for(qtbot, window, shown, "fuel ferries")
    shown.open_current()
    settled(qtbot, window)
    marked = [mark.cursor.selectedText() for mark in shown.text.extraSelections()]
    assert marked == ["Ferries", "fuel", "ferries", "fuel"]


def test_an_earlier_version_is_listed_and_read_as_it_was(window, shown, qtbot):
    publish("Ferries", project_of())
    publish("Ferries", project_of("The ferry is gone.", "Islands have a bridge"), base=1)
    shown.kind.setCurrentIndex(2)
    look_for(qtbot, window, shown, "bridge")
    shown.open_current()
    settled(qtbot, window)
    shown.reading.versions_button.click()
    settled(qtbot, window)
    menu = shown.reading.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == [
        "Version 2, Ben, 2026-01-02", "Version 1, Ben, 2026-01-02",
    ]  # fmt: skip
    menu.actions()[1].trigger()
    settled(qtbot, window)
    assert "version 1 by Ben" in shown.count.text()
    assert [hit.title for hit in shown.hits.hits] == ["Islands wait for ferries"] * 2
    assert shown.text.toPlainText() == TEXT
    assert "version 1" in shown.reading.source.text()


def of_template(window, key="team-note"):
    """Return a project with a template of one's own, and its package."""
    package = next(iter(window.desk.library.shelf().packages.values()))
    made = window.desk.library.get(window.desk.keeper.duplicate(package))
    return new_project().having("templates", made.template), made


def test_a_template_is_published_whole_and_taken_where_it_is_not(window, shown, qtbot):
    project, package = of_template(window)
    window.document.apply(Edit("Fill", lambda _project: project))
    shown.publish()
    settled(qtbot, window)
    window.desk.keeper.remove(package)
    shown.kind.setCurrentIndex(4)
    look_for(qtbot, window, shown, "-nothing")
    shown.open_current()
    settled(qtbot, window)
    qtbot.mouseClick(shown.use_button, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    assert "is among your templates now" in shown.bar.words.text()
    taken = window.desk.library.get(package.template.id)
    assert (taken.document, taken.template) == (package.document, package.template)
    shown.use()
    settled(qtbot, window)
    assert "among your templates already" in shown.bar.words.text()


def test_a_template_without_its_file_says_so_and_cannot_be_taken(window, shown, qtbot):
    publish("Notes", new_project().having("templates", template(slot("facts"), key="short")))
    look_for(qtbot, window, shown, "short")
    shown.open_current()
    settled(qtbot, window)
    assert "without its Word file" in shown.reading.source.text()
    assert not shown.use_button.isEnabled()


def test_a_brief_is_only_read(window, shown, qtbot):
    publish("Briefs", new_project().having("briefs", brief(facts="Rope is dear.")))
    look_for(qtbot, window, shown, "rope")
    shown.open_current()
    settled(qtbot, window)
    assert not shown.use_button.isEnabled()


def test_the_answer_to_an_earlier_choice_does_not_take_the_place_of_a_later_one(
    window, shown, qtbot, monkeypatch
):
    publish("Ferries", project_of())
    look_for(qtbot, window, shown, "ferry")
    asked = []
    monkeypatch.setattr(shown.flow, "read", lambda _hit, _query, then, _fail: asked.append(then))
    for row in (0, 1):
        shown.list.activated.emit(shown.hits.index(row))
    first, second = (
        window.desk.shared.read(hit.id, hit.edition.version) for hit in shown.hits.hits[:2]
    )
    asked[1](second)
    asked[0](first)
    assert shown.record is second


def test_a_version_is_listed_though_the_field_was_cleared(window, shown, qtbot):
    publish("Ferries", project_of())
    look_for(qtbot, window, shown, "subsidy")
    shown.open_current()
    settled(qtbot, window)
    shown.field.clear()
    shown.search_now()
    assert not shown.hits.hits
    shown.show_version(shown.record.edition)
    settled(qtbot, window)
    assert len(shown.hits.hits) == 2


def test_where_the_library_is_away_it_is_said_before_publishing(window, shown):
    shown._where = ""
    shown.ask_publish()
    said = [label.text() for label in the_dialog(PublishDialog).findChildren(type(shown.state))]
    assert any("waits here" in words for words in said)
    the_dialog(PublishDialog).close()
