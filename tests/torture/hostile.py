"""Runs every hostile payload of the tests in one process tree, watched, and counts what they did.

The payloads stay where they are tested: `ATTACKS` names the tests that try them, each of which
fails unless what it tries is refused or does no harm. Network: the tests' own, on which the kernel
counts who wants out (`network_watch.py`). Files: strace sees each file that any process of the tree
opens to write, and each program that it starts. Memory: what the whole tree holds, 10 times a
second, above what it held before the test.
"""

from __future__ import annotations

import compileall
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import network_watch
import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = 0.1
ATTACKS = {
    "escapes from the sandbox": {
        "templating/test_sandbox.py": (
            "test_a_template_that_reaches_for_more_than_its_values_is_refused",
            "test_a_value_that_is_not_plain_is_refused_with_its_path",
            "test_a_context_nested_in_itself_is_refused",
        ),
        "templating/test_worker.py": (
            "test_every_attempt_to_reach_further_fails_in_the_process_too",
        ),
    },
    "code let loose in the walls": {
        "templating/test_worker.py": (
            "test_behind_the_walls_even_free_code_has_nothing_to_take",
        ),
        "adapters/test_no_network.py": (
            "test_code_in_the_guarded_process_could_not_reach_the_network_either",
        ),
    },
    "template bombs": {
        "templating/test_sandbox.py": (
            "test_a_template_that_asks_for_too_much_is_answered_at_once",
        ),
        "templating/test_worker.py": (
            "test_a_greedy_template_is_answered_within_the_cap_and_the_program_lives_on",
            "test_what_only_killing_stops_is_killed_and_the_next_brief_is_rendered",
        ),
    },
    "zip files": {
        "templating/test_unpacking.py": (
            "test_a_size_that_lies", "test_a_bomb_is", "test_too_many_entries",
            "test_a_name_that_leads", "test_two_entries", "test_a_link", "test_a_locked",
            "test_an_unusual", "test_entries_that_share", "test_what_is_no_zip",
            "test_a_template_file_with_anything_else", "test_a_template_file_that_unpacks",
        ),
        "adapters/test_hostile_files.py": (
            "test_a_part_that_unpacks", "test_an_entry_that_says_less", "test_entries_that_share",
        ),
        "interchange/test_refi.py": ("test_bombs_and_locked_files_are_refused",),
    },
    "macros, fields, links of Word": {
        "templating/test_inspect.py": (
            "test_what_reaches_beyond", "test_a_field_that_fetches", "test_the_worker_refuses",
            "test_an_encoding_that_hides", "test_a_damaged_file_is", "test_fields_in_any_order",
        ),
    },
    "XML entities": {
        "adapters/test_hostile_files.py": ("test_entities_are_refused",),
        "templating/test_inspect.py": ("test_entities_are_refused_in_every_encoding",),
        "interchange/test_interchange_contract.py": ("test_entities_are_refused",),
    },
    "nesting and endless lines": {
        "adapters/test_hostile_files.py": (
            "test_what_nests_a_hundred_thousand_times", "test_one_line_of_many_megabytes",
            "test_nuls_are_left_out",
        ),
        "services/test_pasted.py": ("test_hostile_html_is_bounded", "test_the_web_keeps"),
    },
    "damaged documents": {
        "adapters/test_hostile_files.py": (
            "test_many_damaged_files", "test_damaged_files_raise_nothing_else",
        ),
        "interchange/test_interchange_contract.py": ("test_files_cut_short_or_damaged",),
    },
    "articles that call home": {
        "adapters/test_no_network.py": (
            "test_reading_an_article", "test_nor_does_the_guarded_process",
            "test_nor_does_a_template",
        ),
        "adapters/test_fetching.py": (
            "test_a_redirect_to_where_nobody_may_go", "test_of_several_machines",
            "test_no_spelling_of_a_private_address", "test_only_what_the_registries_call_global",
            "test_a_page_without_end", "test_a_server_whose_certificate",
        ),
    },
    "forged project files": {
        "storage/test_hostile_projects.py": (
            "test_a_schema", "test_pragmas", "test_nonsense", "test_text_that_is_no_utf8",
            "test_values", "test_a_circle", "test_a_blob", "test_the_connection_can_neither",
        ),
    },
    "damaged project files": {
        "storage/test_damage.py": (
            "test_damage_is_seen_or_harmless_and_what_is_sound_is_saved_by_name",
        ),
    },
    "formulas, script, markup out": {
        "adapters/test_exporters.py": (
            "test_words_that_mean_something_elsewhere", "test_an_open_document_is_sound_xml",
            "test_what_is_copied",
        ),
        "interchange/test_cas_and_tables.py": ("test_no_cell_is_a_formula",),
        "services/test_analysis.py": ("test_no_cell_of_a_csv_is_a_formula",),
        "services/test_excerpt_tables.py": ("test_a_table_is_text", "test_no_cell_begins"),
        "services/test_composing.py": ("test_bold_lists_and_links_of_the_analyst_arrive",),
    },
    "file names, terminal, doors": {
        "services/test_file_names.py": ("test_titles_become", "test_every_name_can_be_made"),
        "test_cli_escapes.py": ("test_no_command_prints",),
        "services/test_handing_over.py": (
            "test_no_bytes_are_more", "test_only_absolute", "test_a_folder_that",
        ),
    },
}  # fmt: skip
"""Kinds of attack: files of tests, and how the names of those begin in which one is tried."""
SEVERAL = {
    "test_every_attempt_to_reach_further": lambda: len(_of("test_sandbox", "ESCAPES")),
    "test_many_damaged_files": lambda: 360,
    "test_damaged_files_raise_nothing_else": lambda: 60,
    "test_damage_is_seen_or_harmless": lambda: _of("test_damage", "HOW_MANY"),
}
"""Tests that try more than one payload, and how many; those of Hypothesis count as one."""


