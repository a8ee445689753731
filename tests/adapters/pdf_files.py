"""Writes small PDF files byte by byte, so that tests can put each line where they want it."""

FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold"}


class PdfFile:
    """A PDF of pages with lines at given places, measured in points from the top left corner."""

    def __init__(self, width=595, height=842, rotate=0):
        self.size = (width, height)
        self.rotate = rotate
        self.pages = []
        self.info = {}
        self.letters = {}

    def page(self, *lines, picture=False, raw=""):
        """Add a page; a line is (x, y, words[, size[, font]])."""
        drawn = [self._line(*line) for line in lines]
        if picture:
            drawn.append("q 400 0 0 400 50 50 cm /Im1 Do Q")
        self.pages.append("\n".join([*drawn, raw]).encode("latin-1"))
        return self

    def _line(self, x, y, words, size=10, font="F1"):
        down = self.size[1] - y
        codes = "".join(f"{self._code(letter):02x}" for letter in words)
        return f"BT /{font} {size} Tf 1 0 0 1 {x} {down} Tm <{codes}> Tj ET"

    def _code(self, letter):
        """Return a letter's byte; letters beyond Latin 1 take the places of control characters."""
        if ord(letter) < 256:
            return ord(letter)
        return self.letters.setdefault(letter, 128 + len(self.letters))

    def bytes(self):
        """Return the file."""
        kids = " ".join(f"{20 + 2 * n} 0 R" for n in range(len(self.pages)))
        letters = "".join(f"<{c:02x}> <{ord(k):04x}>\n" for k, c in self.letters.items())
        latin = "".join(f"<{c:02x}> <{c:04x}>\n" for c in range(32, 127))
        unicode = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
            "1 begincodespacerange <00> <ff> endcodespacerange\n"
            f"95 beginbfchar\n{latin}endbfchar\n"
            + (f"{len(self.letters)} beginbfchar\n{letters}endbfchar\n" if letters else "")
            + "endcmap end end"
        ).encode()
        info = " ".join(f"/{key} ({value})" for key, value in self.info.items())
        objects = {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: f"<</Type/Pages/Count {len(self.pages)}/Kids[{kids}]>>".encode(),
            3: f"<<{info}>>".encode("latin-1"),
            5: _stream(unicode),
            6: _stream(b"\x80", "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8"
                       "/ColorSpace/DeviceGray"),
        }  # fmt: skip
        for number, (key, name) in enumerate(FONTS.items(), 7):
            named = "/ToUnicode 5 0 R" if self.letters else "/Encoding/WinAnsiEncoding"
            objects[number] = (
                f"<</Type/Font/Subtype/Type1/Name/{key}/BaseFont/{name}{named}>>".encode()
            )
        for number, drawn in enumerate(self.pages):
            width, height = self.size
            objects[20 + 2 * number] = (
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Rotate {self.rotate}"
                "/Resources<</Font<</F1 7 0 R/F2 8 0 R>>/XObject<</Im1 6 0 R>>>>"
                f"/Contents {21 + 2 * number} 0 R>>"
            ).encode()
            objects[21 + 2 * number] = _stream(drawn)
        return _whole(objects)


def _stream(data, extra=""):
    return f"<<{extra}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def _whole(objects):
    data = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(data)
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(data)
    last = max(objects) + 1
    rows = ["0000000000 65535 f \n"] + [
        f"{places[n]:010} 00000 n \n" if n in places else "0000000000 65535 f \n"
        for n in range(1, last)
    ]
    data += f"xref\n0 {last}\n{''.join(rows)}".encode()
    data += f"trailer\n<</Size {last}/Root 1 0 R/Info 3 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(data)


def set_in_lines(words, left, top, width=46, size=10, leading=12):
    """Return lines of a paragraph, broken at `width` characters."""
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) + 1 > width and line:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines.append(line)
    return [(left, top + leading * n, each, size) for n, each in enumerate(lines)]
