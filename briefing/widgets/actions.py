"""Everything the window can do, in one table: words, keys, icon, menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QStyleOptionMenuItem, QWidget

from briefing.language import marked, tr, tr_in
from briefing.model.tags import Tag
from briefing.qt.plain import plain_tip
from briefing.qt.saying import in_order, listed, spelled


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. `scope` "article" gives its keys to the article view alone, where letters work.

    "program" gives them to every window, and to menus that are open. `group` parts a menu by lines.
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
    ActionSpec("open", marked("&Open article…"), "File", ("Ctrl+O",), "open",
               marked("Open articles from files")),
    ActionSpec("open-address", marked("Open add&ress…"), "File", ("Ctrl+Shift+L",), "",
               marked("Fetch one page from its address")),
    ActionSpec("paste", marked("&Paste as article"), "File", ("Ctrl+Shift+V",), "paste",
               marked("Make an article of the text on the clipboard")),
    ActionSpec("import", marked("&Import…"), "File", ("Ctrl+Alt+I",), "",
               marked("Many files, folders and archives, each with what became of it")),
    ActionSpec("watch-folder", marked("Wa&tch a folder…"), "File", (), "",
               marked("Import by itself what arrives in a folder")),
    ActionSpec("sample", marked("Open the &sample"), "File", (), "sample",
               marked("Try it on a tagged article")),
    ActionSpec("details", marked("Article &details…"), "File", ("Alt+Return",), "",
               marked("What the article says of itself: headline, outlet, dates; "
                      "check and correct it")),
    ActionSpec("new-project", marked("&New project…"), "File", ("Ctrl+N",), group=1),
    ActionSpec("open-project", marked("Open pro&ject…"), "File", ("Ctrl+Shift+O",), group=1),
    ActionSpec("save-copy", marked("Save a &copy…"), "File", ("Ctrl+Shift+S",), group=1,
               tip=marked("The project itself is saved at every change")),
    ActionSpec("backups", marked("Bac&kups…"), "File", (), "",
               marked("Copies that were kept of this project by itself; open one"), group=1),
    ActionSpec("export", marked("&Export brief…"), "File", ("Ctrl+E",), "export",
               marked("Write the brief as a document"), group=2),
    ActionSpec("print", marked("Prin&t…"), "File", ("Ctrl+P",), "",
               marked("See the brief's pages, print them or save them as PDF"), group=2),
    ActionSpec("read-back", marked("&Back from Word…"), "File", (), "",
               marked("Open a document that was exported and edited, and take over what changed"),
               group=2),
    ActionSpec("batch", marked("A &whole folder…"), "File", (), "",
               marked("A document of every article of a folder"), group=2),
    ActionSpec("import-other", marked("&Import from another tool…"), "File", (), "",
               marked("REFI-QDA, Web Annotations, UIMA CAS; codebooks from CSV and Excel"),
               group=4),
    ActionSpec("export-other", marked("Export for a&nother tool…"), "File", (), "",
               marked("REFI-QDA, Web Annotations, Excel, CSV; what is lost is told first"),
               group=4),
    ActionSpec("library", marked("&Library…"), "File", ("Ctrl+L",), "",
               marked("What was published of many projects: find it, use it, publish this one"),
               group=4),
    ActionSpec("quit", marked("&Quit"), "File", ("Ctrl+Q",), group=3),
    ActionSpec("undo", marked("&Undo"), "Edit", ("Ctrl+Z",), "undo"),
    ActionSpec("redo", marked("&Redo"), "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    ActionSpec("edit-text", marked("&Correct the article's text"), "Edit", ("Ctrl+Shift+E",), "",
               marked("Type in the article; excerpts move with their words. Esc "
                      "goes back to tagging"),
               checkable=True),
    ActionSpec("history", marked("&History"), "Edit", ("Ctrl+Shift+H",), "",
               marked("Every step, and back to any of them"), group=0),
    ActionSpec("commands", marked("&Do anything…"), "Edit", ("Ctrl+Shift+P",), "",
               marked("Find an action, a tag, an article, a section or a template "
                      "by a few letters"),
               group=1),
    ActionSpec("find", marked("&Find in the article…"), "Edit", ("Ctrl+F",), "search", group=1),
    ActionSpec("replace", marked("Find and &replace in the brief…"), "Edit", ("Ctrl+H",), "",
               marked("Put other words in the place of some, in all sections at once"), group=1),
    ActionSpec("find-next", marked("Find &next"), "Edit", ("F3",), group=1),
    ActionSpec("find-previous", marked("Find previous"), "Edit", ("Shift+F3",), group=1),
    ActionSpec("search", marked("&Search all articles…"), "Edit", ("Ctrl+Shift+F",), "", group=1),
    ActionSpec("remove-article", marked("Remove this &article"), "Edit", group=1),
    ActionSpec("settings", marked("Se&ttings…"), "Edit", ("Ctrl+,",), group=2),
    ActionSpec("change-keys", marked("&Keys of your own…"), "Edit", group=2),
    ActionSpec("tag", marked("&Tag…"), "Tag", ("T",), "tag", marked("Choose a tag by its letters"),
               "article"),
    ActionSpec("note", marked("&Note"), "Tag", ("N",), "note",
               marked("Write a note on this excerpt"), "article", group=1),
    ActionSpec("attribution", marked("&Who said it"), "Tag", ("A",), "",
               marked("Say who said these words"), "article", group=1),
    ActionSpec("status", marked("Is it &verified"), "Tag", ("S",), "",
               marked("Say whether anyone verified it"), "article", group=1),
    ActionSpec("source-kind", marked("&Kind of source"), "Tag", ("Shift+A",), scope="article",
               group=1),
    ActionSpec("confidence", marked("How sure (&confidence)"), "Tag", ("C",), scope="article",
               group=1),
    ActionSpec("stakeholder", marked("Whom it a&ffects"), "Tag", ("W",), scope="article", group=1),
    ActionSpec("impact", marked("Wh&ich way (impact)"), "Tag", ("I",), scope="article", group=1),
    ActionSpec("repeat-tag", marked("Repeat the &last tag"), "Tag", (".",), "",
               marked("Put the tag used last on these words too"), "article"),
    ActionSpec("grow", marked("Select &more"), "Tag", ("G",), "",
               marked("Word, sentence, paragraph, section, everything"), "article", group=4),
    ActionSpec("shrink", marked("Select l&ess"), "Tag", ("Shift+G",), scope="article", group=4),
    ActionSpec("end-later", marked("End a word later"), "Tag", ("Alt+Right",), scope="article",
               group=5),
    ActionSpec("end-earlier", marked("End a word earlier"), "Tag", ("Alt+Left",), scope="article",
               group=5),
    ActionSpec("start-earlier", marked("Begin a word earlier"), "Tag", ("Alt+Shift+Left",),
               scope="article", group=5),
    ActionSpec("start-later", marked("Begin a word later"), "Tag", ("Alt+Shift+Right",),
               scope="article", group=5),
    ActionSpec("look-at", marked("Look at &one tag"), "Tag", ("F",), "",
               marked("Fade all excerpts but those with this excerpt's tag; again for all"),
               "article", group=2),
    ActionSpec("cite", marked("&Quote in the brief"), "Tag", ("Q",), "cite",
               marked("Put a citation of it where the caret was last in the brief"), "article",
               group=2),
    ActionSpec("card", marked("Show its &details"), "Tag", ("V",), "",
               marked("Tags, note, source, and the sections of the brief that use it"), "article",
               group=2),
    ActionSpec("accept-suggestion", marked("Accept the &suggestion"), "Tag", ("Y",),
               scope="article", group=7),
    ActionSpec("reject-suggestion", marked("Turn the suggestion &down"), "Tag", ("Shift+Y",),
               scope="article", group=7),
    ActionSpec("split", marked("S&plit at the caret"), "Tag", ("X",), "",
               marked("Part the excerpt in two; both keep their tags"), "article", group=5),
    ActionSpec("merge", marked("Mer&ge"), "Tag", ("M",), "",
               marked("Make one of the selected excerpts, or of this one and the next"), "article",
               group=5),
    ActionSpec("remove-excerpt", marked("&Remove excerpt"), "Tag", ("Del", "Backspace"), "remove",
               scope="article", group=3),
    ActionSpec("schemes", marked("Tags and sc&hemes…"), "Tag", ("Ctrl+G",), "",
               marked("Change, merge, split and retire tags; load and save schemes"), group=6),
    ActionSpec("next-excerpt", marked("Ne&xt excerpt"), "Go", ("]",), scope="article"),
    ActionSpec("previous-excerpt", marked("Pre&vious excerpt"), "Go", ("[",), scope="article"),
    ActionSpec("outer-excerpt", marked("Excerpt &around this one"), "Go", ("E",), scope="article",
               tip=marked("Go through the excerpts that overlap here")),
    ActionSpec("next-same", marked("Next of the sa&me tag"), "Go", ("}",), scope="article"),
    ActionSpec("previous-same", marked("Previous of the same tag"), "Go", ("{",), scope="article"),
    ActionSpec("next-untagged", marked("Next &untagged paragraph"), "Go", ("U",), scope="article"),
    ActionSpec("previous-untagged", marked("Previous untagged paragraph"), "Go", ("Shift+U",),
               scope="article"),
    ActionSpec("next-clause", marked("Next &clause"), "Go", ("L",), "",
               marked("Select the next part of a sentence"), "article", group=1),
    ActionSpec("previous-clause", marked("Previous clause"), "Go", ("H",), scope="article",
               group=1),
    ActionSpec("more-clause", marked("Take in the next clause"), "Go", ("Shift+L",),
               scope="article", group=1),
    ActionSpec("next-suggestion", marked("Next su&ggestion"), "Go", ("O",), scope="article",
               group=2),
    ActionSpec("show-article", marked("Go to the &article"), "Go", ("F6",), group=3),
    ActionSpec("show-brief", marked("Go to the &brief"), "Go", ("F7",), group=3),
    ActionSpec("show-in-brief", marked("&Where it stands in the brief"), "Go", ("Ctrl+Return",), "",
               marked("Go to the card or citation of this excerpt; again for the next place"),
               "article", group=3),
    ActionSpec("next-section", marked("Ne&xt section"), "Go", ("Ctrl+PgDown",), group=3),
    ActionSpec("previous-section", marked("Pre&vious section"), "Go", ("Ctrl+PgUp",), group=3),
    ActionSpec("next-misspelt", marked("Next m&isspelt word"), "Go", ("Ctrl+F7",), "",
               marked("In the brief; the Menu key then offers what might have been meant"),
               group=3),
    ActionSpec("message", marked("Go to the &message"), "Go", ("F9",), "",
               marked("To what can be done about the message that is shown"), group=3),
    ActionSpec("new-brief", marked("&New brief…"), "Brief", ("Ctrl+Shift+N",), "new"),
    ActionSpec("template", marked("Change &template…"), "Brief", ("Ctrl+T",), "template"),
    ActionSpec("snapshots", marked("&Snapshots…"), "Brief", ("Ctrl+Alt+S",), "",
               marked("Keep named versions, compare any two, go back to one")),
    ActionSpec("fill-section", marked("&Fill the section by…"), "Brief", (), "",
               marked("A query of tags, or a table of the analysis")),
    ActionSpec("profiles", marked("P&rofiles…"), "Brief", (), "",
               marked("Name, unit, marking and contact that fill headers")),
    ActionSpec("snippet", marked("&Insert a snippet…"), "Brief", ("Ctrl+Shift+I",), "",
               marked("Words you use again and again; also keeps the selection as one")),
    ActionSpec("templates", marked("Template &library…"), "Brief", ("Ctrl+Shift+T",), "",
               marked("Choose, make, change and pass on templates")),
    ActionSpec("checks", marked("C&hecks"), "Brief", ("F12",), "",
               marked("What there is to mend before the brief goes out"), group=1),
    ActionSpec("next-finding", marked("Next thing to &mend"), "Brief", ("Shift+F12",), "",
               marked("Go to what the next finding of the checks is about"), group=1),
    ActionSpec("copy-brief", marked("&Copy the brief"), "Brief", ("Ctrl+Shift+C",), "",
               marked("Put it on the clipboard, to paste into Word or mail"), group=1),
    ActionSpec("preview", marked("&Preview"), "Brief", ("F8",), "preview",
               marked("Show the brief as a page"), checkable=True, group=1),
    ActionSpec("review", marked("Excerpts to &look at"), "View", ("Shift+F4",), "",
               marked("Excerpts whose words are not certain after the article changed")),
    ActionSpec("resting", marked("Sentences to look at a&gain"), "View", (), "",
               marked("What the briefs rest on words that a newer version of an article changed")),
    ActionSpec("suggestions", marked("S&uggestions"), "View", ("F5",), "",
               marked("What might be worth an excerpt, with the reason for each")),
    ActionSpec("tables", marked("&Tables"), "View", ("F4",), "",
               marked("Stakeholders, sources and figures, each row leading to its words")),
    ActionSpec("analysis", marked("Anal&ysis…"), "View", ("Shift+F5",), "",
               marked("Tags, sources, stakeholders and figures over all articles of the project")),
    ActionSpec("larger", marked("&Larger text"), "View", ("Ctrl++", "Ctrl+="), group=1),
    ActionSpec("smaller", marked("&Smaller text"), "View", ("Ctrl+-",), group=1),
    ActionSpec("usual-size", marked("&Usual size"), "View", ("Ctrl+0",), group=1),
    ActionSpec("wider", marked("&Wider lines"), "View", ("Ctrl+]",), group=1),
    ActionSpec("narrower", marked("&Narrower lines"), "View", ("Ctrl+[",), group=1),
    ActionSpec("sans", marked("Article &without serifs"), "View", checkable=True, group=1),
    ActionSpec("focus", marked("&Focus on the paragraph"), "View", ("F11",), "",
               marked("Only the article, and in it the paragraph that is read"), checkable=True,
               group=2),
    ActionSpec("dark", marked("&Dark colours"), "View", ("Ctrl+Shift+D",), checkable=True, group=2),
    ActionSpec("pane-wider", marked("Wider pane"), "View", ("Ctrl+Alt+PgUp",), "",
               marked("Give the pane that you are in more room"), group=3),
    ActionSpec("pane-narrower", marked("Narrower pane"), "View", ("Ctrl+Alt+PgDown",), group=3),
    ActionSpec("pane-higher", marked("Higher pane"), "View", ("Ctrl+Alt+Home",), group=3),
    ActionSpec("pane-lower", marked("Lower pane"), "View", ("Ctrl+Alt+End",), group=3),
    ActionSpec("move-pane", marked("&Move pane…"), "View", (), "",
               marked("To another side of the window, or beside another pane as a tab"), group=3),
    ActionSpec("usual-panes", marked("Panes as us&ual"), "View", (), "",
               marked("Put every pane back where it stands at the first start"), group=3),
    ActionSpec("help", marked("&Guide"), "Help", ("F1",), "",
               marked("The guide, at what it says of the part that you are in"), "program"),
    ActionSpec("keys", marked("&Keys"), "Help", ("Ctrl+F1",)),
    ActionSpec("tour", marked("Five-minute &tour"), "Help", (), "",
               marked("Try each part on the sample, step by step; goes on where it was left")),
    ActionSpec("plug-ins", marked("&Plug-ins…"), "Help", (), "",
               marked("What other packages add to the program, and what failed")),
    ActionSpec("about", marked("&About Briefing"), "Help"),
)  # fmt: skip

_CONTEXTS = {
    "article": Qt.ShortcutContext.WidgetShortcut, "window": Qt.ShortcutContext.WindowShortcut,
    "program": Qt.ShortcutContext.ApplicationShortcut,
}  # fmt: skip
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

    def key_of(self, action_id: str) -> str:
        """Return the first key of an action as this system spells it, "" if it has none."""
        return spelled(self[action_id].shortcut().toString())

    def set_keys(self, own: Mapping[str, tuple[str, ...]]) -> None:
        """Give actions the keys that the user chose, and all others their usual ones."""
        for spec in ACTIONS:
            _give_keys(self._actions[spec.id], spec, own.get(spec.id, spec.keys))

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Make the menus; returns them by their name."""
        menus: dict[str, QMenu] = {}
        for name in MENUS:
            menu = menus[name] = _Menu(_menu_titles()[name], bar)
            bar.addMenu(menu)
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
        action = QAction(tr(spec.text), window)
        _give_keys(action, spec, spec.keys)
        action.setShortcutContext(_CONTEXTS[spec.scope])
        if spec.checkable:
            action.setCheckable(True)
        if spec.icon:
            action.setIcon(self._icon(spec.icon))
        (self._article if in_article else window).addAction(action)
        return action


