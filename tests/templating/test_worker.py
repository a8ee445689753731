"""The process for templates: it answers within its caps, and the program lives on."""

import io
import json
import os
import subprocess
import sys
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_sandbox import BOMBS, CONTEXT, ESCAPES
from word_files import word_file, word_parts, zipped

from briefing.errors import TemplateError
from briefing.guarding import process as guarded
from briefing.guarding.children import CATALOGUES, SPOKEN
from briefing.guarding.frames import FrameError, read_frame, write_frame
from briefing.guarding.process import Caps
from briefing.model.template import Slot, Template
from briefing.templating.guarded import GuardedRenderer
from briefing.templating.lint import lint
from briefing.templating.render import TemplateEngine
from briefing.templating.worker import TemplateWorker, own_command

CAPS = Caps(seconds=1.0, megabytes=160)
SOUND = word_file("Title: {{ brief.title }}")
_DOUBLED = "{% set a = [a, a] %}" * 40
KILLERS = {
    "two lists that take years to compare":
        "{% set a = [1] %}" + _DOUBLED + "{% set b = a %}{% set a = [1] %}" + _DOUBLED
        + "{{ a == b }}",
    "a list that takes years to search":
        "{% set a = [1] %}" + _DOUBLED + "{% set b = a %}{% set a = [1] %}" + _DOUBLED
        + "{{ b in [a] }}",
    "lists that take years to sort":
        "{% set a = [1] %}" + _DOUBLED + "{% set b = a %}{% set a = [1] %}" + _DOUBLED
        + "{{ [a, b]|sort|length }}",
    "a search within a long text, a hundred thousand times":
        "{% set a = 'a' * 999999 ~ 'b' %}{% for i in range(99999) %}"
        "{% if 'a' * 9999 ~ 'c' in a %}{% endif %}{% endfor %}",
    "memory, list by list":
        "{% set n = namespace(a=[]) %}{% for i in range(40) %}"
        "{% set n.a = [n.a, range(99999)|list] %}{% endfor %}",
    "memory, text by text":
        "{% set n = namespace(a=[]) %}{% for i in range(90) %}"
        "{% set n.a = [n.a, '\U0001f600' * 999999] %}{% endfor %}",
    "memory and time, word by word":
        "{% set n = namespace(a=[]) %}{% for i in range(90) %}"
        "{% set n.a = [n.a, ('ab ' * 33333).split()] %}{% endfor %}",
}  # fmt: skip


@pytest.fixture(scope="module")
def worker():
    with TemplateWorker(CAPS) as made:
        yield made


def words_of(document):
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read("word/document.xml").decode()


def render(worker, document, **values):
    return worker.render(document, "template “t”", {**CONTEXT, **values}, {"title": "A brief"})


def test_the_document_is_the_one_that_the_engine_makes_here(worker):
    here = TemplateEngine().render(SOUND, "template “t”", CONTEXT, {"title": "A brief"})
    assert render(worker, SOUND) == here
    assert "Title: Duties" in words_of(here)


@pytest.mark.parametrize("name", ["policy-brief", "decision-memo", "media-summary"])
def test_a_shipped_template_is_read_behind_the_walls(worker, name, request):
    document = request.config.rootpath / "templates" / name / "template.docx"
    with pytest.raises(TemplateError, match=r"paragraph \d+"):
        worker.render(document.read_bytes(), name, {}, {})


def test_dates_arrive_as_their_iso_text(worker):
    document = word_file("{{ day }} {{ day|date }}")
    assert "2025-04-25 25 April 2025" in words_of(render(worker, document, day=date(2025, 4, 25)))


def test_any_text_passes_the_pipe_unchanged(worker):
    words = "é \U0001f600 \u2028 \u00a0 &lt; {{ brief }} \\n %s"
    assert words.replace("&", "&amp;") in words_of(render(worker, word_file("{{ w }}"), w=words))


def test_a_large_document_passes_the_pipe():
    picture = os.urandom(8_000_000)
    document = zipped({**word_parts("{{ brief.title }}"), "word/media/image1.png": picture})
    with (
        TemplateWorker() as worker,
        zipfile.ZipFile(io.BytesIO(render(worker, document))) as archive,
    ):
        assert archive.read("word/media/image1.png") == picture


def test_an_error_in_the_template_says_the_same_as_here_and_ends_nothing(worker):
    worker.warm_up()
    before = worker.pid
    document = word_file("Dear all,", "{{ brief.titel }}")
    with pytest.raises(TemplateError) as there:
        render(worker, document)
    with pytest.raises(TemplateError) as here:
        TemplateEngine().render(document, "template “t”", CONTEXT, {})
    assert (there.value.message, there.value.hint) == (here.value.message, here.value.hint)
    assert "paragraph 2" in there.value.message
    assert worker.pid == before


def test_a_value_that_is_not_plain_never_reaches_the_process(worker):
    with pytest.raises(TemplateError, match=r"context\.file\.0|context\.file\[0\]"):
        render(worker, SOUND, file=[io])


