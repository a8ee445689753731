"""The header of a brief: what is filled in is seen, and nothing changes in passing."""

from dataclasses import replace

import pytest
from builders import brief, field, template
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox

from briefing.model.template import Marking
from briefing.widgets.brief.header_form import HeaderForm
from briefing.widgets.controls.labels import Label

MARKED = template(marking=Marking.CHOICE, markings=("OPEN", "INTERNAL"))


@pytest.fixture
def form(qtbot):
    made = HeaderForm(None)
    qtbot.addWidget(made)
    made.build(brief(), MARKED)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_marking_that_its_template_does_not_offer_is_seen_all_the_same(form):
    of = brief()
    form.show_brief(replace(of, fields={"marking": "SECRET"}))
    assert choice(form).currentText() == "SECRET"
    form.show_brief(replace(of, fields={"marking": "OPEN"}))
    assert choice(form).currentText() == "OPEN"


def test_an_ampersand_in_the_name_of_a_field_is_no_key(form):
    form.build(brief(), template(fields=(replace(field("terms"), label="Terms & dates"),)))
    (drawn,) = (each for each in form.findChildren(Label) if "Terms" in each.text())
    assert QKeySequence.mnemonic(drawn.text()).isEmpty()


def test_the_wheel_over_a_choice_of_the_header_changes_nothing(form):
    told = []
    form.edited.connect(told.append)
    box, still = choice(form), Qt.KeyboardModifier.NoModifier
    place = QPointF(box.rect().center())
    turn = QWheelEvent(
        place, box.mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, still,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert told == []
    assert box.currentText() == ""


def choice(form):
    return form.findChild(QComboBox)
