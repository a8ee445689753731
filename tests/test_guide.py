"""The guide names menus, keys and words as the window has them, and leaves no action out.

In its pages **Menu > Entry** is a menu entry, `Key` in code marks a key, and *words* in italics are
words that the window shows.
"""

import ast
import re
from pathlib import Path

from briefing.widgets.actions import ACTIONS, name_of
from briefing.widgets.help.help_sheets import LIST_KEYS, READING_KEYS
from briefing.widgets.writing.rich_keys import rich_key_list

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
PAGES = sorted(GUIDE.glob("*.md"))
LONGEST = 110
"""Lines of a page: a longer one is two tasks."""

_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_MENU = re.compile(r"\*\*(\w+) > ([^*]+)\*\*(?: \((`[^)]+`)\))?")
_WORDS = re.compile(r"(?<![*\w])\*([^*]+)\*(?!\*)")
_BOLD = re.compile(r"\*\*[^*]+\*\*")
_OTHERWISE = re.compile(r"(?<!\*\*)\b(?:File|Edit|Tag|Go|Brief|View|Help) [>›→] \w[^*.]*")
_CODE = re.compile(r"`([^`]+)`")
_NAMED = "Enter|Esc|Del|Ins|Tab|Space|Menu|Home|End|PgUp|PgDown|Backspace|Up|Down|Left|Right"
_KEY = re.compile(rf"(?:(?:Ctrl|Alt|Shift)\+)*(?:F\d+|{_NAMED}|Return|[A-Z0-9.,\[\]{{}}+=?-])")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_MSGID = re.compile(r'^msgid ((?:".*"\n)+)', re.MULTILINE)

IN_PLACES = {
    "Alt+Up": "cards.py", "Alt+Down": "cards.py", "Q": "cards.py", "Del": "cards.py",
    "Ctrl+M": "scheme_editor.py", "Ctrl+L": "scheme_editor.py", "Ctrl+R": "scheme_editor.py",
    "Ins": "scheme_editor.py", "F2": "scheme_tree.py", "Ctrl+Enter": "split_dialog.py",
    "Ctrl+Del": "snippet_palette.py", "Ctrl+F9": "tour.py", "Ctrl+Shift+F9": "tour.py",
    "Shift+F9": "tour.py", "Shift+Enter": "find_bar.py",
    "R": "review_list.py", "C": "review_list.py", "O": "import_window.py",
    "T": "read_back_dialog.py", "Space": "filter_bar.py", "Shift+A": "suggestion_panel.py",
    "A": "suggestion_panel.py", "Up": "search_panel.py", "Down": "search_panel.py",
    "Home": "page_canvas.py", "End": "page_canvas.py", "Enter": "lists.py", "Esc": "find_bar.py",
}  # fmt: skip
"""Keys that lists and windows have besides, and a file that takes each."""
OF_THE_SYSTEM = {
    "Menu",
    "Ctrl+C",
    "Tab",
    "Shift+Tab",
    "Shift",
    "Alt",
    "Ctrl",
    "Left",
    "Right",
    "Alt+F4",
}
"""Keys that mean in this program what they mean in every other."""
OF_CHOICES = {"U", "M", "L", "+", "-", "0", "?"}
"""Letters and signs that choose in the strip below the article."""


def _text(page):
    """Return a page without its program text, each run of white space one space."""
    return " ".join(_FENCED.sub("", page.read_text(encoding="utf-8")).split())


TEXTS = {page.name: _text(page) for page in PAGES}
OTHERS = [
    ROOT / "README.md",
    *(ROOT / "docs").glob("*.md"),
    *(ROOT / "docs").glob("reference/*.md"),
]
SPECS = {(spec.menu, name_of(spec)): spec for spec in ACTIONS}


def _source(name):
    (path,) = (ROOT / "briefing" / "widgets").rglob(name)
    return path.read_text(encoding="utf-8")


def _shown(words):
    """Return words as a menu or button shows them: without the marks of Qt and without dots."""
    return words.replace("&", "").partition("\t")[0].removesuffix(":").rstrip("…▾. ").strip()


def _sentences():
    """Return all sentences of the program, as they were gathered for its translators."""
    gathered = (ROOT / "resources" / "languages" / "briefing.pot").read_text(encoding="utf-8")
    found = set()
    for match in _MSGID.finditer(gathered):
        words = "".join(ast.literal_eval(line) for line in match[1].splitlines())
        words = re.sub(r"\{\w+[^}]*\}", "…", words)
        found |= {_shown(words), _shown(re.sub(r" \([^)]*\)$", "", words))}
    return found


