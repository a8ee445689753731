"""Things that are made when they are first used."""

from contextlib import ExitStack

from briefing.services.late import late, late_call, late_closed


class Lamp:
    def __init__(self):
        self.is_on = True

    def close(self):
        self.is_on = False


def test_a_late_thing_is_made_once_and_no_earlier_than_it_is_used():
    made = []
    lamp = late(lambda: made.append(Lamp()) or made[-1])
    assert made == []
    assert lamp.is_on
    assert lamp.is_on
    assert len(made) == 1


def test_a_late_thing_is_closed_at_the_end_and_one_never_used_is_not_made_for_that():
    closing, made = ExitStack(), []
    used = late_closed(lambda: made.append(Lamp()) or made[-1], closing)
    late_closed(lambda: made.append(Lamp()) or made[-1], closing)
    assert used.is_on
    closing.close()
    assert len(made) == 1
    assert not used.is_on


def test_a_late_call_looks_for_its_function_each_time_it_is_called():
    lamps = [Lamp(), Lamp()]
    close = late_call(lambda: lamps.pop().close)
    last, first = lamps[1], lamps[0]
    close()
    assert (first.is_on, last.is_on) == (True, False)
    close()
    assert not first.is_on
