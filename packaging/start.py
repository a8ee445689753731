"""The first file that the frozen program runs: it starts the program as `briefing` does."""

import sys

from briefing.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
