"""The table of settings: each has a name, a meaning and a default that may be set."""

from dataclasses import fields

from briefing.settings import TABLE, Settings, SettingsStore, problem_of


def test_each_setting_has_one_row_and_one_default():
    rows, defaults = [row.key for row in TABLE], [field.name for field in fields(Settings)]
    assert sorted(rows) == sorted(defaults)


def test_each_default_is_a_value_that_may_be_set():
    usual = Settings()
    assert not [fault for row in TABLE if (fault := problem_of(row.key, getattr(usual, row.key)))]


def test_each_setting_says_what_it_is_for():
    assert not [row.key for row in TABLE if not row.label or not row.help or not row.group]


def test_a_problem_with_writing_is_told_until_the_file_is_written(tmp_path):
    home = tmp_path / "config"
    store = SettingsStore(home / "settings.json")
    home.write_text("a file where a folder is needed")
    store.change(author="Ilda")
    assert "cannot be written" in store.problems[-1]
    home.unlink()
    store.change(theme="dark")
    assert store.problems == ()
    assert SettingsStore(store.path).values == store.values
