"""Project files as attacks: one clear error, or all within bounds, and nothing is ever executed.

Each attack keeps to every hash and seal, as somebody who knows the format would.
"""

import json
import resource
import time

import apsw
import msgspec
import pytest
from builders import article, excerpt, project
from fakes import FixedClock

from briefing.errors import StorageError
from briefing.model.project import KINDS
from briefing.storage import carving, codec, schema
from briefing.storage.files import ProjectFiles
from briefing.storage.recovery import recover
from briefing.storage.seals import seal_over

FILES = ProjectFiles(FixedClock())
SECONDS, MEGABYTES = 10, 1024
OF = article("One sentence. Another one.\nA second line of it.")


@pytest.fixture
def path(tmp_path):
    file = FILES.create(tmp_path / "attack.briefing")
    file.begin_with(project(OF, excerpt(OF, "Another one.", "outlook")))
    file.close()
    return tmp_path / "attack.briefing"


def written(path, *statements):
    connection = apsw.Connection(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.close()


def put(connection, kind, key, body, *, encode=True):
    """Put an item whose body is anything, with the right hash and seal."""
    data = msgspec.json.encode(body) if encode else body
    connection.execute("REPLACE INTO content VALUES (?, ?)", (codec.digest(data), data))
    connection.execute("REPLACE INTO item VALUES (?, ?, ?)", (kind, key, codec.digest(data)))
    items = connection.execute("SELECT kind, id, sha256 FROM item").fetchall()
    connection.execute("UPDATE meta SET value = ? WHERE key = 'seal'", (seal_over(items),))


def body_of(connection, kind):
    row = connection.execute(
        "SELECT id, data FROM item JOIN content USING (sha256) WHERE kind = ?", (kind,)
    ).fetchall()[0]
    return row[0], json.loads(row[1])


def forge(path, change):
    connection = apsw.Connection(str(path))
    with connection:
        change(connection)
    connection.close()


def read_whole(path):
    """Open and read everything; returns the error's words or ""."""
    try:
        store = FILES.open(path)
        try:
            store.load()
            for step in store.history()[0]:
                step.changes()
        finally:
            store.close()
    except StorageError as error:
        return str(error)
    return ""


def bounded(path, act):
    """Do something in bounds of time and memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    said = act(path)
    assert time.process_time() - start < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES
    return said


def in_schema(sql):
    return f"PRAGMA writable_schema=ON; {sql}; PRAGMA writable_schema=RESET"


LAX = "CREATE TABLE content (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL)"
ENDLESS = "WITH RECURSIVE r(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM r) SELECT a, a FROM r"
SCHEMAS = {
    "a trigger": "CREATE TRIGGER t AFTER UPDATE ON meta BEGIN DELETE FROM item; END",
    "a trigger that takes the place of an insert":
        "CREATE TEMP TABLE x (a); CREATE TRIGGER t BEFORE INSERT ON history "
        "BEGIN SELECT RAISE(IGNORE); END",
    "an endless view in place of a table":
        f"DROP TABLE history; CREATE VIEW history AS {ENDLESS}",
    "a generated column":
        "DROP TABLE meta; CREATE TABLE meta (key TEXT PRIMARY KEY, "
        "value TEXT GENERATED ALWAYS AS (upper(key)) VIRTUAL)",
    "an index on an expression": "CREATE INDEX i ON item (upper(id))",
    "a partial index": "CREATE INDEX i ON item (id) WHERE kind = 'x'",
    "a virtual table": "CREATE VIRTUAL TABLE v USING fts5(x)",
    "a table of no use": "CREATE TABLE extra (x)",
    "a name with SQL in it": "CREATE TABLE \"x'); DROP TABLE item; --\" (x)",
    "a table that takes any type": "DROP TABLE history; CREATE TABLE history (n, step, sha256)",
    "a default that is computed":
        "DROP TABLE meta; CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT DEFAULT "
        "(hex(randomblob(9))))",
}  # fmt: skip


@pytest.mark.parametrize("attack", SCHEMAS.values(), ids=SCHEMAS)
def test_a_schema_that_is_not_ours_is_refused_and_saved_from(path, tmp_path, attack):
    written(path, attack)
    assert "holds what no project of ours does" in bounded(path, read_whole)
    target = tmp_path / "saved.briefing"
    bounded(path, lambda damaged: recover(damaged, target, FILES))
    assert read_whole(target) == ""
    with apsw.Connection(str(target)) as connection:
        assert schema.strangers(connection) == []


def test_a_schema_spelled_like_ours_over_other_types_is_refused(path):
    ours = schema.TABLES[1]
    written(path, "DROP TABLE content", LAX)
    written(path, "INSERT INTO content VALUES ('x', 'text, no blob'), (x'00ff', 7)")
    written(path, in_schema(f"UPDATE sqlite_schema SET sql = '{ours}' WHERE name = 'content'"))
    assert "damaged" in bounded(path, read_whole)


@pytest.mark.parametrize("pragma", [
    "application_id=7", "user_version=0", "user_version=-3", "user_version=2147483647",
    "page_size=65536; VACUUM", "encoding='UTF-16'", "auto_vacuum=FULL; VACUUM", "journal_mode=WAL",
])  # fmt: skip
def test_pragmas_in_the_file_change_nothing_that_matters(path, pragma):
    written(path, *(each if "VACUUM" in each else f"PRAGMA {each}" for each in pragma.split(";")))
    said = bounded(path, read_whole)
    assert said == "" or "attack.briefing" in said


@pytest.mark.parametrize(("key", "value"), [
    ("done", "-1"), ("done", "9" * 400), ("done", "1e3"), ("done", "٣"), ("done", ""),
    ("seal", "no hex"), ("seal", "f" * 5_000), ("seal", ""),
])  # fmt: skip
def test_nonsense_in_the_lists_of_the_file_is_damage(path, key, value):
    forge(path, lambda c: c.execute("REPLACE INTO meta VALUES (?, ?)", (key, value)))
    assert "attack.briefing is damaged" in bounded(path, read_whole)


def test_text_that_is_no_utf8_is_damage(path):
    written(path, "UPDATE meta SET value = CAST(x'ff2d00fe' AS TEXT) WHERE key = 'seal'")
    assert "damaged" in bounded(path, read_whole)


def _excerpt(**values):
    def change(connection):
        key, body = body_of(connection, "excerpts")
        put(connection, "excerpts", key, {**body, **values})

    return change


def _article(**values):
    def change(connection):
        key, body = body_of(connection, "articles")
        put(connection, "articles", key, {**body, **values})

    return change


def _pieces(text, blocks, times):
    def change(connection):
        data = msgspec.json.encode([text, blocks])
        connection.execute("INSERT INTO content VALUES (?, ?)", (codec.digest(data), data))
        _article(pieces=[codec.digest(data)] * times)(connection)

    return change


def _scheme(tags):
    def change(connection):
        made = [
            {"id": f"t{n}", "name": f"T{n}", "code": "TT", "colour": "#000000", "parent": parent}
            for n, parent in enumerate(tags)
        ]
        scheme = {"id": "s", "name": "S", "version": 1, "tags": made}
        put(connection, "schemes", "s", scheme)

    return change


def _raw(kind, data):
    return lambda connection: put(connection, kind, "x", data, encode=False)


def _steps(connection):
    row = '{"label":"","author":"","time":"","merge":"","changes":{}}'
    rows = ((n, row, codec.digest(row.encode())) for n in range(1, 50_001))
    connection.executemany("INSERT INTO history VALUES (?, ?, ?)", rows)
    connection.execute("REPLACE INTO meta VALUES ('done', '50000')")


def _step(row):
    def change(connection):
        values = (1, row, codec.digest(row.encode()))
        connection.execute("INSERT INTO history VALUES (?, ?, ?)", values)
        connection.execute("REPLACE INTO meta VALUES ('done', '1')")

    return change


DEEP = b'{"id":"x","z":' + b"[" * 500_000 + b"]" * 500_000 + b"}"
VALUES = {
    "an excerpt beyond the text": _excerpt(start=5, end=9_999_999),
    "an excerpt before the text": _excerpt(start=-5, end=3),
    "an excerpt that ends before it begins": _excerpt(start=9, end=2),
    "an excerpt at a number no machine has": _excerpt(start=10**30, end=10**31),
    "an excerpt of no article": _excerpt(article="nobody"),
    "a quote that is a list": _excerpt(quote=["a"]),
    "an article without text": _article(pieces=["0" * 64]),
    "an article that names itself a piece": _article(pieces=["x'); DROP TABLE item; --"]),
    "a text of a thousand times its room": _pieces("boom " * 200_000, [], 5_000),
    "blocks outside the text": _pieces("short", [["heading", 1, 0, 99]], 1),
    "blocks that count backwards": _pieces("short", [["paragraph", 0, -9, -3]], 1),
    "a hundred thousand tags": _scheme([None] * 100_000),
    "no JSON": _raw("briefs", b"\x00\xff\xfe"),
    "JSON that is too deep": _raw("briefs", DEEP),
    "JSON with half a surrogate": _raw("briefs", b'{"id":"x","title":"\\ud800","template":"t"}'),
    "fifty thousand steps": _steps,
    "a step that is no step": _step("[]"),
    "a step that is too deep": _step("[" * 300_000),
    "a step of an unknown kind": _step(
        '{"label":"","author":"","time":"","merge":"","changes":{"__class__":{"a":["b",null]}}}'
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", VALUES.values(), ids=VALUES)
def test_values_that_cannot_be_are_one_clear_error_and_what_is_sound_is_saved(
    path, tmp_path, change
):
    forge(path, change)
    said = bounded(path, read_whole)
    assert "is damaged" in said
    assert len(said) < 1_000
    target = tmp_path / "saved.briefing"
    bounded(path, lambda damaged: recover(damaged, target, FILES))
    assert read_whole(target) == ""


HARMLESS = {
    "tags that stand above each other in a circle": _scheme(["t1", "t2", "t0"]),
    "a chain of tags as long as it may be": _scheme([f"t{n + 1}" for n in range(4_900)]),
    "a note with NULs and SQL": _excerpt(note="\x00'); DROP TABLE item; --\x1b[2J"),
    "a note of 20 MB": _excerpt(note="x" * 20_000_000),
}


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_values_that_are_only_odd_are_read_as_they_are(path, change):
    forge(path, change)
    assert bounded(path, read_whole) == ""


def test_a_circle_of_tags_is_shown_as_a_list(path):
    from briefing.model.tag_edits import in_tree_order, subtree

    forge(path, _scheme(["t1", "t2", "t0"]))
    store = FILES.open(path)
    scheme = store.load().schemes["s"]
    store.close()
    assert {tag.id for tag in in_tree_order(scheme.tags)} == {"t0", "t1", "t2"}
    assert subtree(scheme, "t0") <= {"t0", "t1", "t2"}


def test_a_blob_over_the_limit_is_one_error(path):
    written(path, "INSERT INTO content VALUES ('big', zeroblob(70000000))")
    assert bounded(path, read_whole) == "" or "attack.briefing" in bounded(path, read_whole)
    forge(path, lambda c: c.execute("UPDATE item SET sha256 = 'big' WHERE kind = 'excerpts'"))
    assert "attack.briefing" in bounded(path, read_whole)


def test_the_connection_can_neither_attach_nor_load_nor_change_the_schema(path, tmp_path):
    store = FILES.open(path)
    for statement in (
        f"ATTACH '{tmp_path / 'other'}' AS other; CREATE TABLE other.x (a)",
        "SELECT load_extension('x')",
        "PRAGMA writable_schema=ON; DELETE FROM sqlite_schema",
        "SELECT readfile('/etc/hostname')",
    ):
        with pytest.raises(apsw.Error):
            store._connection.execute(statement).fetchall()
    assert not (tmp_path / "other").exists()
    assert set(store.load().articles) == {OF.id}
    store.close()


def test_every_kind_is_known_to_the_attacks():
    assert set(KINDS) >= {"articles", "excerpts", "schemes", "briefs"}


def _odd_tables(connection):
    for table, columns in (("history", "n, step, sha256"), ("meta", "a"), ("item", "a, b")):
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"CREATE TABLE {table} ({columns})")
    step = json.dumps({"changes": {}})
    for number in (1, "one"):
        row = (number, step, codec.digest(step.encode()))
        connection.execute("INSERT INTO history VALUES (?, ?, ?)", row)


def test_tables_that_only_have_the_names_of_ours_are_passed_over(path, tmp_path):
    forge(path, _odd_tables)
    assert recover(path, tmp_path / "saved.briefing", FILES).lost
    assert read_whole(tmp_path / "saved.briefing") == ""


def test_a_number_of_steps_that_no_file_has_is_passed_over(path, tmp_path):
    written(path, f"UPDATE meta SET value = '{'9' * 5_000}' WHERE key = 'done'")
    assert recover(path, tmp_path / "saved.briefing", FILES).saved


def test_rows_that_share_their_pages_are_carved_within_bounds(tmp_path):
    page = bytearray(b"\0\0\0\x03" * (carving.PAGE // 4))  # every page leads to the third
    size, length, cell = 8 * 1024 * 1024, 6_956_893, 4_050
    first = bytes((0x80 | length >> 21, 0x80 | length >> 14 & 127, 0x80 | length >> 7 & 127))
    with_cells = page.copy()
    with_cells[0], with_cells[3:5] = 0x0D, (2_000).to_bytes(2, "big")
    with_cells[8 : 8 + 2 * 2_000] = cell.to_bytes(2, "big") * 2_000
    with_cells[cell : cell + 5] = first + bytes((length & 127, 1))
    file = tmp_path / "shared.briefing"
    file.write_bytes(bytes(carving.PAGE) + with_cells + page * (size // carving.PAGE))
    found = bounded(file, lambda damaged: list(carving.carved(damaged)))
    assert len(found) == 9