class _Looks:
    """A clock of how often a request is looked after, which is the same on a busy machine."""

    def __init__(self, at_a_look=lambda: None, *, goes=True):
        self.passed = 0.0
        self._at_a_look, self._goes, self._begun = at_a_look, goes, False

    def monotonic(self):
        if self._begun:
            self._at_a_look()
            self.passed += guarded._LOOK_EVERY * self._goes
        self._begun = True
        return self.passed


@pytest.fixture
def looks(monkeypatch, worker):
    """Start the process; return the clock of the next request."""
    worker.warm_up()
    made = _Looks()
    monkeypatch.setattr(guarded, "time", made)
    return made


@pytest.mark.parametrize("source", BOMBS, ids=range(len(BOMBS)))
def test_a_greedy_template_is_answered_within_the_cap_and_the_program_lives_on(
    worker, looks, source
):
    document = word_file(source)
    with pytest.raises(TemplateError, match="template “t”"):
        render(worker, document)
    assert looks.passed <= CAPS.seconds + 2 * guarded._LOOK_EVERY


@pytest.mark.parametrize("source", KILLERS.values(), ids=KILLERS)
def test_what_only_killing_stops_is_killed_and_the_next_brief_is_rendered(worker, looks, source):
    before = worker.pid
    with pytest.raises(TemplateError, match=r"“t” was stopped: it (took longer|needed more)"):
        render(worker, word_file(source))
    assert looks.passed <= CAPS.seconds + 2 * guarded._LOOK_EVERY
    assert not psutil.pid_exists(before)
    assert "Title: Duties" in words_of(render(worker, SOUND))


def test_every_attempt_to_reach_further_fails_in_the_process_too(worker):
    for source in ESCAPES:
        with pytest.raises(TemplateError):
            render(worker, word_file(source))


def test_the_process_has_no_environment_and_no_open_file(worker):
    worker.warm_up()
    process = psutil.Process(worker.pid)
    assert set(process.environ()) <= {"SYSTEMROOT", "LC_CTYPE", SPOKEN, CATALOGUES}
    assert process.open_files() == []
    assert process.net_connections() == []


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/hostname')",
        "open({made!r}, 'w')",
        "__import__('os').unlink({kept!r})",
        "__import__('os').rename({kept!r}, {made!r})",
        "__import__('os').mkdir({made!r})",
        "__import__('os').execv({python!r}, [{python!r}, '-c', 'print(\"broken\")'])",
        "__import__('socket').socket()",
        "__import__('os').pipe()",
        "bytearray(10**9)",
    ],
)
def test_behind_the_walls_even_free_code_has_nothing_to_take(attempt, tmp_path):
    kept, made = tmp_path / "kept.txt", tmp_path / "made.txt"
    kept.write_text("kept", encoding="utf-8")
    attempt = attempt.format(kept=str(kept), made=str(made), python=sys.executable)
    code = (
        "import os, socket\n"
        "from briefing.guarding.walls import put_up_walls\n"
        "spare = [os.dup(0) for _ in range(9)]\n"
        "walls = put_up_walls(64)\n"
        f"try: {attempt}\n"
        "except (OSError, MemoryError): print('held')\n"
        "else: print('broken', walls)\n"
    )
    paths = [each for each in sys.path if each]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:] = {paths!r}\n{code}"],
        capture_output=True, text=True, timeout=20, check=False,
    )  # fmt: skip
    assert done.stdout == "held\n", done.stderr
    assert kept.read_text(encoding="utf-8") == "kept"
    assert not made.exists()


def test_a_document_over_the_cap_is_refused():
    document = zipped({**word_parts("x {{ count }}"), "word/media/i.png": os.urandom(9_000)})
    with (
        TemplateWorker(Caps(output=8_000)) as worker,
        pytest.raises(TemplateError, match="“t” was stopped: its document is larger"),
    ):
        render(worker, document)


def test_a_process_that_was_killed_from_outside_is_replaced(worker):
    worker.warm_up()
    process = psutil.Process(worker.pid)
    process.suspend()
    threading.Timer(0.1, process.kill).start()
    with pytest.raises(TemplateError, match="made the rendering process end"):
        render(worker, SOUND)
    assert "Title: Duties" in words_of(render(worker, SOUND))


def test_briefs_from_four_threads_at_once_each_get_their_own(worker):
    document = word_file("{{ n }}.")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: words_of(render(worker, document, n=n)), range(40)))
    assert all(f">{n}.<" in words for n, words in enumerate(found))


def test_closing_ends_what_is_being_rendered(monkeypatch):
    """Nothing else would: the time that the request may take never passes."""
    worker = TemplateWorker()
    worker.warm_up()
    closing = threading.Thread(target=worker.close)
    at_the_first = iter((closing.start,))
    clock = _Looks(lambda: [start() for start in at_the_first], goes=False)
    monkeypatch.setattr(guarded, "time", clock)
    with pytest.raises(TemplateError, match="the program is closing"):
        render(worker, word_file(KILLERS["two lists that take years to compare"]))
    closing.join()
    with pytest.raises(TemplateError, match="the program is closing"):
        render(worker, SOUND)