@dataclass
class Outcome:
    """What became of the attacks of one kind; seconds and megabytes are the worst of one test."""

    tried: int = 0
    withstood: int = 0
    seconds: float = 0.0
    megabytes: float = 0.0
    failed: list[str] = field(default_factory=list)


class Watch:
    """Counts the tests of each kind as pytest runs them, and measures each."""

    def __init__(self):
        self.outcomes = {kind: Outcome() for kind in ATTACKS}
        self.wanted_out = 0
        self._most = self._before = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def pytest_collection_modifyitems(self, config, items):
        chosen = [each for each in items if kind_of(each)]
        config.hook.pytest_deselected(items=[each for each in items if each not in chosen])
        items[:] = chosen

    def pytest_sessionstart(self):
        self._thread.start()

    def pytest_sessionfinish(self):
        self._ended.set()
        self._thread.join()
        self.wanted_out = network_watch.wanted_out()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item):
        kind = self.outcomes[kind_of(item)]
        several = [count() for name, count in SEVERAL.items() if item.name.startswith(name)]
        count = several[0] if several else 1
        kind.tried += count
        self._before = self._most = _megabytes()
        begun = time.monotonic()
        try:
            result = yield
        except BaseException:
            kind.failed.append(item.nodeid)
            raise
        finally:
            kind.seconds = max(kind.seconds, time.monotonic() - begun)
            kind.megabytes = max(kind.megabytes, self._most - self._before)
        kind.withstood += count
        return result

    def _sample(self):
        while not self._ended.wait(SAMPLES):
            self._most = max(self._most, _megabytes())


def kind_of(item):
    """Return the kind of attack that a test tries, or ""."""
    file = item.path.relative_to(ROOT / "tests").as_posix()
    for kind, files in ATTACKS.items():
        if any(item.name.startswith(name) for name in files.get(file, ())):
            return kind
    return ""


def files():
    """Return the files of tests that try attacks."""
    return sorted({f"tests/{file}" for kind in ATTACKS.values() for file in kind})


