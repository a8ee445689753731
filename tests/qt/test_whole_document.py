"""Long random sequences over everything a project can hold: value, file and history agree.

After each of them undoing all gives byte for byte what was there at the start, and doing all again
what was there at the end. `BRIEFING_SEQUENCES=500` makes as many, each of 80 edits.
`-o faulthandler_timeout=0` lets a test take as long as that.
"""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import msgspec
from builders import TEXT, article, brief, slot, template
from fakes import FixedClock, HangingStore
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from briefing.errors import ProjectError, StorageError
from briefing.model import article_edits, brief_edits, excerpt_edits, tag_edits
from briefing.model import edits as made
from briefing.model.brief import Placed, Rest, Words
from briefing.model.project import KINDS
from briefing.model.scheme_edits import add_scheme, new_scheme, remove_scheme
from briefing.model.snapshot_edits import remove_snapshot, restore_snapshot, take_snapshot
from briefing.model.suggestion import Suggestion
from briefing.model.suggestion_edits import accept, reject
from briefing.model.tags import new_tag
from briefing.qt.document import ProjectDocument
from briefing.services.anchoring.anchors import follow
from briefing.services.brief.composing import compose
from briefing.services.versions.snapshots import Reason, snapshot_of
from briefing.storage.files import ProjectFiles

SEQUENCES = int(os.environ.get("BRIEFING_SEQUENCES", "0"))
FILES = ProjectFiles(FixedClock())
SHORT = template(slot("issue"), slot("facts", "outlook", "background"))
OTHER = template(slot("points", "outlook"), slot("rest"), key="other")
WORDS = st.text(alphabet="ab é😀\u200f*#[]@\n", max_size=12)
NUMBER = st.integers(0, 999)


def dump(project):
    """Return everything of a project as bytes, in one order."""
    return msgspec.json.encode(
        {kind: sorted(project.items(kind).items()) for kind in KINDS},
        order="deterministic",
        enc_hook=tuple,
    )