class _Menu(QMenu):
    """A menu whose keys stand in their own order in a window that is read from the right."""

    def initStyleOption(  # noqa: N802 Qt's name
        self, option: QStyleOptionMenuItem, action: QAction
    ) -> None:
        """Say what is drawn of an action: its words, a tab, its key."""
        super().initStyleOption(option, action)
        words, tab, key = option.text.partition("\t")
        option.text = f"{words}{tab}{in_order(key)}"


def _give_keys(action: QAction, spec: ActionSpec, keys: tuple[str, ...]) -> None:
    """Let keys do an action, and its tip name them."""
    action.setShortcuts([QKeySequence(key) for key in keys])
    words, said = tr(spec.tip) if spec.tip else name_of(spec), listed(map(spelled, keys))
    action.setToolTip(plain_tip(f"{words} ({said})" if said else words))


def menu_name(menu: str) -> str:
    """Return what a menu of `MENUS` is called."""
    return _menu_titles()[menu].replace("&", "")


def _menu_titles() -> dict[str, str]:
    return {
        "File": tr_in("menu", "&File"), "Edit": tr_in("menu", "&Edit"),
        "Tag": tr_in("menu", "&Tag"), "Go": tr_in("menu", "&Go"),
        "Brief": tr_in("menu", "&Brief"), "View": tr_in("menu", "&View"),
        "Help": tr_in("menu", "&Help"),
    }  # fmt: skip


def name_of(spec: ActionSpec) -> str:
    """Return what an action is called, without the marks of a menu."""
    return tr(spec.text).replace("&", "").rstrip("…")


def key_list(own: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return what each key does: words and keys, in the order of the menus."""
    return [(name, keys) for _menu, name, keys in keys_by_menu(own)]


def keys_by_menu(own: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str, str]]:
    """Return what each key does: menu of `MENUS`, words and keys, in the order of the table."""
    both = ((spec.menu, name_of(spec), own.get(spec.id, spec.keys)) for spec in ACTIONS)
    between = tr_in("between keys", " or ")
    return [(menu, name, between.join(map(spelled, keys))) for menu, name, keys in both if keys]
