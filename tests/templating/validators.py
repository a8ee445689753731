"""Two validators of others that read every kind of document that we write."""

import json
import subprocess
from functools import cache
from pathlib import Path

from openxml_audit import OpenXmlValidator

FOLDER = Path(__file__).parent.parent.parent / "tools" / "validator" / "node_modules" / "@xarsh"


@cache
def auditor():
    return OpenXmlValidator()


def findings(data, folder):
    """Return what openxml-audit and the Open XML SDK's validator say against a Word file."""
    path = folder / "checked.docx"
    path.write_bytes(data)
    audit = auditor().validate(path)
    found = [f"{error.part_uri}: {error.description}" for error in audit.errors]
    return found + sdk_findings(path)


def sdk_findings(path):
    """Return what the Open XML SDK's validator says against a Word file."""
    programs = sorted(FOLDER.glob("ooxml-validator-*/ooxml-validator*"))
    assert programs, "the validator is missing: `python3 dev.py test` installs it"
    done = subprocess.run(
        [str(programs[0]), str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    return [f"{e['path']}: {e['description']}" for e in json.loads(done.stdout)["errors"]]