class WholeDocument(RuleBasedStateMachine):
    """Everything that edits a project, in any order."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "p.briefing"
        self.count = 0
        self.document = self.shown(FILES.create(self.path))
        self.start = self.document.project

    def shown(self, store):
        return ProjectDocument(store, FixedClock(), "me")

    def settle(self):
        """Wait until the file has everything, where it is written behind."""

    @initialize()
    def begin(self):
        self.apply(made.add_articles([article(TEXT), article("Second one. 😀 It ends.")]))
        self.apply(made.add_brief(brief(), SHORT, {"d": b"docx"}))

    def apply(self, edit):
        before = self.document.project
        try:
            self.document.apply(edit)
        except ProjectError:
            assert self.document.project is before

    def one(self, kind, number):
        items = sorted(self.document.project.items(kind).items())
        return items[number % len(items)][1] if items else None

    def tag(self, number):
        tags = list(self.document.project.tags())
        return tags[number % len(tags)] if tags else None

    def stamp(self):
        self.count += 1
        return made.Stamp(f"n{self.count}", "me", f"2026-01-01T00:00:{self.count % 60:02}")

    @rule(n=NUMBER, start=NUMBER, length=st.integers(1, 30), tag=NUMBER)
    def tags(self, n, start, length, tag):
        if (of := self.one("articles", n)) and of.text and (chosen := self.tag(tag)):
            start %= len(of.text)
            end = min(len(of.text), start + length)
            what = (chosen.id, chosen.name, self.stamp())
            self.apply(made.toggle_tag(of.id, start, end, *what))

    @rule(n=NUMBER, words=WORDS)
    def notes_and_untags(self, n, words):
        if each := self.one("excerpts", n):
            self.apply(made.set_note(each, words))
            if each.tags and n % 3 == 0:
                self.apply(made.untag(each, each.tags[0], "x"))

    @rule(n=NUMBER, at=NUMBER)
    def moves_splits_merges(self, n, at):
        if each := self.one("excerpts", n):
            self.apply(excerpt_edits.split(each, each.start + at % 9, self.stamp()))
            self.apply(excerpt_edits.move_edges(each, max(0, each.start - at % 5), each.end))
            others = self.document.project.excerpts_of(each.article)[:2]
            if len(others) == 2:
                self.apply(excerpt_edits.merge(others))

    @rule(n=NUMBER, at=NUMBER, gone=st.integers(0, 15), words=WORDS)
    def types_in_the_article(self, n, at, gone, words):
        if of := self.one("articles", n):
            start = at % (len(of.text) + 1)
            end = min(len(of.text), start + gone)
            self.apply(article_edits.edit_text(of, start, end, words, typing=start))

    @rule(n=NUMBER, at=NUMBER, words=WORDS)
    def reads_a_newer_version(self, n, at, words):
        if of := self.one("articles", n):
            cut = at % (len(of.text) + 1)
            newer = article(f"{of.text[:cut]} {words} {of.text[cut + 7 :]}. Newer.")
            excerpts = self.document.project.excerpts_of(of.id)
            self.apply(article_edits.replace_text(of, newer, follow(of.text, newer.text, excerpts)))

    @rule(n=NUMBER, words=WORDS)
    def adds_and_removes_articles(self, n, words):
        self.apply(made.add_articles([article(f"Article {n}. {words}")], {f"{n:064}": b"o"}))
        if n % 2 and (of := self.one("articles", n)):
            self.apply(made.remove_article(of))

    @rule(n=NUMBER, key=st.sampled_from(["issue", "facts", "points"]), words=WORDS)
    def writes_and_places_cards(self, n, key, words):
        each, of = self.one("excerpts", n), self.one("briefs", n)
        if of:
            pieces = [Words(words)] if words.strip() else []
            pieces += [Placed(each.id)] if each and n % 2 else []
            self.apply(made.write_section(of.id, key, (*pieces, Rest()), typing=n % 2 - 1))
            if each:
                self.apply(made.leave_out(of.id, key, each.id))
            if each and n % 3:
                self.apply(made.take_in(of.id, key, each.id))

    @rule(n=NUMBER, words=WORDS)
    def changes_briefs(self, n, words):
        if of := self.one("briefs", n):
            self.apply(made.change_template(of, OTHER if n % 2 else SHORT, {f"t{n % 2}": b"d"}))
            self.apply(brief_edits.move_section(of.id, "issue", "points", "x"))
            self.apply(made.rename_brief(of, words))
            self.apply(made.set_field(of.id, "to", words, "To"))
        if n % 4 == 0:
            stamp = self.stamp()
            new = replace(brief(), id=stamp.id, created=stamp.time)
            self.apply(made.add_brief(new, SHORT, {}))
        elif n % 9 == 0 and of:
            self.apply(made.remove_brief(of))

    @rule(n=NUMBER, m=NUMBER, name=st.text(alphabet="TUé", min_size=1, max_size=4))
    def changes_tags(self, n, m, name):
        one, other, scheme = self.tag(n), self.tag(m), self.one("schemes", n)
        if not one or not other or not scheme:
            return
        each = (
            lambda: tag_edits.merge_tags(one, other),
            lambda: tag_edits.retire(one),
            lambda: tag_edits.unretire(one),
            lambda: tag_edits.change_tag(one, {"name": name}),
            lambda: tag_edits.change_tag(one, {"parent": other.id}),
            lambda: tag_edits.move_tag(one, 1 if m % 2 else -1),
            lambda: tag_edits.remove_tag(one),
            lambda: tag_edits.add_tag(scheme.id, new_tag(scheme, name)),
            lambda: tag_edits.split_tag(one, [new_tag(scheme, name)], {}),
            lambda: add_scheme(new_scheme(self.document.project, name)),
            lambda: remove_scheme(scheme),
        )
        try:
            edit = each[(n + m) % len(each)]()
        except ProjectError:
            return
        self.apply(edit)

    @rule(n=NUMBER)
    def takes_and_restores_snapshots(self, n):
        project, of = self.document.project, self.one("briefs", n)
        kept = self.one("snapshots", n)
        if of and n % 2:
            form = project.templates.get(of.template, SHORT)
            outline = compose(project, of, form, author="me", date="2026-01-01")
            shot = snapshot_of(of, form, outline, self.stamp(), Reason("Sent", ""))
            self.apply(take_snapshot(shot))
        elif kept:
            self.apply(remove_snapshot(kept) if n % 3 == 0 else restore_snapshot(kept))

    @rule(n=NUMBER, start=NUMBER, take=st.booleans())
    def settles_suggestions(self, n, start, take):
        if (of := self.one("articles", n)) and of.text and (tag := self.tag(n)):
            start %= len(of.text)
            words = of.text[start : start + 9]
            offered = Suggestion(
                of.id, start, start + len(words), words, (tag.id,), "tag", "because", 0.5
            )
            self.apply((accept if take else reject)(offered, self.stamp()))

    @rule(times=st.integers(1, 5))
    def undoes(self, times):
        for _ in range(times):
            self.document.undo()

    @rule(times=st.integers(1, 5))
    def redoes(self, times):
        for _ in range(times):
            self.document.redo()

    @rule(n=NUMBER)
    def goes_to_a_step(self, n):
        self.document.go_to(n % (len(self.document.steps) + 1))

    @rule()
    def is_opened_again(self):
        self.settle()
        self.document.store.close()
        self.document = self.shown(FILES.open(self.path))

    @invariant()
    def value_file_and_history_agree(self):
        value, store = self.document.project, self.document.store
        assert self.document.is_saved
        assert dump(store.load()) == dump(value)
        steps, done = store.history()
        assert done == self.document.done
        again = self.start
        for step in steps[:done]:
            again = step.changes().applied_to(again)
        assert again == value
        for each in value.excerpts.values():
            text = value.articles[each.article].text
            assert 0 <= each.start <= each.end <= len(text)
            assert each.review or text[each.start : each.end] == each.quote

    def teardown(self):
        self.settle()
        end = dump(self.document.project)
        done = self.document.done
        while self.document.undo_stack.canUndo():
            self.document.undo()
            self.settle()
        assert dump(self.document.project) == dump(self.start)
        assert dump(self.document.store.load()) == dump(self.start)
        while self.document.done < done:
            self.document.redo()
            self.settle()
        assert dump(self.document.project) == end
        assert dump(self.document.store.load()) == end
        self.document.store.close()
        self.folder.cleanup()


class WrittenBehind(WholeDocument):
    """The same, written behind to a disk that hangs now and then."""

    def shown(self, store):
        self.disk = HangingStore(store)
        return ProjectDocument(self.disk, FixedClock(), "me", behind=True)

    def settle(self):
        self.disk.go_on()
        assert self.document._unwritten.rest(60)

    @rule()
    def hangs(self):
        self.disk.hang()

    @rule()
    def goes_on(self):
        self.settle()

    @rule(times=st.integers(1, 5))
    def undoes(self, times):
        for _ in range(times):
            self.may_have_to_wait(self.document.undo)

    @rule(times=st.integers(1, 5))
    def redoes(self, times):
        for _ in range(times):
            self.may_have_to_wait(self.document.redo)

    @rule(n=NUMBER)
    def goes_to_a_step(self, n):
        self.may_have_to_wait(lambda: self.document.go_to(n % (len(self.document.steps) + 1)))

    def may_have_to_wait(self, act):
        value, done = self.document.project, self.document.done
        try:
            act()
        except StorageError:
            assert (self.document.project, self.document.done) == (value, done)
            self.settle()
            act()

    @invariant()
    def value_file_and_history_agree(self):
        if self.document.is_saved and self.document.rest():
            super().value_file_and_history_agree()


TestWholeDocument = WholeDocument.TestCase
TestWholeDocument.settings = settings(
    max_examples=SEQUENCES or 20, stateful_step_count=80 if SEQUENCES else 25, deadline=None
)
TestWrittenBehind = WrittenBehind.TestCase
TestWrittenBehind.settings = settings(
    max_examples=SEQUENCES or 8, stateful_step_count=80 if SEQUENCES else 25, deadline=None
)
