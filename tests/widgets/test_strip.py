"""The strip below the article, by keys alone: who said it, how sure, for whom it matters."""

from dataclasses import replace
from itertools import pairwise

import pytest
from builders import article, excerpt, project
from fakes import FixedClock, MemoryStore
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton

from briefing.model.excerpt import Assessment, Confidence, Impact, SourceKind, Status
from briefing.model.tags import DEFAULT_SCHEME
from briefing.qt.document import ProjectDocument
from briefing.services.excerpts.naming import names_used
from briefing.widgets.excerpts.assessment_strip import AssessmentStrip

OF = article()
ONE = excerpt(OF, "The ferry subsidy", "background")
OTHER = excerpt(OF, "Two operators", attribution="Almary Courier", stakeholder="Fish farms")
ENTER, ESCAPE, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete
DOWN, TAB = Qt.Key.Key_Down, Qt.Key.Key_Tab


@pytest.fixture
def strip(qtbot):
    document = ProjectDocument(MemoryStore(project(OF, ONE, OTHER)), FixedClock())
    made = AssessmentStrip(None)
    qtbot.addWidget(made)
    document.setParent(made)
    made.document, made.backs = document, []
    made.tag_of = DEFAULT_SCHEME.tag
    made.names_of = lambda part: names_used(document.project, part)
    made.edited.connect(document.apply)
    made.done.connect(lambda: made.backs.append(1))
    document.changed.connect(lambda _c: made.show_excerpt(document.project.excerpts[ONE.id]))
    made.show_excerpt(ONE)
    made.resize(650, made.sizeHint().height())
    made.show()
    made.activateWindow()
    return made


def lines_of(strip):
    return len({field.mapTo(strip, QPoint()).y() // 20 for field in strip.parts.values()})


def said(strip):
    return strip.document.project.excerpts[ONE.id].assessment


def test_letters_choose_without_opening_a_list_and_enter_goes_back(strip, qtbot):
    for part, typed in (("status", "u"), ("confidence", "m"), ("source_kind", "d")):
        assert strip.ask(part)
        qtbot.keyClicks(strip.parts[part], typed)
        assert not strip.parts[part].view().isVisible()
        qtbot.keyClick(strip.parts[part], ENTER)
    assert said(strip) == Assessment(
        status=Status.UNVERIFIED, confidence=Confidence.MODERATE, source_kind=SourceKind.DOCUMENT
    )
    assert len(strip.backs) == 3


@pytest.mark.parametrize(
    ("typed", "impact"),
    [("+", Impact.POSITIVE), ("-", Impact.NEGATIVE), ("0", Impact.NEUTRAL), ("?", Impact.UNKNOWN),
     ("g", Impact.POSITIVE), ("l", Impact.NEGATIVE)],
)  # fmt: skip
def test_the_impact_is_set_by_its_sign_or_its_word(strip, qtbot, typed, impact):
    qtbot.keyClicks(strip.impact, typed)
    assert said(strip).impact is impact
    qtbot.keyClick(strip.impact, DELETE)
    assert said(strip).impact is None


def test_the_same_letter_again_takes_the_next_choice_and_another_one_nothing(strip, qtbot):
    qtbot.keyClicks(strip.kind, "n")
    assert said(strip).source_kind is SourceKind.NAMED_PERSON
    qtbot.keyClicks(strip.kind, "n")
    assert said(strip).source_kind is SourceKind.NAMED_OUTLET
    qtbot.keyClicks(strip.kind, "z")
    assert said(strip).source_kind is SourceKind.NAMED_OUTLET
    qtbot.keyClicks(strip.status, "duu")
    assert said(strip).status is Status.UNASSESSED


def test_every_choice_has_a_letter_that_leads_to_it(strip, qtbot):
    for box in (strip.kind, strip.status, strip.confidence, strip.impact):
        reached = set()
        for letter in {words[:1] for words in box.letters() if words}:
            for _ in range(3):
                qtbot.keyClicks(box, letter)
                reached.add(box.currentIndex())
        qtbot.keyClick(box, DELETE)
        assert reached | {0} == set(range(box.count()))


def test_escape_and_enter_go_back_from_every_field(strip, qtbot):
    for field in strip.parts.values():
        for key in (ENTER, ESCAPE):
            before = len(strip.backs)
            qtbot.keyClick(field, key)
            assert len(strip.backs) == before + 1


def test_tab_goes_through_the_fields_as_they_stand(strip, qtbot):
    strip.ask("note")
    order = [strip.note, strip.said_by, strip.kind, strip.status, strip.stakeholder,
             strip.impact, strip.confidence]  # fmt: skip
    for field, after in pairwise(order):
        assert QApplication.focusWidget() is field
        qtbot.keyClick(field, TAB)
        assert QApplication.focusWidget() is after


def test_names_used_before_are_offered_and_taken_by_down_and_enter(strip, qtbot):
    strip.ask("attribution")
    qtbot.keyClicks(strip.said_by, "cour")
    popup = strip.said_by.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, DOWN)
    qtbot.keyClick(popup, ENTER)
    assert said(strip).attribution == "Almary Courier"
    assert strip.backs == []
    qtbot.keyClick(strip.said_by, ENTER)
    assert len(strip.backs) == 1


def test_down_in_an_empty_line_shows_every_name(strip, qtbot):
    strip.ask("stakeholder")
    qtbot.keyClick(strip.stakeholder, DOWN)
    popup = strip.stakeholder.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().index(0, 0).data() == "Fish farms"
    popup.hide()


def test_enter_with_the_list_open_and_nothing_marked_keeps_what_was_typed(strip, qtbot):
    strip.ask("attribution")
    qtbot.keyClicks(strip.said_by, "cour")
    popup = strip.said_by.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, ENTER)
    assert said(strip).attribution == "cour"
    assert len(strip.backs) == 1
    assert not popup.isVisible()


