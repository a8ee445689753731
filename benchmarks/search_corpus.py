"""Articles, excerpts and queries of a made-up language, for measuring the search.

Words are made of syllables and come as often as Zipf's law says (the n-th word once where the first
comes n times), so that common, middling and rare words, phrases and beginnings are all there.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from briefing.model.article import Article, Metadata, count_words, text_hash
from briefing.model.excerpt import Assessment, Excerpt, Status, cut
from briefing.model.project import Project, new_project
from briefing.model.tags import DEFAULT_SCHEME

SEED = 20_260
VOCABULARY = 60_000
WORDS = 300
_STARTS = (*"bcdfghklmnprstvwz", "br", "st", "tr")
_VOWELS = (*"aeiou", "ai", "er", "on")
_SPEAKERS = ("Ministry of Ports", "two officials", "Northwire", "a trade union", "the operator")
_CONCERNED = ("exporters", "ferry operators", "fish farms", "island councils")


class Language:
    """Words, the commonest first, and texts made of them."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = random.Random(seed)  # noqa: S311 no secret
        self.words = self._make()
        self._shares = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))

    def some(self, count: int) -> list[str]:
        """Return so many words, each as often as its rank says."""
        return self.random.choices(self.words, cum_weights=self._shares, k=count)

    def sentences(self, count: int) -> list[str]:
        """Return sentences of about so many words in all."""
        words, made = self.some(count), []
        while words:
            length = self.random.randint(8, 22)
            made.append(" ".join(words[:length]).capitalize() + ".")
            del words[:length]
        return made

    def story(self, sentences: Sequence[str] | None = None) -> str:
        """Return a headline and paragraphs."""
        length = max(60, int(self.random.gauss(WORDS, 80)))
        kept = list(sentences or self.sentences(length))
        paragraphs = [" ".join(kept[at : at + 3]) for at in range(0, len(kept), 3)]
        return "\n".join([" ".join(self.some(8)).capitalize(), *paragraphs])

    def _make(self) -> list[str]:
        syllables = [start + vowel for start in _STARTS for vowel in _VOWELS]
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            length = 1 if len(words) < 100 else 2 if len(words) < 5_000 else 3
            word = "".join(self.random.choice(syllables) for _ in range(length))
            words.setdefault(word if word not in words else word + self.random.choice(syllables))
        return list(words)


def article(text: str, number: int) -> Article:
    """Return an article of a text; the first line is its headline."""
    sha256 = text_hash(text)
    headline = text.partition("\n")[0]
    added = f"2026-01-01T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}"
    return Article(
        f"{sha256[:12]}{number:06}", f"story-{number}.txt", None, text, (),
        Metadata(headline=headline), sha256, added=added, words=count_words(text),
    )  # fmt: skip


def project(language: Language, articles: int) -> Project:
    """Return a project of so many articles with an excerpt in every second."""
    stories = [article(language.story(), number) for number in range(articles)]
    marked = (_excerpt(language, of, number) for number, of in enumerate(stories) if number % 2)
    made = new_project().with_items("articles", {each.id: each for each in stories})
    return made.with_items("excerpts", {each.id: each for each in marked})


def _excerpt(language: Language, of: Article, number: int) -> Excerpt:
    start = of.text.index("\n") + 1
    end = of.text.index(".", start) + 1
    chance, tags = language.random, DEFAULT_SCHEME.tags
    status = chance.choices(list(Status), weights=(70, 15, 6, 8, 1))[0]
    tag = chance.choices(tags, weights=(40, 20, 15, 10, 8, 4, 2, 1))[0]
    said = Assessment(
        chance.choice(_SPEAKERS), status=status, stakeholder=chance.choice(_CONCERNED)
    )
    return Excerpt(
        f"e{number}", of.id, start, end, *cut(of.text, start, end), (tag.id,), assessment=said
    )


@dataclass(frozen=True)
class Kind:
    """One kind of query and how one of it is made."""

    name: str
    make: Callable[[], str]


def kinds(language: Language, project: Project) -> Iterator[Kind]:
    """Yield the kinds of queries that are measured."""
    chance, words = language.random, language.words
    texts = [each.text for each in list(project.articles.values())[:2_000]]

    def word(first: int, last: int) -> str:
        return words[chance.randrange(first, last)]

    def run(length: int) -> str:
        line = chance.choice(texts).split("\n")[1].rstrip(".").split()
        at = chance.randrange(max(1, len(line) - length))
        return f'"{" ".join(line[at : at + length])}"'

    yield Kind("rare word", lambda: word(5_000, 40_000))
    yield Kind("middling word", lambda: word(300, 3_000))
    yield Kind("common word", lambda: word(20, 200))
    yield Kind("very common word", lambda: word(0, 10))
    yield Kind("two very common words", lambda: f"{word(0, 10)} {word(10, 20)}")
    yield Kind("three words", lambda: f"{word(0, 50)} {word(50, 300)} {word(300, 2_000)}")
    yield Kind("phrase from a text", lambda: run(chance.choice((2, 3))))
    yield Kind("phrase of common words", lambda: f'"{word(0, 30)} {word(0, 30)}"')
    yield Kind("prefix of 2 letters", lambda: f"{word(0, 3_000)[:2]}*")
    yield Kind("prefix of 3 to 5", lambda: f"{word(100, 5_000)[: chance.choice((3, 4, 5))]}*")
    yield Kind("a OR b", lambda: f"{word(0, 100)} OR {word(100, 2_000)}")
    yield Kind(
        "(a OR b) c -d", lambda: f"({word(5, 90)} OR {word(90, 900)}) {word(0, 90)} -{word(0, 90)}"
    )
    yield Kind("in:headline", lambda: f"in:headline {word(0, 300)}")
    yield Kind("word tag:", lambda: f"{word(0, 1_000)} tag:{chance.choice(('PS', 'EC', 'RO'))}")
    yield Kind(
        "word status:", lambda: f"{word(0, 200)} status:{chance.choice(('unverified', 'disputed'))}"
    )
    yield Kind("word tag: status:", lambda: f"{word(0, 50)} tag:PS status:unverified")
    yield Kind("word -tag:", lambda: f"{word(0, 200)} -tag:PS")
    yield Kind("tag: said:", lambda: f"tag:{chance.choice(('PS', 'KF'))} said:minis*")
    yield Kind("word OR tag:", lambda: f"{word(300, 3_000)} OR tag:RO")
