"""A day at the desk, in short: nothing piles up in memory, in the window or in the system."""

import memory
import soak


def test_work_in_the_window_leaves_nothing_behind(tmp_path):
    counts = soak.soak(tmp_path, 0, rounds=3)
    assert not soak.grown(counts), soak.which_grew(counts)


def test_many_edits_of_a_long_article_do_not_fill_the_memory(tmp_path, qapp):
    _, middle, end = memory.after_a_day(tmp_path, 200, 300_000)
    assert end - middle < 40, "each edit keeps the whole article"
