"""What a batch's processes say comes in the language of the program that started them."""

from test_batch import Bench, failure

from briefing import language
from briefing.commands.batch_work import work
from briefing.paths import standard_paths


def test_the_processes_of_a_batch_speak_the_language_of_the_window(tmp_path):
    bench = Bench(tmp_path)
    bench.write("nothing.txt", "")
    language.speak("fr", standard_paths().languages)
    try:
        summary = bench.run(work=work)
    finally:
        language.speak("en")
    assert failure(summary).message == "nothing.txt est vide."
