"""How many examples a property is tried with; `BRIEFING_EXAMPLES=1000` makes as many, and others.

Without it they are few, and the same in each run.
"""

import os

from hypothesis import settings

MANY = int(os.environ.get("BRIEFING_EXAMPLES", "0"))
USUAL = 40
"""Examples of a property that asks for no other number."""


def tries(few, **more):
    """Return the settings of a test whose examples are dear: so few of them, unless told."""
    return settings(max_examples=MANY or few, **more)