def test_an_error_of_our_own_is_told_with_its_trace_in_the_log(worker, caplog):
    with pytest.raises(TemplateError, match="template “t” could not be rendered"):
        worker.render(SOUND, "template “t”", CONTEXT, {"no such option": 1})
    assert "Traceback" in caplog.text
    caplog.clear()
    assert "Title: Duties" in words_of(render(worker, SOUND))


@pytest.mark.parametrize(
    "command",
    [
        ["/no/such/program"],
        [sys.executable, "-c", "print('not a frame at all, but rather long')"],
        [sys.executable, "-c", "import sys; sys.stdout.buffer.write(bytes(7) + b'\\x02{}')"],
        [sys.executable, "-c", "raise SystemExit(3)"],
        [sys.executable, "-c", "import time; time.sleep(60)"],
    ],
)
def test_a_process_that_does_not_start_is_told_with_what_is_safe(command):
    with TemplateWorker(Caps(start=2.0), command) as worker, pytest.raises(TemplateError) as raised:
        render(worker, SOUND)
    assert "could not be started" in raised.value.message
    assert "Your work is not affected." in raised.value.hint


def test_an_answer_that_claims_to_be_endless_is_not_read():
    lying = (
        "import sys, struct, json\n"
        "def say(**what):\n"
        "    words = json.dumps(what).encode()\n"
        "    sys.stdout.buffer.write(struct.pack('>Q', len(words)) + words)\n"
        "    sys.stdout.buffer.flush()\n"
        "say(ready=True, pid=1, walls=[], sizes=[])\n"
        "sys.stdin.buffer.read(9)\n"
        "say(sizes=[10**15])\n"
        "sys.stdin.buffer.read()\n"
    )
    with (
        TemplateWorker(CAPS, [sys.executable, "-c", lying]) as worker,
        pytest.raises(TemplateError, match="its document is larger"),
    ):
        render(worker, SOUND)


def test_a_process_whose_program_was_killed_ends_itself():
    script = (
        "import sys\n"
        f"sys.path[:] = {[each for each in sys.path if each]!r}\n"
        "from word_files import word_file\n"
        "from briefing.guarding.process import Caps\n"
        "from briefing.templating.worker import TemplateWorker\n"
        "worker = TemplateWorker(Caps(seconds=0.5))\n"
        "worker.warm_up()\n"
        "print(worker.pid, flush=True)\n"
        "worker.process._watch = lambda process, request: (request.start(), request.join())[1]\n"
        f"worker.render(word_file({KILLERS['lists that take years to sort']!r}), 't', {{}}, {{}})\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as program:
        child = psutil.Process(int(program.stdout.readline()))
        idle = child.cpu_times().user
        while child.cpu_times().user < idle + 0.1:
            assert child.is_running()
        program.kill()
    assert child.wait(timeout=8) is None or not child.is_running()


@given(st.lists(st.binary(max_size=50), max_size=4), st.dictionaries(st.text(), st.text()))
def test_a_frame_is_read_as_it_was_written(blobs, header):
    header.pop("sizes", None)
    stream = io.BytesIO()
    write_frame(stream, header, *blobs)
    stream.seek(0)
    assert read_frame(stream) == (header, blobs)


@given(st.binary(max_size=60))
def test_noise_is_never_taken_for_a_frame(noise):
    with pytest.raises((FrameError, EOFError)):
        read_frame(io.BytesIO(b"\x00" * 7 + noise), 10)


def test_the_command_shuts_out_the_users_own_modules():
    assert {"-I", "-S"} <= set(own_command(64))
    json.dumps(own_command(64))


def test_the_check_of_a_template_says_the_same_in_the_process_as_here(worker):
    template = Template("t", 1, "T", slots=(Slot("what", "W"), Slot("each", "E", per_article=True)))
    document = word_file("{{ x|uper }}", "Dear {%p if y %}", "{{ brif.title }}")
    assert worker.lint(document, "t") == lint(document, "t")
    assert worker.lint(document, "t", template) == lint(document, "t", template)
    kinds = {each.kind for each in worker.lint(document, "t", template)}
    assert {"unused slot", "misspelt variable", "unknown filter"} <= kinds


def test_a_shipped_template_is_rendered_here_and_a_changed_one_in_the_process(tmp_path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "template.docx").write_bytes(SOUND)
    renderer = GuardedRenderer(tmp_path)
    try:
        assert renderer.is_shipped(SOUND)
        assert "Title: Duties" in words_of(render(renderer, SOUND))
        assert renderer.worker().pid is None
        assert "Changed: Duties" in words_of(
            render(renderer, word_file("Changed: {{ brief.title }}"))
        )
        assert renderer.worker().pid is not None
    finally:
        renderer.close()


def test_the_caps_of_the_settings_hold_for_strangers_templates(tmp_path):
    renderer = GuardedRenderer(tmp_path, seconds=0.5)
    try:
        with pytest.raises(TemplateError, match=r"longer than 0\.5 seconds"):
            render(renderer, word_file(KILLERS["lists that take years to sort"]))
    finally:
        renderer.close()
