"""Takes what a file of another tool gives into the project, in one step that can be undone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from briefing.language import marked, tr, tr_many
from briefing.model.article import Article
from briefing.model.edits import Edit, Stamp
from briefing.model.excerpt import Excerpt, cut
from briefing.model.origin import Origin
from briefing.model.project import Project
from briefing.model.tags import Tag, TagScheme, codes, free_code, free_id
from briefing.services.anchoring.quotes import find_quote
from briefing.services.interchange import Imported, Loss, guid_of, loss, losses

FOUND_ONCE = 12
"""Code points of a quote that may be looked for in the project's articles without a doubt."""
SEVERAL = marked("Its words are in the articles several times; this is the first place.")


@dataclass(frozen=True, slots=True)
class TakingIn:
    """What an import would do: the edit, what comes, and what is not carried over."""

    edit: Edit
    articles: int
    tags: int
    excerpts: int
    review: int
    losses: tuple[Loss, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the file is new."""
        return not (self.articles or self.tags or self.excerpts)

    def said(self) -> str:
        """Return in words what comes."""
        counts = (
            (self.articles, tr_many("{count:,} article", "{count:,} articles", self.articles)),
            (self.tags, tr_many("{count:,} tag", "{count:,} tags", self.tags)),
            (self.excerpts, tr_many("{count:,} excerpt", "{count:,} excerpts", self.excerpts)),
        )
        found = [words for count, words in counts if count]
        review = tr(", {review:,} of them to look at", review=self.review) if self.review else ""
        return ", ".join(found) + review if found else tr("nothing that is not here already")


def taking_in(
    project: Project, imported: Imported, form: str, source: str, stamp: Stamp
) -> TakingIn:
    """Return what taking a file in would do to the project; nothing is done yet."""
    merger = _Merger(project, imported)
    schemes = merger.schemes()
    articles = merger.articles(stamp)
    excerpts, losses_of_place = merger.excerpts(stamp)
    origin, blobs = merger.origin(form, source, stamp)
    label = tr("Import “{source}”", source=source)

    def apply(before: Project) -> Project:
        after = before.having("articles", *articles).having("schemes", *schemes)
        after = after.having("excerpts", *excerpts)
        return after.having("origins", origin) if origin else after

    return TakingIn(
        Edit(label, apply, blobs=blobs), len(articles), merger.new_tags, len(excerpts),
        sum(bool(e.review) for e in excerpts), (*imported.losses, *losses_of_place),
    )  # fmt: skip


class _Merger:
    def __init__(self, project: Project, imported: Imported) -> None:
        self._project = project
        self._imported = imported
        self._articles: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self.new_tags = 0

    def articles(self, stamp: Stamp) -> list[Article]:
        """Return the articles that are new; one of the same id or words stands for the other."""
        by_guid = {guid_of("articles", key).lower(): key for key in self._project.articles}
        by_text = {a.fingerprint: key for key, a in self._project.articles.items()}
        new = []
        for each in self._imported.articles:
            known = by_guid.get(guid_of("articles", each.id).lower())
            if known is not None and self._project.articles[known].text != each.text:
                known = None
            same = known or by_text.get(each.fingerprint)
            if same is not None:
                self._articles[each.id] = same
                continue
            taken = {*self._project.articles, *self._articles.values()}
            self._articles[each.id] = free = _free(each.id, taken)
            new.append(replace(each, id=free, added=each.added or stamp.time))
        return new

    def schemes(self) -> list[TagScheme]:
        """Return the schemes that are new or grow; tags that are there already stay as they are."""
        by_guid = {guid_of("tags", tag.id).lower(): tag.id for tag in self._project.tags()}
        by_name = {tag.name.casefold(): tag.id for tag in self._project.tags()}
        changed: list[TagScheme] = []
        for scheme in self._imported.schemes:
            fresh = []
            for tag in scheme.tags:
                known = by_guid.get(guid_of("tags", tag.id).lower())
                if known is None and self._imported.by_name:
                    known = by_name.get(tag.name.casefold())
                if known is None:
                    fresh.append(tag)
                self._tags[tag.id] = known or tag.id
            if fresh:
                changed.append(self._grown(scheme, fresh, changed))
        return changed

    def _grown(self, scheme: TagScheme, fresh: list[Tag], before: Iterable[TagScheme]) -> TagScheme:
        """Return the project's scheme of this id and name with the tags, or a new one."""
        known = [*self._project.schemes.values(), *before]
        tags = [tag for each in known for tag in each.tags]
        taken, keys = codes(tags), {tag.key for tag in tags if tag.key}
        ids = {tag.id for tag in tags}
        base = self._project.schemes.get(scheme.id)
        if base is None or base.name != scheme.name:
            free = free_id(scheme.id, {each.id for each in known})
            base = replace(scheme, id=free, tags=())
        made = []
        for tag in fresh:
            self._tags[tag.id] = own = _free(tag.id, ids)
            ids.add(own)
        for tag in fresh:
            code = tag.code if tag.code and tag.code.upper() not in taken else ""
            code = code or free_code(tag.name, taken)
            key = tag.key if tag.key not in keys else ""
            taken.add(code.upper())
            keys.add(key)
            parent = self._tags.get(tag.parent) if tag.parent else None
            inside = {t.id for t in base.tags} | {self._tags[t.id] for t in fresh}
            made.append(
                replace(tag, id=self._tags[tag.id], code=code, key=key,
                        parent=parent if parent in inside else None)
            )  # fmt: skip
        self.new_tags += len(made)
        return replace(base, tags=(*base.tags, *made))

    def excerpts(self, stamp: Stamp) -> tuple[list[Excerpt], tuple[Loss, ...]]:
        """Return the excerpts that are new, and what became of the others."""
        by_guid = {guid_of("excerpts", key).lower() for key in self._project.excerpts}
        found, there, homeless = [], [], []
        placed = [(e, self._articles.get(e.article)) for e in self._imported.excerpts]
        for each, article in placed:
            if guid_of("excerpts", each.id).lower() in by_guid:
                there.append(each.quote)
            elif article is None:
                homeless.append(each.quote)
            else:
                found.append(replace(each, article=article))
        for each in self._imported.loose:
            if guid_of("excerpts", each.id).lower() in by_guid:
                there.append(each.quote)
            elif (placed_now := self._look_for(each)) is None:
                homeless.append(each.quote)
            else:
                found.append(placed_now)
        made = [self._finished(each, stamp) for each in found]
        return made, losses(
            loss(tr("Excerpts that are here already"), there, tr("they stay as they are here")),
            loss(tr("Excerpts without their article"), homeless,
                 tr("their words are in no article of the project; add it first")),
        )  # fmt: skip

    def origin(
        self, form: str, source: str, stamp: Stamp
    ) -> tuple[Origin | None, Mapping[str, bytes]]:
        """Return what is kept of the file, and the bytes; None if the format keeps nothing."""
        said = self._imported
        if not said.document:
            return None, {}
        blobs = {hashlib.sha256(b).hexdigest(): b for b in (said.document, *said.files.values())}
        ids = dict(said.ids)
        ids |= {f"articles {guid_of('articles', k)}": own for k, own in self._articles.items()}
        ids |= {f"tags {guid_of('tags', k)}": own for k, own in self._tags.items() if k != own}
        document = hashlib.sha256(said.document).hexdigest()
        known = next((o for o in self._project.origins.values() if o.document == document), None)
        if known is not None and known.form == form:
            return replace(known, ids={**known.ids, **ids}), blobs
        files = {name: hashlib.sha256(data).hexdigest() for name, data in said.files.items()}
        return Origin(stamp.id, form, source, stamp.time, document, files, ids), blobs

    def _finished(self, excerpt: Excerpt, stamp: Stamp) -> Excerpt:
        known = dict.fromkeys(self._tags.get(tag, tag) for tag in excerpt.tags)
        return replace(
            excerpt, tags=tuple(known), created=excerpt.created or stamp.time,
            author=excerpt.author or stamp.author,
        )  # fmt: skip

    def _look_for(self, excerpt: Excerpt) -> Excerpt | None:
        """Return a loose excerpt where its words stand in the project's articles."""
        around = excerpt.prefix + excerpt.quote + excerpt.suffix
        every: Counter[str] = Counter()
        best: tuple[str, int] | None = None
        for key, article in self._project.articles.items():
            at = article.text.find(around) if around != excerpt.quote else -1
            if at >= 0:
                best, every = (key, at + len(excerpt.prefix)), Counter({key: 1})
                break
            every[key] = article.text.count(excerpt.quote) if excerpt.quote else 0
            start = find_quote(article.text, excerpt.quote) if every[key] else None
            if start is not None and best is None:
                best = key, start
        if best is None:
            return None
        key, start = best
        sure = every.total() == 1 and len(around) >= FOUND_ONCE
        text = self._project.articles[key].text
        quote, prefix, suffix = cut(text, start, start + len(excerpt.quote))
        return replace(
            excerpt, article=key, start=start, end=start + len(quote), quote=quote, prefix=prefix,
            suffix=suffix, review=excerpt.review if sure else SEVERAL,
        )  # fmt: skip


def _free(wish: str, taken: Iterable[str]) -> str:
    known = set(taken)
    return wish if wish not in known else free_id(wish, known)
