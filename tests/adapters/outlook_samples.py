"""Writes Outlook messages for tests: an OLE compound file ([MS-CFB]) of property streams."""

import struct
from datetime import UTC, datetime

SECTOR, MINI = 512, 64
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def outlook_mail(attached=(), sent=None, codepage=0, **said):
    """A message; `said` names what it says, a str as Unicode, bytes as they are."""
    return compound(message(attached, sent, codepage, header=32, **said))


def message(attached=(), sent=None, codepage=0, header=24, **said):
    """The streams of a message, by name; what is attached are trees, or names of files."""
    numbers = {"subject": "0037", "sender": "0C1A", "body": "1000", "html": "1013", "rtf": "1009"}
    tree = {}
    for name, value in said.items():
        kind = "001F" if isinstance(value, str) else "0102" if name in ("html", "rtf") else "001E"
        data = value.encode("utf-16-le") if isinstance(value, str) else value
        tree[f"__substg1.0_{numbers[name]}{kind}"] = data
    fixed = b""
    if sent:
        ticks = int((sent - EPOCH).total_seconds()) * 10_000_000
        fixed += struct.pack("<HHIQ", 0x0040, 0x0039, 6, ticks)
    if codepage:
        fixed += struct.pack("<HHIQ", 0x0003, 0x3FDE, 6, codepage)
    tree["__properties_version1.0"] = b"\0" * header + fixed
    for number, each in enumerate(attached):
        inside = {"__properties_version1.0": b"\0" * 8}
        if isinstance(each, str):
            inside["__substg1.0_3707001F"] = each.encode("utf-16-le")
        else:
            inside["__substg1.0_3701000D"] = each
        tree[f"__attach_version1.0_#{number:08X}"] = inside
    return tree


def compound(tree):
    """The bytes of a compound file with these streams (bytes) and storages (dicts)."""
    entries = [["Root Entry", 5, tree, FREE, FREE, FREE]]
    _enter(tree, 0, entries)
    small, small_chain, sectors, chain = bytearray(), [], bytearray(), []
    places = {}
    for number, (_name, kind, data, *_links) in enumerate(entries):
        if kind == 2 and 0 < len(data) < 4096:
            places[number] = len(small_chain), len(data)
            _append(small, small_chain, data, MINI)
        elif kind == 2 and data:
            places[number] = len(chain), len(data)
            _append(sectors, chain, data, SECTOR)
    places[0] = (len(chain) if small else END), len(small)
    _append(sectors, chain, small, SECTOR)
    mini_fat = len(chain)
    table = b"".join(struct.pack("<I", each) for each in small_chain)
    _append(sectors, chain, table, SECTOR, b"\xff")
    directory = len(chain)
    listed = b"".join(
        _entry(entry, *places.get(number, (0, 0))) for number, entry in enumerate(entries)
    )
    _append(sectors, chain, listed, SECTOR)
    fats = next(n for n in range(1, 100) if n * 128 >= len(chain) + n)
    first = len(chain)
    chain += [FAT] * fats
    table = b"".join(struct.pack("<I", each) for each in chain).ljust(fats * SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, directory, 0, 4096)
    head += struct.pack("<IIII", mini_fat if small else END, -(-len(small_chain) // 128), END, 0)
    head += b"".join(struct.pack("<I", first + n) for n in range(fats))
    return head.ljust(SECTOR, b"\xff") + bytes(sectors) + table


def _enter(tree, parent, entries):
    """Number a storage's entries; siblings hang on one another to the right."""
    before = None
    for name, value in sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper())):
        number = len(entries)
        entries.append([name, 1 if isinstance(value, dict) else 2, value, FREE, FREE, FREE])
        if before is None:
            entries[parent][5] = number
        else:
            entries[before][4] = number
        before = number
        if isinstance(value, dict):
            _enter(value, number, entries)


def _append(store, chain, data, unit, filler=b"\0"):
    if not data:
        return
    count = -(-len(data) // unit)
    first = len(chain)
    chain.extend([*range(first + 1, first + count), END])
    store.extend(bytes(data).ljust(count * unit, filler))


def _entry(entry, start, size):
    name, kind, _data, left, right, child = entry
    wide = (name + "\0").encode("utf-16-le")
    return (
        wide.ljust(64, b"\0")
        + struct.pack("<HBBIII16xI16x", len(wide), kind, 1, left, right, child, 0)
        + struct.pack("<IQ", start, size)
    )
