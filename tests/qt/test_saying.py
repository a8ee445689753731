"""Numbers are written alike wherever the program writes them."""

import pytest

from briefing import language
from briefing.paths import standard_paths
from briefing.qt.saying import number


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_a_sentence_parts_thousands_as_the_fields_of_the_window_do(code):
    language.speak(code, standard_paths().languages)
    try:
        assert language.shown_number(1_234_567) == number(1_234_567)
    finally:
        language.speak("en")