def _is_right(menu, entry, keys):
    """Tell whether a menu has this entry, with these keys among its own."""
    if (menu, entry) == ("File", "Open recent"):
        return 'tr("Open &recent")' in _source("recent_projects.py")
    if spec := SPECS.get((menu, entry)):
        return keys <= set(spec.keys)
    panes = _source("window_layout.py")
    return menu == "View" and any(f'{made}(tr("{entry}")' in panes for made in ("_dock", "_later"))


def _known_keys():
    keys = {key for spec in ACTIONS for key in spec.keys}
    told = [keys for _words, keys in (*READING_KEYS, *rich_key_list())]
    keys |= {key for each in told for key in re.split(r", | or | to ", each)}
    return keys | {*"12345678"} | IN_PLACES.keys() | OF_THE_SYSTEM | OF_CHOICES


def test_every_menu_entry_of_the_guide_is_there_with_its_keys():
    wrong = [f"{page}: {menu} > {entry} {keys}" for page, text in TEXTS.items()
             for menu, entry, keys in _MENU.findall(text)
             if not _is_right(menu, entry, set(_CODE.findall(keys)))]  # fmt: skip
    assert not wrong


def test_menu_entries_elsewhere_in_the_docs_are_there_too_and_written_the_same_way():
    for page in OTHERS:
        text = _text(page)
        assert not _OTHERWISE.findall(text), f"{page.name}: write **Menu > Entry**"
        for menu, entry, keys in _MENU.findall(text):
            assert _is_right(menu, entry, set(_CODE.findall(keys))), f"{page.name}: {entry}"


def test_every_key_of_the_guide_does_something():
    known = _known_keys()
    named = {(page, code) for page, text in TEXTS.items() for code in _CODE.findall(text)}
    assert not sorted(each for each in named if _KEY.fullmatch(each[1]) and each[1] not in known)


def test_every_word_of_the_window_in_the_guide_is_shown_by_it():
    known = _sentences()
    named = {(page, _shown(words)) for page, text in TEXTS.items()
             for words in _WORDS.findall(_BOLD.sub("", text))}  # fmt: skip
    assert not sorted(each for each in named if each[1] not in known)


def test_a_key_of_a_list_or_window_is_taken_where_the_guide_says():
    names = {"Del": "Delete", "Ins": "Insert", "Enter": "Return", "Esc": "Escape"}
    for key, file in IN_PLACES.items():
        source, last = _source(file), key.split("+")[-1]
        assert f"Key_{names.get(last, last)}" in source or f'"{key}"' in source, f"{key}: {file}"


def test_the_keys_of_lists_and_windows_are_told_of_in_the_guide_too():
    told = {code for text in TEXTS.values() for code in _CODE.findall(text)}
    listed = {key for _words, keys in LIST_KEYS for key in keys.split(", ")}
    assert not sorted(listed - told)
    assert listed <= IN_PLACES.keys()


def test_every_action_is_told_of_in_the_guide():
    told = {(menu, entry) for text in TEXTS.values() for menu, entry, _ in _MENU.findall(text)}
    assert not [f"{menu} > {name}" for menu, name in SPECS if (menu, name) not in told]


def test_every_page_of_the_docs_is_reached_from_the_guides_first_page():
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    linked = {(GUIDE / link).resolve() for link in re.findall(r"\]\(([^)#]+)", index)}
    pages = {*PAGES, *(ROOT / "docs").glob("*.md")} - {GUIDE / "README.md"}
    assert not sorted(page.name for page in pages - linked)


def test_every_place_within_a_page_that_is_linked_to_is_there():
    lost = []
    for page in PAGES:
        for link, place in re.findall(r"\]\(([^)#]+)#([^)]+)\)", page.read_text(encoding="utf-8")):
            target = (page.parent / link).read_text(encoding="utf-8")
            headings = re.findall(r"^#+ (.+)$", target, re.MULTILINE)
            if place not in {re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings}:
                lost.append(f"{page.name}: {link}#{place}")
    assert not lost


def test_pages_are_short_and_their_pictures_say_what_they_show():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= LONGEST, page.name
        silent = [picture for words, picture in _PICTURE.findall(text) if len(words) <= 20]
        assert not silent, f"{page.name} has pictures without words for who cannot see them"


def test_the_sheet_of_keys_is_the_one_the_guide_speaks_of(qapp):
    from PySide6.QtWidgets import QLabel, QScrollBar, QWidget

    from briefing.widgets.help.help_sheets import KeySheet

    window = QWidget()
    sheet = KeySheet({}, window)
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    assert {name_of(spec) for spec in ACTIONS if spec.keys} <= shown
    told = (*READING_KEYS, *rich_key_list(), *LIST_KEYS)
    assert {words for words, _keys in told} <= shown
    sheet.show()
    assert sheet.width() <= sheet.screen().availableSize().width()
    assert not any(bar.maximum() for bar in sheet.findChildren(QScrollBar) if bar.width() > 100)
    sheet.deleteLater()