def test_nothing_is_asked_without_an_excerpt(strip):
    strip.show_excerpt(None, "Press 1 to 8")
    assert not strip.ask("status")
    assert strip.hint.isVisible()


def test_the_wheel_changes_no_choice_in_passing(strip):
    strip.status.setFocus()
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(strip.status, turn)
    assert said(strip).status is Status.UNASSESSED


def test_an_excerpt_to_be_looked_at_says_why_and_asks(strip, qtbot):
    assert not strip.doubt.isVisible()
    doubtful = replace(ONE, review="the paragraph is new")
    strip.show_excerpt(doubtful)
    assert strip.doubt.isVisible()
    assert strip.doubt.text() == ("Moved: the paragraph is new — is this still what you meant?")
    heard = []
    strip.confirmed.connect(lambda e: heard.append(("right", e)))
    strip.choose_again.connect(lambda e: heard.append(("again", e)))
    for button in strip.findChildren(QPushButton):
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert heard == [("right", doubtful), ("again", doubtful)]
    strip.show_excerpt(ONE)
    assert not strip.doubt.isVisible()


def test_it_is_three_lines_even_with_many_tags(strip, qtbot):
    tags = tuple(tag.id for tag in DEFAULT_SCHEME.tags)
    strip.show_excerpt(replace(ONE, tags=tags))
    qtbot.waitUntil(lambda: strip.minimumSizeHint().width() > 400)
    assert strip.minimumSizeHint().width() <= 700
    assert strip.sizeHint().height() <= 112
    assert lines_of(strip) == 3


def test_in_little_room_its_fields_go_on_in_another_line_and_every_choice_is_shown_whole(
    strip, qtbot
):
    for width, lines in ((420, 4), (720, 3), (420, 4)):
        strip.resize(width, strip.height())
        qtbot.waitUntil(lambda lines=lines: lines_of(strip) == lines)
        for box in (strip.kind, strip.status, strip.confidence, strip.impact):
            assert box.width() >= box.sizeHint().width(), width
    strip.ask("note")
    for after in (strip.said_by, strip.kind, strip.stakeholder, strip.impact, strip.status):
        qtbot.keyClick(QApplication.focusWidget(), TAB)
        assert QApplication.focusWidget() is after


def test_a_long_name_that_is_cut_is_told_whole(strip):
    name = "a spokeswoman of the harbour office of Port Almary, by telephone"
    strip.show_excerpt(replace(ONE, assessment=Assessment(attribution=name)))
    assert strip.said_by.toolTip() == name
