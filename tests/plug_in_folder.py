"""Makes plug-ins: packages as pip would install them, in a folder of the test's own."""

import importlib
import sys
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "briefing-sheet"


def install(folder, name, version="1.0", modules=(), **groups):
    """Put a package into a folder: modules as (name, source), entry points as a group each.

    `groups` are the words after “briefing.” with lines as of entry_points.txt.
    """
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    words = "".join(f"[briefing.{group}]\n{lines}\n\n" for group, lines in groups.items())
    (info / "entry_points.txt").write_text(words, encoding="utf-8")
    for module, source in modules:
        path = folder / f"{module}.py"
        path.write_text(source, encoding="utf-8")
    importlib.invalidate_caches()
    return folder


def install_example(folder):
    """Put the example's package into a folder by the entry points of its own pyproject.toml."""
    import shutil
    import tomllib

    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {
        group.removeprefix("briefing."): "\n".join(
            f"{key} = {value}" for key, value in each.items()
        )
        for group, each in project["entry-points"].items()
    }
    shutil.copytree(EXAMPLE / "src" / "briefing_sheet", folder / "briefing_sheet")
    return install(folder, project["name"], project["version"], **groups)


def forget(folder):
    """Take a folder and what was imported from it out of Python again."""
    sys.path[:] = [each for each in sys.path if each != str(folder)]
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if file.startswith(str(folder)):
            del sys.modules[name]
