"""The tool that gathers the sentences, for tests: tools/ is no package."""

import importlib.util
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@cache
def load():
    """Return the module tools/languages.py."""
    spec = importlib.util.spec_from_file_location("languages", ROOT / "tools" / "languages.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made
