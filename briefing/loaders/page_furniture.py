"""Takes off a web page what never belongs to the article, before anything is read of it.

Signs tell it: the element's own meaning (nav, aside, figure), its role, its names, a card that
leads to another story by its heading, a list that is mostly links, a heading that announces other
stories, a cell of a layout table beside the article's. Nothing that holds the headline, or the
place where most of the page's prose stands, is ever taken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

from briefing.loaders.page_measure import Measure, joined, named
from briefing.loaders.page_prompts import announces_others, is_call, is_prompt

_WEAK = re.compile(
    r"(?:^|[\s_-])(?:paywall|regwall|gate|gated|ad|ads|advert(?:isement)?s?|dfp|sticky|share|shares|"
    r"sharing|social|follow|byline|tags?|tag-?list|topics?|keywords|feedback|donate|donation|appeal|"
    r"cta|call-to-action|captioned-button|button|buttons|btn|caption|captions|credit|credits|"
    r"gallery|poll|quiz|audio|video|player|popup|modal|overlay|toast|banner|dialog|log-?in|sign-?in|"
    r"print|toolbar|utility|toc|contents-list|table-of-contents|references|infobox|author-(?:bio|"
    r"card|box|info|section)|about-(?:the-)?author|bio|event-promo|sponsor(?:ed)?|"
    r"etiquetas|firma|partage|partager|compartir|teilen)(?:$|[\s_-])"
)
"""Names that an article's own wrapper may carry as well."""

_STRONG = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|newsletters?|subscri(?:be|ptions?)|sign-?up|promos?|"
    r"taboola|outbrain|trc|sharedaddy|share-?(?:bar|buttons|tools|links|this|strip)|comments?|"
    r"disqus|respond|(?<!has[_-])(?<!with[_-])(?<!no[_-])(?<!content[_-])sidebar|footer|related\w*|"
    r"relacionad[ao]s|verwandte|recommend(?:ed|ations?)?|recirc\w*|jp-relatedposts|"
    r"more-(?:stories|news|on|from|articles)|(?:view-)?more-news|read-?(?:more|next|also)|readmore|"
    r"most-?(?:read|popular|viewed|shared)|popular|trending|teasers?|up-?next|next-(?:story|post|"
    r"article)|post-navigation|lo-mas-leido|meist-?gelesen|plus-lus|breadcrumbs?|skip-?(?:link|to)|"
    r"pagination|pager|navbar|nav|menu|masthead|rich-link|inline-(?:promo|cta)|widget-area)"
    r"(?:$|[\s_-])|(?:^|\s)widget(?:$|\s)"
)
"""Names that it does not, unless most of the page's prose stands under it."""

_ROLES = {
    "navigation", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu",
    "menubar", "tablist", "toolbar", "banner",
}  # fmt: skip
_TAGS = ("nav", "aside", "footer", "form", "button", "figure", "figcaption", "dialog", "menu")
_PARTS = (
    "div", "section", "aside", "p", "form", "ul", "ol", "li", "dl", "header", "article", "table",
    "a", "h2", "h3", "h4",
)  # fmt: skip
_HEADINGS = ("h2", "h3", "h4", "h5")
_ANNOUNCING = (*_HEADINGS, "summary")
_GROUPS = ("ul", "ol", "div", "section", "dl", "table")
_FIGURES = ("table", "blockquote", "pre")
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "div", "table", "ul", "ol")
_CELLS = ("tbody", "thead", "tfoot", "tr", "td", "th")

LINKED = 0.6
"""The share of its words that are links, above which a list or division only leads on."""

LONGEST_LIST = 1_500
"""Code points of such a list; a longer one is what the page is about."""

LONGEST_CARD = 500
"""Code points of a teaser."""

LONGEST_CALL = 40
"""Code points of a button's words, and of a heading above what asks for something."""

MOST_PROSE = 0.5
"""The share of the page's prose that what is named as furniture may have."""

MOST_COMMENTS = 0.95
"""The share that comments may have, which are often longer than what they are about."""


def cleared(tree: Any, headline: str | None = None) -> Any:
    """Return the page without its furniture, its layout tables turned into plain divisions."""
    for element in list(tree.iter("amp-ad", "amp-consent", "amp-sidebar")):
        element.drop_tree()
    measure = Measure(tree, headline)
    for table in list(tree.iter("table")):
        if table.get("role") == "presentation" or _is_layout(table):
            _drop(measure, _beside(table, measure))
            _unwrap(table)
    _drop(measure, _cards(tree, measure))
    furniture = [(e, name) for e in tree.iter(_PARTS) if (name := named(e)) or e.get("role")]
    strong = {e for e, name in furniture if _is_strong(e, name, measure)}
    strong.update(e for e in tree.iter(_TAGS) if _is_aside(e, measure))
    measure.find_middle(strong)
    _rename(e for e, name in furniture if e in measure.kept and _STRONG.search(name))
    _drop(measure, _calls(tree, measure))
    _drop(measure, strong)
    _drop(measure, (e for e, name in furniture if _WEAK.search(name)))
    _drop(measure, (e for e in tree.iter(_GROUPS) if _leads_on(e, measure)))
    _drop(measure, (e for h in tree.iter(_ANNOUNCING) for e in _announced(h, measure)))
    _drop(measure, (e for p in tree.iter("p") for e in _asked(p, measure)))
    _drop(measure, _after_rule(tree))
    return tree


