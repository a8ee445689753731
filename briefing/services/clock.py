"""The clock of this machine."""

from __future__ import annotations

import os
from datetime import UTC, datetime


class SystemClock:
    """Tells the time; SOURCE_DATE_EPOCH sets it, for documents that have to come out the same.

    See https://reproducible-builds.org/specs/source-date-epoch/.
    """

    def now(self) -> str:
        """Return the time as ISO 8601 with its zone, to the second."""
        if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
            return datetime.fromtimestamp(int(epoch), UTC).isoformat(timespec="seconds")
        return datetime.now().astimezone().isoformat(timespec="seconds")
