"""Takes off a web page what never belongs to the article: notices, and tables used for layout."""

from __future__ import annotations

import re
from typing import Any

_NOTICE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|paywall|regwall|newsletter|subscri(?:be|ption)|signup"
    r"|sign-up|advert(?:isement)?|ad-slot|taboola|outbrain|sharedaddy|share-?(?:bar|buttons|tools))"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
LONGEST_NOTICE = 600
"""Code points of a notice; what is longer holds the article itself, whatever it is called."""
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "div", "table", "ul", "ol")
_CELLS = ("tbody", "thead", "tfoot", "tr", "td", "th")


def cleared(tree: Any) -> Any:
    """Return the page without notices, its layout tables turned into plain divisions."""
    for element in list(tree.iter("div", "section", "aside", "p", "form", "amp-ad", "amp-consent")):
        named = f"{element.get('class', '')} {element.get('id', '')}"
        if str(element.tag).startswith("amp-") or _NOTICE.search(named):
            _drop(element)
    for table in list(tree.iter("table")):
        if table.get("role") == "presentation" or _is_layout(table):
            _unwrap(table)
    return tree


def _drop(element: Any) -> None:
    if element.getparent() is not None and len("".join(element.itertext())) < LONGEST_NOTICE:
        element.drop_tree()


def _is_layout(table: Any) -> bool:
    """Tell whether a cell holds what a page is made of rather than a datum."""
    return any(sum(child.tag in _BLOCKS for child in cell) > 1 for cell in table.iter("td"))


def _unwrap(table: Any) -> None:
    cells = [e for e in table.iterdescendants(*_CELLS) if next(e.iterancestors("table")) is table]
    for element in [table, *cells]:
        element.tag = "div"
