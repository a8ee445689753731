"""The panel of checks: what is wrong, where, how grave, and switching a kind off from its row."""

from dataclasses import replace

import pytest
from builders import article, brief, excerpt, field, project, slot, template
from PySide6.QtCore import Qt

from briefing.model.finding import Severity
from briefing.model.template import Limits
from briefing.qt.models import ITEM
from briefing.services.brief.composing import compose
from briefing.services.checks import checked
from briefing.widgets.brief.checks_panel import ChecksPanel
from briefing.widgets.controls.meters import MeterBar

OF = article()
FUEL = excerpt(OF, "Fuel costs rose by 31% in October.")
MANIFEST = template(
    slot("summary", required=True, prompt="Three sentences."), slot("facts"), slot("more"),
    fields=(field("to", required=True),), limits=Limits(words=10, pages=2),
)  # fmt: skip
BODY = "The islands are angry about it. It came to 31% in all, as was seen here."


def outline(of=None, manifest=MANIFEST, **checks):
    of = replace(of or brief(facts=BODY), checks=checks)
    value = project(OF, FUEL, of, manifest)
    return checked(compose(value, of, manifest, author="", date=""), of, manifest, value)


@pytest.fixture
def panel(qtbot):
    made = ChecksPanel()
    made.key_of = {"checks": "F12", "next-finding": "Shift+F12"}.__getitem__
    qtbot.addWidget(made)
    made.resize(360, 700)
    made.show()
    made.show_outline(outline())
    return made


def rows(panel):
    """Return each group with its findings."""
    found = {}
    for number in range(panel.tree.topLevelItemCount()):
        group = panel.tree.topLevelItem(number)
        found[group.text(0)] = [
            group.child(row).data(0, ITEM).kind for row in range(group.childCount())
        ]
    return found


def row_of(panel, kind):
    for group in (panel.tree.topLevelItem(n) for n in range(panel.tree.topLevelItemCount())):
        for child in (group.child(row) for row in range(group.childCount())):
            if child.data(0, ITEM).kind == kind:
                return child
    raise AssertionError(kind)


def test_findings_stand_under_their_sections_and_the_head_counts_them(panel):
    assert rows(panel) == {
        "Header": ["empty"],
        "The whole brief": ["length"],
        "Summary": ["empty"],
        "Facts": ["unsourced", "figures"],
        "More": ["empty"],
    }
    assert panel.summary.text() == "2 things to mend, 3 to look at"


def test_weight_is_said_in_words_and_not_by_colour_alone(panel):
    assert row_of(panel, "empty").text(0).startswith("To mend: ")
    assert row_of(panel, "figures").text(0).startswith("To look at: ")


@pytest.mark.parametrize("how", ["click", "enter"])
def test_a_finding_is_gone_to_by_click_and_by_enter(panel, qtbot, how):
    item = row_of(panel, "figures")
    panel.tree.setCurrentItem(item)
    with qtbot.waitSignal(panel.finding_chosen) as chosen:
        if how == "click":
            at = panel.tree.visualItemRect(item).center()
            qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
        else:
            qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    (finding,) = chosen.args
    assert BODY[slice(*finding.span)] == "31%"
    assert finding.place == "facts"


def test_the_next_finding_is_gone_to_by_key_and_round_again(panel):
    gone = []
    panel.finding_chosen.connect(lambda finding: gone.append((finding.place, finding.kind)))
    for _turn in range(7):
        panel.go_on()
    assert len(set(gone[:6])) == 6
    assert gone[6] == gone[0]
    assert "Shift+F12" in panel.keys.text()
    panel.show_outline(None)
    panel.go_on()
    assert len(gone) == 7


def test_the_filter_shows_one_weight_and_says_when_there_is_none(panel):
    panel.filter.setCurrentIndex(panel.filter.findData(Severity.BLOCKS.value))
    assert rows(panel) == {"Header": ["empty"], "Summary": ["empty"]}
    of = brief(summary=f"Dear [@{FUEL.id}].", facts="Dear.", more="Dear.")
    panel.show_outline(outline(replace(of, fields={"to": "You"})))
    assert panel.tree.isHidden()
    assert "All findings" in panel.hint.text() or "found nothing" in panel.hint.text()


def test_a_kind_is_switched_off_from_its_row_by_one_edit(panel, qtbot):
    panel.tree.setCurrentItem(row_of(panel, "unsourced"))
    assert "Statement without a source" in panel.switch.text()
    with qtbot.waitSignal(panel.edited) as edited:
        qtbot.mouseClick(panel.switch, Qt.MouseButton.LeftButton)
    changed = edited.args[0].apply(project(brief())).briefs["b1"]
    assert changed.checks == {"unsourced": "off"}
    panel.show_outline(outline(**changed.checks))
    assert rows(panel)["Facts"] == ["figures"]
    assert "2 off" in panel.kinds.text()


def test_a_kind_is_switched_on_again_from_the_list_of_checks(panel, qtbot):
    panel.show_outline(outline(figures="off"))
    (action,) = [a for a in panel.kinds.menu().actions() if a.text().startswith("Figure")]
    assert not action.isChecked()
    with qtbot.waitSignal(panel.edited) as edited:
        action.trigger()
    assert edited.args[0].apply(project(brief())).briefs["b1"].checks == {"figures": "on"}


def test_bars_show_words_and_pages_with_the_figures(panel):
    bars = [bar.words for bar in panel.findChildren(MeterBar)]
    used = panel._outline.words
    assert bars == [f"{used} of 10 words, {used - 10} over", "about 1 of 2 pages (an estimate)"]
    assert panel.findChildren(MeterBar)[0].accessibleName() == bars[0]


def test_a_brief_without_faults_is_ready(panel):
    manifest = template(slot("facts"))
    panel.show_outline(outline(brief(facts=f"It is dear now [@{FUEL.id}]."), manifest))
    assert panel.summary.text() == "✓ Ready to send"
    assert panel.tree.isHidden()
    assert "13 checks found nothing" in panel.hint.text()


def test_without_a_brief_it_says_what_to_do(panel):
    panel.show_outline(None)
    assert panel.summary.text() == "No brief yet"
    assert "Start a brief" in panel.hint.text()
    assert panel.filter.isHidden()


def test_the_cursor_stays_on_its_finding_when_the_brief_changes(panel):
    panel.tree.setCurrentItem(row_of(panel, "figures"))
    panel.show_outline(outline(unsourced="off"))
    assert panel.tree.current().kind == "figures"


def test_words_from_outside_are_shown_as_they_are(panel):
    markup = '<img src="x"> [[fill & fill]]'
    panel.show_outline(outline(brief(facts=markup)))
    assert row_of(panel, "placeholder").data(0, ITEM).words == "[[fill & fill]]"
    panel.grab()


def test_a_narrow_panel_gives_long_findings_more_height(panel, qtbot):
    item = row_of(panel, "figures")
    before = panel.tree.visualItemRect(item).height()
    panel.resize(220, 700)
    qtbot.waitUntil(lambda: panel.tree.visualItemRect(item).height() > before)
