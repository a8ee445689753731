"""Loading articles: from a path, bytes or pasted text, with a clear word when it fails."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from briefing.errors import LoadError
from briefing.language import marked, tr
from briefing.services.articles.joining import joined
from briefing.services.articles.signatures import looks_like_page, remedy, suffix_by_sign
from briefing.services.plug_ins.added import Live
from briefing.services.ports import (
    ArticleLoader,
    LoadedArticle,
    LoadedArticles,
    RecognisingLoader,
)
from briefing.services.registry import Registry
from briefing.services.writing import reason_of

if TYPE_CHECKING:
    from briefing.services.articles.copied import CopiedWords

BY_ITS_WORDS = marked("the article’s own words")
"""Where the language was found that an article does not name."""
LARGEST = 50 * 1024 * 1024
"""Bytes of a file that is read; a larger one is refused before it is opened."""


@runtime_checkable
class Closing(Protocol):
    """A loader with something to end, such as a process."""

    def close(self) -> None:
        """End it; what it is reading fails."""


@runtime_checkable
class Expecting(Protocol):
    """A loader that is quicker when it is told beforehand that it will be wanted."""

    def expect(self) -> None:
        """Make ready for a file of its format when there is an occasion."""


class LoadingService:
    """Finds the loader for what it is given; `loaders` is gone through anew each time.

    A function in its place makes them when one is first asked for. `language_of` tells the code
    of a text's language, for articles that do not name it, or None where that is not clear.
    """

    def __init__(
        self,
        loaders: Iterable[ArticleLoader] | Callable[[], Iterable[ArticleLoader]],
        language_of: Callable[[str], str | None] = lambda _text: None,
    ) -> None:
        self._language_of = language_of
        self._make = loaders if callable(loaders) else None
        self._made = None if callable(loaders) else loaders
        self._making = Lock()

    @property
    def _loaders(self) -> Iterable[ArticleLoader]:
        with self._making:  # files are read by several threads
            if self._made is None:
                assert self._make is not None
                self._made = self._make()
            return self._made

    def load_file(self, path: Path, *, whole: bool = False, form: str = "") -> LoadedArticles:
        """Return the articles of a file; raises LoadError that names it and what to do.

        With `whole` a file of many articles is read as one. `form` is the name of the format to
        read it as, whatever it looks like.
        """
        return self.load_bytes(file_bytes(path), shown_name(path), whole=whole, form=form)

    def load_bytes(
        self, data: bytes, name: str, *, whole: bool = False, form: str = ""
    ) -> LoadedArticles:
        """Return the articles in bytes; `name` tells the format unless the bytes or `form` do.

        With `whole` they are read as one article: an export from a press database as the Word
        document, page or text that it also is, anything else with its articles joined.
        """
        if not data.strip():
            raise LoadError(tr("{name} is empty.", name=name), tr("Open a file with text in it."))
        loader = self._named(form) if form else self._loader(data, name, whole=whole)
        loaded = loader.load(data, name)
        if not any(each.article.text.strip() for each in loaded):
            raise LoadError(
                tr("{name} has no text in it.", name=name), tr("Open a file with text in it.")
            )
        failed = loaded.failed if isinstance(loaded, LoadedArticles) else ()
        articles = (joined(loaded),) if whole and len(loaded) > 1 else tuple(loaded)
        return LoadedArticles(tuple(map(self._in_language, articles)), failed)

    def load_text(self, text: str, source: str = "Pasted text") -> LoadedArticles:
        """Return the article in pasted text."""
        loaded = self.load_bytes(text.encode("utf-8", "replace"), f"{source}.txt")
        return LoadedArticles(tuple(_renamed(each, source) for each in loaded))

    def load_copied(self, copied: CopiedWords, source: str) -> LoadedArticles:
        """Return the article in what was copied: with its structure if that keeps all its words.

        Where the HTML cannot be read, or lacks words of the text, the text alone is taken.
        """
        from briefing.services.articles.copied import clipboard_file, lost_words

        if not copied.html.strip():
            return self.load_text(copied.text, source)
        try:
            loaded = self.load_bytes(clipboard_file(copied), source)
        except LoadError:
            if not copied.text.strip():
                raise
            return self.load_text(copied.text, source)
        read = "\n".join(each.article.text for each in loaded)
        if lost := lost_words(copied.text, read):
            named = ", ".join(lost[:5])
            warning = tr(
                "Headings and lists were not kept, for words would have been lost: {named}.",
                named=named,
            )
            plain = self.load_text(copied.text, source)
            return LoadedArticles(tuple(_warned(each, warning) for each in plain))
        return LoadedArticles(tuple(_from_page(each) for each in loaded))

    def expect(self, paths: Iterable[Path]) -> None:
        """Say which files are to be read soon, so that all formats are prepared for at once."""
        endings = {path.suffix.lower() for path in paths}
        for loader in self._loaders:
            if isinstance(loader, Expecting) and endings.intersection(loader.suffixes):
                loader.expect()

    def close(self) -> None:
        """End what loaders have started, and what they are reading."""
        if self._made is None:
            return
        used = self._loaders.in_use() if isinstance(self._loaders, Live) else self._loaders
        for loader in used:
            if isinstance(loader, Closing):
                loader.close()

    def formats(self) -> list[tuple[str, str]]:
        """Return the name and the label of each format that a file can be read as."""
        return [(each.name, tr(each.label)) for each in self._loaders]

    def filters(self) -> str:
        """Return the file kinds for an open dialog, in Qt's spelling."""
        every = " ".join(f"*{suffix}" for suffix in self._suffixes())
        kinds = [
            f"{tr(each.label)} ({' '.join('*' + suffix for suffix in each.suffixes)})"
            for each in self._loaders
            if each.suffixes
        ]
        return ";;".join([tr("Articles ({every})", every=every), *kinds, tr("All files (*)")])

    def _in_language(self, loaded: LoadedArticle) -> LoadedArticle:
        """Return it with the language that its words show, if it names none."""
        said = loaded.article.metadata
        code = None if said.language else self._language_of(loaded.article.text)
        if code is None:
            return loaded
        found = (*said.found, ("language", BY_ITS_WORDS))
        metadata = replace(said, language=code, found=found)
        return replace(loaded, article=replace(loaded.article, metadata=metadata))

    def _loader(self, data: bytes, name: str, *, whole: bool) -> ArticleLoader:
        # Not by isinstance: asking a protocol takes longer than most files take to tell.
        looking = (each for each in self._loaders if hasattr(each, "recognises"))
        known = cast("Iterable[RecognisingLoader]", looking)
        recognised = next((each for each in known if each.recognises(data, name)), None)
        if recognised and not (whole and self._plainer(data, name, recognised)):
            return recognised
        return self._by_ending(data, name)

    def _plainer(self, data: bytes, name: str, recognised: ArticleLoader) -> bool:
        """Tell whether another loader reads what is recognised as the one document it also is."""
        if Path(name).suffix.lower() in recognised.suffixes:
            return False
        return self._by_ending(data, name) is not self._plain()

    def _by_ending(self, data: bytes, name: str) -> ArticleLoader:
        suffix = Path(name).suffix.lower()
        if sign := suffix_by_sign(data, suffix):
            if found := self._by_suffix(sign):
                return found
            raise LoadError(
                tr(
                    "{name} is a {sign} file, which cannot be read as an article.",
                    name=name,
                    sign=sign[1:].upper(),
                ),
                remedy(sign) or tr("These can: {suffixes}.", suffixes=", ".join(self._suffixes())),
            )
        page = self._by_suffix(".html") if looks_like_page(data, suffix) else None
        if found := page or self._by_suffix(suffix):
            return found
        if b"\0" in data[:4096] and not _looks_like_utf16(data):
            raise LoadError(
                tr("{name} is not text.", name=name),
                tr("These can be read: {suffixes}.", suffixes=", ".join(self._suffixes())),
            )
        return self._plain()

    def _named(self, form: str) -> ArticleLoader:
        return Registry("format", self._loaders).get(form)

    def _by_suffix(self, suffix: str) -> ArticleLoader | None:
        return next((each for each in self._loaders if suffix in each.suffixes), None)

    def _plain(self) -> ArticleLoader:
        return next(loader for loader in self._loaders if ".txt" in loader.suffixes)

    def _suffixes(self) -> list[str]:
        every = (suffix for loader in self._loaders for suffix in loader.suffixes)
        return list(dict.fromkeys(every))


