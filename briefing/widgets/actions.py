"""Everything the window can do, in one table: words, keys, icon, menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from briefing.model.tags import Tag
from briefing.qt.plain import plain_tip


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. `scope` "article" gives its keys to the article view alone, where letters work.

    `group` parts a menu by lines.
    """

    id: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    scope: str = "window"
    checkable: bool = False
    group: int = 0


MENUS = ("File", "Edit", "Tag", "Go", "Brief", "View", "Help")
ACTIONS = (
    ActionSpec("open", "&Open article…", "File", ("Ctrl+O",), "open", "Open articles from files"),
    ActionSpec("open-address", "Open add&ress…", "File", ("Ctrl+Shift+L",), "",
               "Fetch one page from its address"),
    ActionSpec("paste", "&Paste as article", "File", ("Ctrl+Shift+V",), "paste",
               "Make an article of the text on the clipboard"),
    ActionSpec("import", "&Import…", "File", ("Ctrl+Alt+I",), "",
               "Many files, folders and archives, each with what became of it"),
    ActionSpec("watch-folder", "Wa&tch a folder…", "File", (), "",
               "Import by itself what arrives in a folder"),
    ActionSpec("sample", "Open the &sample", "File", (), "sample", "Try it on a tagged article"),
    ActionSpec("details", "Article &details…", "File", ("Alt+Return",), "",
               "What the article says of itself: headline, outlet, dates; check and correct it"),
    ActionSpec("new-project", "&New project…", "File", ("Ctrl+N",), group=1),
    ActionSpec("open-project", "Open pro&ject…", "File", ("Ctrl+Shift+O",), group=1),
    ActionSpec("save-copy", "Save a &copy…", "File", ("Ctrl+Shift+S",), group=1,
               tip="The project itself is saved at every change"),
    ActionSpec("backups", "Bac&kups…", "File", (), "",
               "Copies that were kept of this project by itself; open one", group=1),
    ActionSpec("export", "&Export brief…", "File", ("Ctrl+E",), "export",
               "Write the brief as a document", group=2),
    ActionSpec("print", "Prin&t…", "File", ("Ctrl+P",), "",
               "See the brief's pages, print them or save them as PDF", group=2),
    ActionSpec("read-back", "&Back from Word…", "File", (), "",
               "Open a document that was exported and edited, and take over what changed", group=2),
    ActionSpec("batch", "A &whole folder…", "File", (), "",
               "A document of every article of a folder", group=2),
    ActionSpec("import-other", "&Import from another tool…", "File", (), "",
               "REFI-QDA, Web Annotations, UIMA CAS; codebooks from CSV and Excel", group=4),
    ActionSpec("export-other", "Export for a&nother tool…", "File", (), "",
               "REFI-QDA, Web Annotations, Excel, CSV; what is lost is told first", group=4),
    ActionSpec("library", "&Library…", "File", ("Ctrl+L",), "",
               "What was published of many projects: find it, use it, publish this one", group=4),
    ActionSpec("quit", "&Quit", "File", ("Ctrl+Q",), group=3),
    ActionSpec("undo", "&Undo", "Edit", ("Ctrl+Z",), "undo"),
    ActionSpec("redo", "&Redo", "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    ActionSpec("edit-text", "&Correct the article's text", "Edit", ("Ctrl+Shift+E",), "",
               "Type in the article; excerpts move with their words. Esc goes back to tagging",
               checkable=True),
    ActionSpec("history", "&History", "Edit", ("Ctrl+Shift+H",), "",
               "Every step, and back to any of them", group=0),
    ActionSpec("commands", "&Do anything…", "Edit", ("Ctrl+Shift+P",), "",
               "Find an action, a tag, an article, a section or a template by a few letters",
               group=1),
    ActionSpec("find", "&Find in the article…", "Edit", ("Ctrl+F",), "search", group=1),
    ActionSpec("find-next", "Find &next", "Edit", ("F3",), group=1),
    ActionSpec("find-previous", "Find previous", "Edit", ("Shift+F3",), group=1),
    ActionSpec("search", "&Search all articles…", "Edit", ("Ctrl+Shift+F",), "", group=1),
    ActionSpec("remove-article", "Remove this &article", "Edit", group=1),
    ActionSpec("settings", "Se&ttings…", "Edit", ("Ctrl+,",), group=2),
    ActionSpec("change-keys", "&Keys of your own…", "Edit", group=2),
    ActionSpec("tag", "&Tag…", "Tag", ("T",), "tag", "Choose a tag by its letters", "article"),
    ActionSpec("note", "&Note", "Tag", ("N",), "note", "Write a note on this excerpt", "article",
               group=1),
    ActionSpec("attribution", "&Who said it", "Tag", ("A",), "", "Say who said these words",
               "article", group=1),
    ActionSpec("status", "Is it &verified", "Tag", ("S",), "", "Say whether anyone verified it",
               "article", group=1),
    ActionSpec("source-kind", "&Kind of source", "Tag", ("Shift+A",), scope="article", group=1),
    ActionSpec("confidence", "How sure (&confidence)", "Tag", ("C",), scope="article", group=1),
    ActionSpec("stakeholder", "Whom it a&ffects", "Tag", ("W",), scope="article", group=1),
    ActionSpec("impact", "Wh&ich way (impact)", "Tag", ("I",), scope="article", group=1),
    ActionSpec("repeat-tag", "Repeat the &last tag", "Tag", (".",), "",
               "Put the tag used last on these words too", "article"),
    ActionSpec("grow", "Select &more", "Tag", ("G",), "",
               "Word, sentence, paragraph, section, everything", "article", group=4),
    ActionSpec("shrink", "Select l&ess", "Tag", ("Shift+G",), scope="article", group=4),
    ActionSpec("end-later", "End a word later", "Tag", ("Alt+Right",), scope="article", group=5),
    ActionSpec("end-earlier", "End a word earlier", "Tag", ("Alt+Left",), scope="article",
               group=5),
    ActionSpec("start-earlier", "Begin a word earlier", "Tag", ("Alt+Shift+Left",),
               scope="article", group=5),
    ActionSpec("start-later", "Begin a word later", "Tag", ("Alt+Shift+Right",), scope="article",
               group=5),
    ActionSpec("look-at", "Look at &one tag", "Tag", ("F",), "",
               "Fade all excerpts but those with this excerpt's tag; again for all", "article",
               group=2),
    ActionSpec("cite", "&Quote in the brief", "Tag", ("Q",), "cite",
               "Put a citation of it where the caret was last in the brief", "article", group=2),
    ActionSpec("card", "Show its &details", "Tag", ("V",), "",
               "Tags, note, source, and the sections of the brief that use it", "article",
               group=2),
    ActionSpec("accept-suggestion", "Accept the &suggestion", "Tag", ("Y",),
               scope="article", group=7),
    ActionSpec("reject-suggestion", "Turn the suggestion &down", "Tag", ("Shift+Y",),
               scope="article", group=7),
    ActionSpec("split", "S&plit at the caret", "Tag", ("X",), "",
               "Part the excerpt in two; both keep their tags", "article", group=5),
    ActionSpec("merge", "Mer&ge", "Tag", ("M",), "",
               "Make one of the selected excerpts, or of this one and the next", "article",
               group=5),
    ActionSpec("remove-excerpt", "&Remove excerpt", "Tag", ("Del", "Backspace"), "remove",
               scope="article", group=3),
    ActionSpec("schemes", "Tags and sc&hemes…", "Tag", ("Ctrl+G",), "",
               "Change, merge, split and retire tags; load and save schemes", group=6),
    ActionSpec("next-excerpt", "Ne&xt excerpt", "Go", ("]",), scope="article"),
    ActionSpec("previous-excerpt", "Pre&vious excerpt", "Go", ("[",), scope="article"),
    ActionSpec("outer-excerpt", "Excerpt &around this one", "Go", ("E",), scope="article",
               tip="Go through the excerpts that overlap here"),
    ActionSpec("next-same", "Next of the sa&me tag", "Go", ("}",), scope="article"),
    ActionSpec("previous-same", "Previous of the same tag", "Go", ("{",), scope="article"),
    ActionSpec("next-untagged", "Next &untagged paragraph", "Go", ("U",), scope="article"),
    ActionSpec("previous-untagged", "Previous untagged paragraph", "Go", ("Shift+U",),
               scope="article"),
    ActionSpec("next-clause", "Next &clause", "Go", ("L",), "",
               "Select the next part of a sentence", "article", group=1),
    ActionSpec("previous-clause", "Previous clause", "Go", ("H",), scope="article", group=1),
    ActionSpec("more-clause", "Take in the next clause", "Go", ("Shift+L",), scope="article",
               group=1),
    ActionSpec("next-suggestion", "Next su&ggestion", "Go", ("O",), scope="article", group=2),
    ActionSpec("show-article", "Go to the &article", "Go", ("F6",), group=3),
    ActionSpec("show-brief", "Go to the &brief", "Go", ("F7",), group=3),
    ActionSpec("next-section", "Ne&xt section", "Go", ("Ctrl+PgDown",), group=3),
    ActionSpec("previous-section", "Pre&vious section", "Go", ("Ctrl+PgUp",), group=3),
    ActionSpec("next-misspelt", "Next m&isspelt word", "Go", ("Ctrl+F7",), "",
               "In the brief; the Menu key then offers what might have been meant", group=3),
    ActionSpec("message", "Go to the &message", "Go", ("F9",), "",
               "To what can be done about the message that is shown", group=3),
    ActionSpec("new-brief", "&New brief…", "Brief", ("Ctrl+Shift+N",), "new"),
    ActionSpec("template", "Change &template…", "Brief", ("Ctrl+T",), "template"),
    ActionSpec("snapshots", "&Snapshots…", "Brief", ("Ctrl+Alt+S",), "",
               "Keep named versions, compare any two, go back to one"),
    ActionSpec("profiles", "P&rofiles…", "Brief", (), "",
               "Name, unit, marking and contact that fill headers"),
    ActionSpec("snippet", "&Insert a snippet…", "Brief", ("Ctrl+Shift+I",), "",
               "Words you use again and again; also keeps the selection as one"),
    ActionSpec("templates", "Template &library…", "Brief", ("Ctrl+Shift+T",), "",
               "Choose, make, change and pass on templates"),
    ActionSpec("checks", "C&hecks", "Brief", ("F12",), "",
               "What there is to mend before the brief goes out", group=1),
    ActionSpec("next-finding", "Next thing to &mend", "Brief", ("Shift+F12",), "",
               "Go to what the next finding of the checks is about", group=1),
    ActionSpec("copy-brief", "&Copy the brief", "Brief", ("Ctrl+Shift+C",), "",
               "Put it on the clipboard, to paste into Word or mail", group=1),
    ActionSpec("preview", "&Preview", "Brief", ("F8",), "preview", "Show the brief as a page",
               checkable=True, group=1),
    ActionSpec("review", "Excerpts to &look at", "View", ("Shift+F4",), "",
               "Excerpts whose words are not certain after the article changed"),
    ActionSpec("suggestions", "S&uggestions", "View", ("F5",), "",
               "What might be worth an excerpt, with the reason for each"),
    ActionSpec("tables", "&Tables", "View", ("F4",), "",
               "Stakeholders, sources and figures, each row leading to its words"),
    ActionSpec("analysis", "Anal&ysis…", "View", ("Shift+F5",), "",
               "Tags, sources, stakeholders and figures over all articles of the project"),
    ActionSpec("larger", "&Larger text", "View", ("Ctrl++", "Ctrl+="), group=1),
    ActionSpec("smaller", "&Smaller text", "View", ("Ctrl+-",), group=1),
    ActionSpec("usual-size", "&Usual size", "View", ("Ctrl+0",), group=1),
    ActionSpec("wider", "&Wider lines", "View", ("Ctrl+]",), group=1),
    ActionSpec("narrower", "&Narrower lines", "View", ("Ctrl+[",), group=1),
    ActionSpec("sans", "Article &without serifs", "View", checkable=True, group=1),
    ActionSpec("focus", "&Focus on the paragraph", "View", ("F11",), "",
               "Only the article, and in it the paragraph that is read", checkable=True, group=2),
    ActionSpec("dark", "&Dark colours", "View", ("Ctrl+Shift+D",), checkable=True, group=2),
    ActionSpec("keys", "&Keys", "Help", ("F1",)),
    ActionSpec("tour", "Five-minute &tour", "Help", (), "",
               "Try each part on the sample, step by step; goes on where it was left"),
    ActionSpec("plug-ins", "&Plug-ins…", "Help", (), "",
               "What other packages add to the program, and what failed"),
    ActionSpec("about", "&About Briefing", "Help"),
)  # fmt: skip

