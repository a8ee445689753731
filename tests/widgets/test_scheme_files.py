"""Whole tag schemes in the window of tags: shipped, new, from files and into them."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QPushButton
from tag_window import OF, ids, press, said

from briefing.model.edits import toggle_tag
from briefing.model.tags import DEFAULT_SCHEME
from briefing.services.tag_schemes import read_scheme

Key = Qt.Key


def choose(editor, words):
    editor.schemes.fill_menu()
    (action,) = [a for a in editor.schemes.menu.actions() if a.text().startswith(words)]
    action.trigger()


def test_a_shipped_scheme_is_added_and_says_which_keys_it_could_not_have(editor, document):
    choose(editor, "PESTLE")
    assert editor.schemes.current() == "pestle"
    assert "Keys that are taken were left out: 1 2 3 4 5 6" in editor.bar.words.text()
    assert len({tag.code for tag in document.project.tags()}) == 14
    document.undo()
    assert list(document.project.schemes) == ["default"]
    assert editor.schemes.current() == "default"


def test_a_shipped_scheme_in_its_own_place_keeps_what_excerpts_have(editor, document, qtbot):
    qtbot.keyClick(editor.tree, Key.Key_Insert)
    own = editor.current()
    document.apply(toggle_tag(OF.id, 0, 3, own.id, own.name, document.stamp()))
    choose(editor, "Briefing, as it ships")
    assert document.project.tag(own.id).retired
    assert "kept, retired: 1" in editor.bar.words.text()
    assert said(document)["The"] == (own.id,)


def test_a_new_scheme_is_named_and_filled_and_taken_out(editor, document, qtbot):
    choose(editor, "New scheme")
    assert editor.name.selectedText() == "New scheme"
    qtbot.keyClicks(editor.name, "Mine")
    assert "first tag" in editor.form.uses.text()
    assert not editor.merge_button.isEnabled()
    qtbot.keyClick(editor.name, Key.Key_Insert)
    qtbot.keyClicks(editor.form.name, "Tone")
    scheme = document.project.schemes["new-scheme"]
    assert (scheme.name, scheme.tags[0].name) == ("Mine", "Tone")
    press(qtbot, editor.schemes.remove_button)
    assert list(document.project.schemes) == ["default"]
    press(qtbot, editor.bar._offers[0])
    assert document.project.schemes["new-scheme"] == scheme


def test_enter_presses_the_button_that_has_the_keyboard_and_no_other(editor, document, qtbot):
    before = len(ids(document))
    qtbot.keyClick(editor.name, Key.Key_Return)
    assert len(ids(document)) == before
    editor.add_button.setFocus()
    qtbot.keyClick(editor.add_button, Key.Key_Return)
    assert len(ids(document)) == before + 1
    editor.schemes.remove_button.setFocus()
    qtbot.keyClick(editor.schemes.remove_button, Key.Key_Enter)
    assert "excerpts have tags of “Briefing”" in editor.bar.words.text()


def test_enter_opens_the_menu_of_schemes_to_add(editor, qtbot):
    menu, opened = editor.schemes.menu, []

    def see():
        opened.append([each.text() for each in menu.actions()][:2])
        QTimer.singleShot(0, menu.close)

    menu.aboutToShow.connect(see)
    add = next(b for b in editor.schemes.findChildren(QPushButton) if b.menu())
    add.setFocus()
    qtbot.keyClick(add, Key.Key_Return)
    assert opened == [["New scheme", "From a file…"]]


def test_a_scheme_in_use_is_not_removed(editor, document, qtbot):
    press(qtbot, editor.schemes.remove_button)
    assert "3 excerpts have tags of “Briefing”" in editor.bar.words.text()
    assert "default" in document.project.schemes


def test_a_scheme_goes_out_as_a_file_and_comes_in_again(
    editor, document, qtbot, tmp_path, monkeypatch
):
    file = tmp_path / "tags.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    press(qtbot, editor.schemes.export_button)
    assert read_scheme(file.read_bytes(), file.name) == DEFAULT_SCHEME
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    choose(editor, "From a file")
    assert "“Briefing” is replaced" in editor.bar.words.text()
    file.write_text('name = "X"\n[[tag]]\nnam = "Y"\n')
    before = document.project
    choose(editor, "From a file")
    assert "Did you mean “name”" in editor.bar.words.text()
    assert document.project is before


def test_an_export_has_its_ending_and_replaces_nothing_that_nobody_was_asked_about(
    editor, qtbot, tmp_path, monkeypatch
):
    mine, other = tmp_path / "mine.toml", tmp_path / "other"
    mine.write_text("mine")
    answers, asked = [(str(tmp_path / "mine"), ""), (str(other), "")], []

    def ask(_parent, _title, name, *_):
        asked.append(name)
        return answers.pop(0)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    press(qtbot, editor.schemes.export_button)
    assert asked == ["default.toml", str(mine)]
    assert mine.read_text() == "mine"
    assert read_scheme(other.with_suffix(".toml").read_bytes(), "o.toml") == DEFAULT_SCHEME


def test_a_list_of_names_comes_in_as_a_scheme(editor, document, tmp_path, monkeypatch):
    file = tmp_path / "Our beats.txt"
    file.write_text("Ports\nFish & farms\n<b>Bold</b>\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    choose(editor, "From a file")
    assert [t.name for t in document.project.schemes["our-beats"].tags] == [
        "Ports", "Fish & farms", "<b>Bold</b>",
    ]  # fmt: skip
    assert editor.form.heading.textFormat() == Qt.TextFormat.PlainText
