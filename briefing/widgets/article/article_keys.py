"""Which keys the article view needs itself, so that no tag can have them."""

from __future__ import annotations

from string import ascii_uppercase, digits

from briefing.widgets.actions import ACTIONS

_MOVING = frozenset("JK")
"""Down and up by sentence, see ArticleView.keyPressEvent."""
ALL = (*digits[1:], "0", *ascii_uppercase)


def article_keys() -> frozenset[str]:
    """Return the digits and letters that do something in the article without a tag."""
    of_actions = {key for spec in ACTIONS if spec.scope == "article" for key in spec.keys}
    return _MOVING | of_actions.intersection(ALL)