def run(folder):
    """Run all attacks under the watches; returns the table in words, and what went wrong."""
    trace = folder / "trace"
    home = folder / "files"
    home.mkdir()
    compileall.compile_dir(ROOT / "briefing", quiet=2)  # or a child of ours writes that, too
    command = [sys.executable, str(Path(__file__).resolve()), str(home)]
    if strace := shutil.which("strace"):
        watched = "trace=openat,open,creat,execve"
        command = [strace, "-f", "--seccomp-bpf", "-z", "-qq", "-s", "300", "-e", watched,
                   "-e", "signal=none", "-o", str(trace), *command]  # fmt: skip
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    found = {**os.environ, "BRIEFING_LINE": "50", "PYTHONPATH": paths}
    done = subprocess.run(command, cwd=ROOT, env=found, capture_output=True, text=True, check=False)
    if "kind" not in done.stdout:
        return done.stdout[-3000:] + done.stderr[-3000:], ["the attacks were not run"]
    faults = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    words = done.stdout[done.stdout.index("kind") :].rstrip()
    if not strace:
        return f"{words}\nfiles: not watched, there is no strace", faults
    written, programs = seen_in(trace, (str(folder), "/dev/", "/proc/", "/sys/"))
    faults += [f"written elsewhere: {path}" for path in written]
    words += f"\nfiles opened to be written outside the run's own folder: {len(written)}"
    return f"{words}\nprograms started: {programs}", faults


_OPENED = re.compile(r'(?:openat|open|creat)\((?:AT_FDCWD, )?"([^"]*)"(?:, ([A-Z_|]+))?')
_STARTED = re.compile(r'execve\("([^"]*)"')


def seen_in(trace, allowed):
    """Return what was written outside the allowed folders, and which programs were started.

    Paths relative to a folder are the tests' own, made by `shutil.rmtree`.
    """
    written, programs = set(), Counter()
    with trace.open(errors="replace") as lines:
        for line in lines:
            if started := _STARTED.search(line):
                programs[Path(started[1]).name] += 1
            opened = _OPENED.search(line)
            if opened is None or not re.search("O_WRONLY|O_RDWR|O_CREAT", opened[2] or "O_CREAT"):
                continue
            path = opened[1]
            if path.startswith("/") and not path.startswith(allowed):
                written.add(path)
    return sorted(written), ", ".join(f"{name} {count}" for name, count in programs.items())


def table(watch):
    """Return the table in words."""
    rows = [f"{'kind':<32} {'tried':>6} {'withstood':>9} {'worst s':>8} {'worst MB':>8}"]
    for kind, found in watch.outcomes.items():
        rows.append(
            f"{kind:<32} {found.tried:>6,} {found.withstood:>9,} {found.seconds:>8.1f} "
            f"{found.megabytes:>8,.0f}"
        )
    tried = sum(found.tried for found in watch.outcomes.values())
    withstood = sum(found.withstood for found in watch.outcomes.values())
    rows.append(f"{'all':<32} {tried:>6,} {withstood:>9,}")
    reached = watch.wanted_out if network_watch.alone else "not watched, it needs root on Linux"
    return "\n".join([*rows, f"wanted to reach another machine: {reached}"])


def _of(module, name):
    return getattr(sys.modules[module], name)


def _megabytes():
    total = 0
    for pid in _tree(os.getpid()):
        with suppress(psutil.Error):
            total += psutil.Process(pid).memory_info().rss
    return total / 1e6


def _tree(pid):
    """Yield a process and all below it; psutil would look at every process of the machine."""
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))


def main(folder):
    """Run the attacks in this process; prints the table and what failed."""
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = f"{folder}/hypothesis"
    watch = Watch()
    arguments = ["-q", "-n0", "-p", "no:cacheprovider", "--basetemp", f"{folder}/pytest", *files()]
    pytest.main(arguments, plugins=[watch])
    print(table(watch))
    for found in watch.outcomes.values():
        for each in found.failed:
            print("FAILED", each)


if __name__ == "__main__":
    main(sys.argv[1])
