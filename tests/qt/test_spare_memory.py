"""What edits have let go of goes back to the machine once they rest."""

import subprocess
import sys

CHILD = """
import psutil
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from briefing.qt import spare_memory

class Document(QObject):
    changed = Signal(object)

def held():
    return psutil.Process().memory_info().rss

app = QCoreApplication([])
spare_memory.REST = 1
document = Document()
spare = spare_memory.SpareMemory(document, app)
before = held()
texts = [b"x" * 100_000 for _ in range(400)]
del texts[:-1]
document.changed.emit(None)
QTimer.singleShot(300, app.quit)
app.exec()
print(held() - before)
"""


def test_texts_that_are_gone_take_no_memory_once_nobody_edits():
    child = [sys.executable, "-c", CHILD]
    found = subprocess.run(child, capture_output=True, text=True, check=True, timeout=120)
    assert int(found.stdout) < 4_000_000, "one text of 100 kB is left of 40 MB"
