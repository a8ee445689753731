"""How the steps of a template's check grow with its pages."""

import sys

from test_lint import MANIFEST, SLOTS, lint, table, word_file


def test_fifty_pages_take_five_times_the_steps_of_ten():
    """Steps are calls of functions, which no busy machine makes more."""

    def steps(pages):
        page = ["A line of words that fills a good part of the width of a page." for _ in range(38)]
        tags = [
            "{%p if brief.title %}", "{{ brief.title|upper }} of {{ brief.date }}", "{%p endif %}",
        ]  # fmt: skip
        rows = table(*[[f"{{{{ fields.to }}}} {n}", "words"] for n in range(4)])
        document = word_file(*([*page, *tags, rows] * pages), *SLOTS)
        lint(document, "t", MANIFEST)  # what is kept for later calls is made
        count = 0

        def counted(_frame, event, _arg):
            nonlocal count
            count += event in ("call", "c_call")

        sys.setprofile(counted)
        try:
            assert lint(document, "t", MANIFEST) == []
        finally:
            sys.setprofile(None)
        return count

    assert steps(50) < 5.5 * steps(10)
