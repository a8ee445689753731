"""The process that reads documents: what hangs, swells or dies in it is named, and all goes on."""

import subprocess
import sys

import psutil
import pytest
from samples import GOOD

from briefing.errors import LoadError
from briefing.guarding.children import CATALOGUES, SPOKEN
from briefing.guarding.process import Caps, GuardedProcess
from briefing.guarding.process import own_command as command_of
from briefing.loaders import standard_loaders
from briefing.loaders.guarded import GuardedLoader, ReadingProcess
from briefing.loaders.markdown import MarkdownLoader
from briefing.services.articles.loading import LoadingService

STAND_IN = (
    "import sys; sys.path[:] = {path!r}\n"
    "from briefing.guarding.serving import serve\n"
    "def load(header, blobs):\n"
    "    {work}\n"
    "serve(64, lambda: {{'load': load}})\n"
)


class Standing(ReadingProcess):
    """A reading process in which something else is done with what is read."""

    def __init__(self, work, **caps):
        super().__init__(**caps)
        path = [each for each in sys.path if each]
        self._code = STAND_IN.format(path=path, work=work)

    def _ready_for(self, form, source):
        if self._process is None:
            seconds, megabytes = self._caps
            caps = Caps(seconds, megabytes, 100_000)
            self._process = GuardedProcess(caps, lambda: [sys.executable, "-c", self._code])
        return self._process


@pytest.mark.parametrize(
    ("work", "words"),
    [
        ("while True: pass", r"x\.md took longer than 0\.5 s to read"),
        ("import os; os.abort()", r"x\.md could not be read: it made its reader end \(-6\)"),
        ("return {}, [bytes(10**9)]", r"x\.md needed more than 500 MB of memory to read"),
        ("return {}, [bytes(10**6)]", r"x\.md holds more than can be taken in"),
    ],
)
def test_a_file_that_hangs_dies_or_swells_is_named_and_ends_nothing_else(work, words):
    process = Standing(work, seconds=0.5, megabytes=500)
    service = LoadingService([GuardedLoader(MarkdownLoader(), process)])
    with pytest.raises(LoadError, match=words) as caught:
        service.load_bytes(b"words", "x.md")
    assert caught.value.hint
    service.close()
    with pytest.raises(LoadError, match="the program is closing"):
        service.load_bytes(b"words", "x.md")


def test_one_warm_process_reads_file_after_file_of_all_formats():
    process = ReadingProcess()
    loaders = {each.name: each for each in standard_loaders()}
    loaders["docx"]._process = loaders["odt"]._process = process
    loaders["docx"].load(GOOD["docx"], "a")
    first = process.pid
    loaders["docx"].load(GOOD["docx"], "a")
    assert process.pid == first
    loaders["odt"].load(GOOD["odt"], "a")
    second = process.pid
    loaders["docx"].load(GOOD["docx"], "a")
    assert process.pid == second
    assert not psutil.pid_exists(first)
    process.close()
    assert not psutil.pid_exists(second)


def test_a_process_that_was_killed_from_outside_is_replaced():
    process = ReadingProcess()
    loader = GuardedLoader(MarkdownLoader(), process)
    loader.load(b"# one", "a")
    child = psutil.Process(process.pid)
    child.kill()
    child.wait()
    assert loader.load(b"# two", "a")[0].article.text == "two"


def test_the_process_ends_with_what_started_it_even_if_nobody_closes_it():
    process = ReadingProcess()
    GuardedLoader(MarkdownLoader(), process).load(b"# one", "a")
    pid = process.pid
    del process
    assert not psutil.pid_exists(pid)


def test_plain_text_is_read_without_a_process(tmp_path, request):
    (tmp_path / "a.txt").write_text("Words.", encoding="utf-8")
    code = (
        "import sys, subprocess\n"
        f"sys.path[:] = {[each for each in sys.path if each]!r}\n"
        "subprocess.Popen = None\n"
        "from briefing import cli\n"
        f"code = cli.main(['inspect', {str(tmp_path / 'a.txt')!r}], None)\n"
        "assert 'briefing.guarding.process' not in sys.modules\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_reader_has_no_file_no_connection_and_of_the_environment_the_language_alone():
    process = ReadingProcess()
    GuardedLoader(MarkdownLoader(), process).load(b"# one", "a")
    child = psutil.Process(process.pid)
    assert set(child.environ()) <= {"SYSTEMROOT", "LC_CTYPE", SPOKEN, CATALOGUES}
    assert (child.open_files(), child.net_connections()) == ([], [])
    assert {"-I", "-S"} <= set(command_of("briefing.loaders.child", "64"))
