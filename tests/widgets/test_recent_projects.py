"""The projects that were open lately are one menu away, also those that are gone, in grey."""

from PySide6.QtWidgets import QMenu

from briefing.widgets.projects.recent_projects import RecentProjects, with_recent


def recent(window):
    menu = next(m for m in window.findChildren(QMenu) if isinstance(m, RecentProjects))
    menu.fill()
    return [action for action in menu.actions() if not action.isSeparator()]


def test_a_project_that_was_left_is_opened_again_from_the_menu(window, tmp_path):
    assert [action.isEnabled() for action in recent(window)] == [False]
    first = window.document.store.path
    window.files.remember()
    store = window.desk.stores.create(tmp_path / "Second & last.briefing")
    store.close()
    window.files.open(tmp_path / "Second & last.briefing")
    listed = recent(window)
    assert listed[0].text().startswith("&1  Second && last\t")
    assert listed[1].text().startswith(f"&2  {first.stem}\t")
    listed[1].trigger()
    assert window.document.store.path == first
    assert recent(window)[0].text().startswith(f"&1  {first.stem}\t")


def test_a_project_that_is_gone_cannot_be_chosen_and_all_can_be_forgotten(window, tmp_path):
    window.desk.settings.change(recent_projects=(str(tmp_path / "Gone.briefing"),))
    gone, forget = recent(window)
    assert not gone.isEnabled()
    forget.trigger()
    assert [action.text() for action in recent(window)] == ["No project was open before"]


def test_only_the_last_nine_are_remembered_each_once(tmp_path):
    known = ()
    for number in (*range(12), 11):
        known = with_recent(known, tmp_path / f"{number}.briefing")
    assert [name.rsplit("/", 1)[1] for name in known] == [
        f"{number}.briefing" for number in range(11, 2, -1)
    ]