def file_bytes(path: Path) -> bytes:
    """Return what is in a file that is to be read; raises LoadError as `load_file` does."""
    _check(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise LoadError(
            tr("{name} cannot be read ({reason}).", name=path.name, reason=reason_of(error)),
            tr("Check its permissions."),
        ) from error


def shown_name(path: Path) -> str:
    """Return the name of a file; one that is no UTF-8 could not be kept in a project."""
    return path.name.encode(errors="surrogateescape").decode(errors="replace")


def _check(path: Path) -> None:
    try:
        found = path.stat()
    except FileNotFoundError:
        raise LoadError(
            tr("{path} is not there.", path=path), tr("Check the name; it may have moved.")
        ) from None
    except OSError as error:
        raise LoadError(
            tr("{path} cannot be read ({reason}).", path=path, reason=reason_of(error)),
            tr("Check its name and its permissions."),
        ) from error
    if stat.S_ISDIR(found.st_mode):
        name = path.name or path
        raise LoadError(tr("{name} is a folder.", name=name), tr("Open the files in it."))
    if not stat.S_ISREG(found.st_mode):
        raise LoadError(
            tr("{name} is not an ordinary file.", name=path.name),
            tr("Open a file with text in it."),
        )
    if found.st_size > LARGEST:
        raise LoadError(
            tr(
                "{name} is too large: {st_size:,.0f} MB, and {LARGEST:,.0f} MB is the most.",
                name=path.name,
                st_size=found.st_size / 1e6,
                LARGEST=LARGEST / 1e6,
            ),
            tr("Split it, or paste the part you need."),
        )


def _looks_like_utf16(data: bytes) -> bool:
    """Tell whether every other byte of the start is mostly zero, as in UTF-16 Latin text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    start = data[:4096]
    halves = (start[0::2].count(0), start[1::2].count(0))
    return max(halves) > 0.3 * len(start) / 2 and min(halves) < 0.02 * len(start)


def _renamed(loaded: LoadedArticle, source: str) -> LoadedArticle:
    return LoadedArticle(replace(loaded.article, source=source, original=None))


def _warned(loaded: LoadedArticle, warning: str) -> LoadedArticle:
    article = loaded.article
    return LoadedArticle(replace(article, warnings=(*article.warnings, warning)), loaded.original)


def _from_page(loaded: LoadedArticle) -> LoadedArticle:
    """Return a copied article with its address, if it has one, as its source."""
    article = loaded.article
    source = article.metadata.url or article.source
    return LoadedArticle(replace(article, source=source), loaded.original)
