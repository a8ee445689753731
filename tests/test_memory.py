"""What the program lets go of goes back to the machine, however many long texts came and went."""

import subprocess
import sys

CHILD = """
import psutil
from briefing.app import give_back_large_blocks
give_back_large_blocks()
def held():
    return psutil.Process().memory_info().rss
bytes(3_000_000)
before = held()
texts = [b"x" * 3_000_000 for _ in range(20)]
del texts[:-1]
print(held() - before)
"""


def test_long_texts_that_are_gone_take_no_memory():
    child = [sys.executable, "-c", CHILD]
    found = subprocess.run(child, capture_output=True, text=True, check=True, timeout=120)
    assert int(found.stdout) < 6_000_000, "one text of 3 MB is left of 20"
