"""A plug-in that fails on the command line: one line says so, and the work is done."""

import os
import subprocess
import sys

from plug_in_folder import install

from briefing.paths import standard_paths

ARTICLE = standard_paths().sample / "article.txt"


def test_a_plug_in_that_fails_is_told_of_in_one_line(own_home):
    broken = [("broken_sheet", "raise RuntimeError('out of order')\n")]
    folder = own_home / "data" / "plug-ins"
    install(folder, "broken-sheet", modules=broken, loaders="broken = broken_sheet:Loader")
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "inspect", str(ARTICLE)], capture_output=True, text=True,
        check=True, cwd=ARTICLE.parents[2], env=dict(os.environ),
    )  # fmt: skip
    assert "NORTHWIRE" in done.stdout
    (told,) = done.stderr.splitlines()
    assert told.startswith("briefing: The plug-in “broken-sheet” failed and is switched off")