def _drop(measure: Measure, elements: Iterable[Any]) -> None:
    for element in list(elements):
        if element in measure.kept or element.getparent() is None:
            continue
        if next(element.iterancestors("pre", "code"), None) is None:
            element.drop_tree()


def _rename(elements: Iterable[Any]) -> None:
    """Take off the names that would make an extractor leave out what holds the article."""
    for element in elements:
        for name in ("class", "id"):
            element.attrib.pop(name, None)


def _is_aside(element: Any, measure: Measure) -> bool:
    if element.tag == "figure" and next(element.iter(_FIGURES), None) is not None:
        return False
    if element.tag == "footer" and element.getparent() not in measure.kept:
        return False  # the notes of a table or a box
    return measure.prose[element] <= MOST_PROSE * measure.all_prose


def _is_strong(element: Any, name: str, measure: Measure) -> bool:
    if element.get("role") not in _ROLES and not _STRONG.search(name):
        return False
    most = MOST_COMMENTS if "comment" in name else MOST_PROSE
    return measure.prose[element] <= most * measure.all_prose


def _cards(tree: Any, measure: Measure) -> list[Any]:
    """Return the teasers of other stories: what a heading that is all a link stands in."""
    found = []
    for heading in tree.iter(_HEADINGS):
        if heading not in measure.kept and _is_linked(heading) and not measure.is_headline(heading):
            card = heading
            while (parent := card.getparent()) is not None and _is_card(parent, measure):
                card = parent
            found.append(card)
    left = measure.all_prose - sum(measure.prose[card] for card in set(found))
    return found if left > 0 else []


def _is_linked(heading: Any) -> bool:
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any(
        not link.get("href", "#").startswith("#")
        and len("".join(link.itertext()).strip()) >= len("".join(heading.itertext()).strip())
        for link in links
    )


def _is_card(element: Any, measure: Measure) -> bool:
    return (
        element not in measure.kept
        and element.tag not in ("body", "main", "html")
        and measure.text[element] <= LONGEST_CARD
        and len(list(islice(element.iter("p"), 3))) <= 2
        and len(list(islice(element.iter(_HEADINGS), 3))) <= 2
    )


def _calls(tree: Any, measure: Measure) -> list[Any]:
    """Return the boxes that a button or link to give, join or buy stands in."""
    found = []
    for button in tree.iter("a", "button"):
        if measure.text[button] < LONGEST_CALL and is_call(joined(button)):
            box = button
            while (parent := box.getparent()) is not None and _is_card(parent, measure):
                box = parent
            if box is not button:
                found.append(box)
    return found


def _asked(paragraph: Any, measure: Measure) -> list[Any]:
    """Return a paragraph that asks the reader for something, with the box it has for itself."""
    words = joined(paragraph)
    if paragraph in measure.kept or not is_prompt(words, len(words.split())):
        return []
    box = paragraph
    while (parent := box.getparent()) is not None and parent not in measure.kept:
        beside = (p for p in parent.iter("p", "li", "blockquote") if p is not paragraph)
        if (
            next(beside, None) is not None
            or measure.text[parent] > measure.text[paragraph] + LONGEST_CALL
        ):
            break
        box = parent
    return [box]


def _after_rule(tree: Any) -> list[Any]:
    """Return what follows a page's last rule if all of it is set in italics: who wrote it."""
    rules = list(tree.iter("hr"))
    after = [e for e in rules[-1].itersiblings() if isinstance(e.tag, str)] if rules else []
    return after if all(e.tag == "p" and _is_italic(e) for e in after) else []


def _is_italic(paragraph: Any) -> bool:
    said = "".join(words for e in paragraph.iter("em", "i") for words in e.itertext())
    return bool(said.strip()) and len(joined(paragraph)) <= len(said.strip()) + 2


def _leads_on(element: Any, measure: Measure) -> bool:
    text = measure.text[element]
    return 0 < text < LONGEST_LIST and measure.linked[element] > LINKED * text


def _announced(heading: Any, measure: Measure) -> list[Any]:
    """Return a heading that announces other stories or the site, with what stands under it."""
    parent = heading.getparent()
    if parent is None or heading in measure.kept:
        return []
    if not announces_others(joined(heading)):
        return []
    first = next((child for child in parent if isinstance(child.tag, str)), None)
    if parent not in measure.kept and (
        first is heading or measure.text[parent] <= 2 * measure.text[heading] + LONGEST_CARD
    ):
        return [parent]
    return [heading, *_under(heading)]


def _under(heading: Any) -> list[Any]:
    """Return the lists and divisions that follow a heading, up to the next words of the article."""
    found = []
    for after in heading.itersiblings():
        if after.tag not in ("ul", "ol", "div", "section"):
            break
        found.append(after)
    return found


def _is_layout(table: Any) -> bool:
    """Tell whether a cell holds what a page is made of rather than a datum."""
    return any(sum(child.tag in _BLOCKS for child in cell) > 1 for cell in table.iter("td"))


def _beside(table: Any, measure: Measure) -> list[Any]:
    """Return the cells of a layout table that stand beside the one with the headline in it."""
    return [
        cell
        for row in table.iter("tr")
        if row in measure.kept and any(cell in measure.kept for cell in row)
        for cell in row
        if cell not in measure.kept and _is_aside(cell, measure)
    ]


def _unwrap(table: Any) -> None:
    cells = [e for e in table.iterdescendants(*_CELLS) if next(e.iterancestors("table")) is table]
    for element in [table, *cells]:
        element.tag = "div"
