"""The floor: a Qt window with nothing in it, shown and painted."""

import json
import os

import psutil
from PySide6.QtWidgets import QApplication, QMainWindow

app = QApplication([])
window = QMainWindow()
window.resize(1500, 940)
window.show()
app.processEvents()
window.grab()
print(json.dumps({"memory": psutil.Process().memory_info().rss / 1e6}), flush=True)
os._exit(0)  # as our own start ends: closing is no part of it