Handlers = Mapping[str, Callable[[], None]]


class Actions:
    """The actions of one window; `[id]` gives one."""

    def __init__(
        self,
        window: QWidget,
        article: QWidget,
        handlers: Handlers,
        icon: Callable[[str], QIcon],
    ) -> None:
        self._article = article
        self._icon = icon
        self._tags: list[QAction] = []
        self._actions = {spec.id: self._made(spec, window) for spec in ACTIONS}
        for spec in ACTIONS:
            handler = handlers[spec.id]
            self._actions[spec.id].triggered.connect(lambda _on=False, do=handler: do())

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def set_keys(self, own: Mapping[str, tuple[str, ...]]) -> None:
        """Give actions the keys that the user chose, and all others their usual ones."""
        for spec in ACTIONS:
            keys = own.get(spec.id, spec.keys)
            self._actions[spec.id].setShortcuts([QKeySequence(key) for key in keys])

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Make the menus; returns them by their name."""
        menus = {}
        for name in MENUS:
            menu = menus[name] = bar.addMenu(f"&{_translated(name)}")
            group = 0
            for spec in ACTIONS:
                if spec.menu != name:
                    continue
                if spec.group != group:
                    menu.addSeparator()
                    group = spec.group
                menu.addAction(self._actions[spec.id])
        return menus

    def set_tags(self, tags: Iterable[Tag], toggle: Callable[[str], None]) -> list[QAction]:
        """Make an action for each tag, with its digit as its key; returns them in order."""
        for action in self._tags:
            self._article.removeAction(action)
            action.deleteLater()
        self._tags = []
        for tag in tags:
            action = QAction(tag.name.replace("&", "&&"), self._article)
            action.setData(tag.id)
            if tag.key:
                action.setShortcut(QKeySequence(tag.key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setToolTip(plain_tip(tag.description))
            action.triggered.connect(lambda _on=False, tag_id=tag.id: toggle(tag_id))
            self._article.addAction(action)
            self._tags.append(action)
        return self._tags

    def refresh_icons(self, icon: Callable[[str], QIcon]) -> None:
        """Draw the icons anew, in the colours of another theme."""
        self._icon = icon
        for spec in ACTIONS:
            if spec.icon:
                self._actions[spec.id].setIcon(icon(spec.icon))

    def _made(self, spec: ActionSpec, window: QWidget) -> QAction:
        in_article = spec.scope == "article"
        action = QAction(_translated(spec.text), window)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setShortcutContext(
            Qt.ShortcutContext.WidgetShortcut if in_article else Qt.ShortcutContext.WindowShortcut
        )
        action.setCheckable(spec.checkable)
        if spec.icon:
            action.setIcon(self._icon(spec.icon))
        keys = ", ".join(QKeySequence(key).toString() for key in spec.keys)
        words = _translated(spec.tip or spec.text.replace("&", "").rstrip("…"))
        action.setToolTip(f"{words} ({keys})" if keys else words)
        (self._article if in_article else window).addAction(action)
        return action


def menu_name(menu: str) -> str:
    """Return what a menu of `MENUS` is called."""
    return _translated(menu)


def name_of(spec: ActionSpec) -> str:
    """Return what an action is called, without the marks of a menu."""
    return _translated(spec.text).replace("&", "").rstrip("…")


def key_list(own: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return what each key does: words and keys, in the order of the menus."""
    both = ((name_of(spec), own.get(spec.id, spec.keys)) for spec in ACTIONS)
    return [(name, " or ".join(keys)) for name, keys in both if keys]


def keys_of(action_id: str) -> str:
    """Return the first key of an action as this system spells it, "" if it has none."""
    keys = next(spec.keys for spec in ACTIONS if spec.id == action_id)
    return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


def _translated(text: str) -> str:
    return QCoreApplication.translate("Actions", text)
