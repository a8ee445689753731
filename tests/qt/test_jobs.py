"""Background work: what it held is let go once it is done."""

import weakref

from briefing.qt.jobs import JobRunner


class _Held:
    """Stands for a project that work is done on, or for what comes of it."""


def test_what_a_job_worked_on_and_gave_is_free_when_it_is_over(qtbot, qapp):
    jobs, given, got = JobRunner(qapp), _Held(), []

    def started(held):
        jobs.start(
            "Working", lambda _job: (held, _Held()), then=got.append,
            otherwise=got.append,
        )  # fmt: skip

    worked_on = weakref.ref(given)
    started(given)
    del given
    qtbot.waitUntil(lambda: bool(got))
    made = weakref.ref(got.pop()[1])
    qtbot.waitUntil(lambda: worked_on() is None and made() is None, timeout=5_000)
    assert jobs.idle


def test_a_runner_that_nobody_holds_any_more_goes_while_events_are_delivered(qapp, qtbot):
    for _ in range(20):
        runner, told = JobRunner(), []
        runner.start("Read", lambda _job: "read", then=told.append, otherwise=told.append)
        qtbot.waitUntil(lambda told=told: told == ["read"])
        runner.end()
        gone = weakref.ref(runner)
        del runner
        qtbot.waitUntil(lambda gone=gone: gone() is None)
