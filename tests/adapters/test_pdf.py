"""PDF: the text as a person reads it, not as the file lays it out."""

from itertools import zip_longest

import pytest
from pdf_files import PdfFile, set_in_lines

from briefing.errors import LoadError
from briefing.loaders.pdf import PdfLoader
from briefing.loaders.pdf_arabic import turned_back, with_ligatures

FERRY = (
    "The council said on Monday that the ferries to the northern islands would run all year, and "
    "that the night crossing would be kept even when numbers fall below the limit that was set."
)
HARBOUR = (
    "Harbour masters along the coast have asked for clear rules before the winter begins, since "
    "the last change left them with empty berths and a bill that nobody had planned for at all."
)
SCHOOLS = (
    "Schools on two of the islands will open an hour later from May, the province said, so that "
    "pupils who live on the far shore can take the first boat and still be there in good time."
)


def read(made):
    return PdfLoader().load(made.bytes(), "note.pdf")[0].article


def blocks(made):
    article = read(made)
    return [(b.kind.value, b.level, article.text[b.start : b.end]) for b in article.blocks]


def paragraphs(made):
    return [words for _, _, words in blocks(made)]


def test_two_columns_are_read_one_after_the_other_as_the_file_has_them():
    left, right = set_in_lines(FERRY, 60, 100), set_in_lines(HARBOUR, 320, 100)
    assert paragraphs(PdfFile().page(*left, *right)) == [FERRY, HARBOUR]


def test_two_columns_are_read_one_after_the_other_when_the_file_goes_across():
    left, right = set_in_lines(FERRY, 60, 100), set_in_lines(HARBOUR, 320, 100)
    across = [line for pair in zip_longest(left, right) for line in pair if line]
    made = PdfFile().page((60, 60, "Ferries return to the islands", 20), *across)
    assert paragraphs(made) == ["Ferries return to the islands", FERRY, HARBOUR]


def test_three_columns_are_read_from_left_to_right():
    texts = (FERRY, HARBOUR, SCHOOLS)
    columns = [set_in_lines(t, 30 + 190 * n, 100, 32) for n, t in enumerate(texts)]
    across = [line for row in zip_longest(*columns) for line in row if line]
    assert paragraphs(PdfFile().page(*across)) == list(texts)


def test_a_word_that_a_hyphen_parts_is_whole_again_and_a_double_word_keeps_its_own():
    made = PdfFile().page(
        (60, 100, "The well-known ferry runs all year to the nor-"),
        (60, 112, "thern islands, and its well-"),
        (60, 124, "known captain of the Anglo-"),
        (60, 136, "Scottish line is back."),
    )
    assert paragraphs(made) == [
        "The well-known ferry runs all year to the northern islands, and its well-known captain of "
        "the Anglo-Scottish line is back."
    ]


def test_running_headers_footers_and_page_numbers_are_left_out_and_told():
    made = PdfFile()
    for number, words in enumerate((FERRY, HARBOUR, SCHOOLS), 1):
        made.page(
            (60, 30, "Almary Harbour Review"),
            *set_in_lines(words, 60, 100, 80),
            (60, 815, "Spring issue, not for release"),
            (290, 830, f"Page {number} of 3"),
        )
    assert paragraphs(made) == [FERRY, HARBOUR, SCHOOLS]
    assert "“Almary Harbour Review”" in read(made).warnings[0]


def test_a_line_at_the_top_of_one_page_only_stays():
    made = PdfFile().page((60, 40, "Letter from the harbour office"), *set_in_lines(FERRY, 60, 90))
    assert paragraphs(made)[0] == "Letter from the harbour office"


def test_a_paragraph_goes_on_over_the_page_past_the_notes_under_it():
    lines = set_in_lines(f"{FERRY} {HARBOUR}", 60, 700, 80)
    made = PdfFile()
    made.page(*lines[:3], (60, 780, "1 Draft of 3 May, page 2.", 7))
    made.page(*[(x, 60 + 12 * n, words) for n, (x, _, words, _) in enumerate(lines[3:])])
    assert paragraphs(made) == [f"{FERRY} {HARBOUR}", "1 Draft of 3 May, page 2."]


def test_headings_have_levels_by_their_size_and_bold_lines_come_after_them():
    made = PdfFile().page(
        (60, 60, "Ferries return", 22),
        (60, 100, "What the islands want", 15),
        *set_in_lines(FERRY, 60, 130, 80),
        (60, 190, "Night crossings", 10, "F2"),
        *set_in_lines(HARBOUR, 60, 210, 80),
    )
    assert [b[:2] for b in blocks(made)] == [
        ("heading", 1), ("heading", 2), ("paragraph", 0), ("heading", 3), ("paragraph", 0),
    ]  # fmt: skip


def test_first_lines_that_are_moved_in_and_space_between_make_paragraphs():
    first = set_in_lines(FERRY, 60, 100, 80)
    second = [(x + 14 * (not n), y, w, s) for n, (x, y, w, s) in
              enumerate(set_in_lines(HARBOUR, 60, 100 + 12 * len(first), 80))]  # fmt: skip
    third = set_in_lines(SCHOOLS, 60, 100 + 12 * (len(first) + len(second)) + 10, 80)
    assert paragraphs(PdfFile().page(*first, *second, *third)) == [FERRY, HARBOUR, SCHOOLS]


def test_bullets_and_numbers_make_list_items():
    made = PdfFile().page(
        (60, 100, "The council asked for three things:"),
        (72, 114, "\x95"), (84, 114, "seven routes in the first year, all of them in the north of"),
        (84, 126, "the province"),
        (72, 140, "\x95 a promise on the night crossing"),
        (90, 154, "\x95 also in winter"),
        (60, 180, "1. Fuel is paid from the reserve."),
        (60, 192, "2. Fares stay as they are."),
    )  # fmt: skip
    assert blocks(made)[1:] == [
        (
            "list_item",
            0,
            "seven routes in the first year, all of them in the north of the province",
        ),
        ("list_item", 0, "a promise on the night crossing"),
        ("list_item", 1, "also in winter"),
        ("list_item", 0, "1. Fuel is paid from the reserve."),
        ("list_item", 0, "2. Fares stay as they are."),
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_is_read_as_it_is_seen(turn):
    lines = set_in_lines(FERRY, 0, 0, 60)
    width, height = 595, 842
    drawn = []
    for _, y, words, _ in lines:
        across, down = 80, 100 + y
        x, up, matrix = {
            90: (down, across, "0 1 -1 0"),
            180: (width - across, down, "-1 0 0 -1"),
            270: (width - down, height - across, "0 -1 1 0"),
        }[turn]
        drawn.append(f"BT /F1 10 Tf {matrix} {x} {up} Tm ({words}) Tj ET")
    made = PdfFile(width, height, rotate=turn).page(raw="\n".join(drawn))
    assert paragraphs(made) == [FERRY]


def test_letters_that_are_scaled_and_not_sized_are_told_apart_all_the_same():
    def scaled(words, y, size):
        return f"BT /F1 1 Tf {size} 0 0 {size} 60 {y} Tm ({words}) Tj ET"

    drawn = [scaled("Ferries return", 760, 22)]
    drawn += [scaled(words, 700 - y, 10) for _, y, words, _ in set_in_lines(FERRY, 0, 0, 80)]
    made = PdfFile().page(raw="\n".join(drawn))
    assert blocks(made) == [("heading", 1, "Ferries return"), ("paragraph", 0, FERRY)]


def test_words_from_right_to_left_arrive_in_the_order_they_are_read():
    words = "שלום לכולם"
    made = PdfFile().page((300, 100, words[::-1]))
    assert paragraphs(made) == [words]


@pytest.mark.parametrize(
    ("title", "author", "said"),
    [
        (
            "Ferries return to the islands",
            "Mara Lind",
            ("Ferries return to the islands", "Mara Lind"),
        ),
        ("Microsoft Word - ferry v3.doc", "mlind", (None, None)),
        ("ferry_final.indd", "Administrator", (None, None)),
        ("Untitled", "Microsoft Office User", (None, None)),
        ("Budget circular 2019 for schools", "", (None, None)),
    ],
)
def test_a_title_or_an_author_is_believed_only_where_it_can_be_one(title, author, said):
    made = PdfFile().page(
        (60, 60, "Ferries return to the islands", 20), *set_in_lines(FERRY, 60, 90)
    )
    made.info = {"Title": title, "Author": author, "CreationDate": "D:20260304"}
    metadata = read(made).metadata
    believed = {field: where for field, where in metadata.found if "properties" in where}
    assert (metadata.headline if "headline" in believed else None, metadata.byline) == said
    assert metadata.headline == "Ferries return to the islands"  # it is the page's largest line
    assert metadata.published is None


def test_a_scan_says_so_and_pages_that_are_pictures_are_named():
    scan = PdfFile().page(picture=True).page(picture=True)
    with pytest.raises(
        LoadError, match=r"note\.pdf is a scan: pages 1 to 2 are pictures"
    ) as caught:
        read(scan)
    assert "OCR" in caught.value.hint
    mixed = PdfFile().page(*set_in_lines(FERRY, 60, 100)).page(picture=True)
    assert read(mixed).warnings == ("Page 2 is a picture without text, such as a scan.",)


def test_a_page_that_cannot_be_read_is_named_and_the_rest_is_read():
    made = PdfFile().page(*set_in_lines(FERRY, 60, 100)).page(*set_in_lines(HARBOUR, 60, 100))
    data = made.bytes().replace(b"22 0 obj\n<</Type/Page", b"22 0 obj\n<</Type/Gone")
    data = data.replace(b"22 0 obj\n<<", b"22 0 obj\n[<")
    article = PdfLoader().load(data, "note.pdf")[0].article
    assert article.text == FERRY
    assert article.warnings == ("Page 2 could not be read and was left out.",)


def test_a_pdf_with_a_password_says_so():
    data = PdfFile().page((60, 60, "Secret")).bytes()
    lock = (
        b"/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32
    )
    data = data.replace(b"/Root 1 0 R", b"/Root 1 0 R" + lock + b">>>/ID[<00><00>]")
    with pytest.raises(LoadError, match=r"note\.pdf is locked with a password"):
        PdfLoader().load(data, "note.pdf")


def test_a_short_line_of_a_ragged_column_ends_no_paragraph_where_the_next_word_had_no_room():
    lines = [
        "Representatives of all the islands", "deliberated on the night crossing.",
        "Interoperability", "considerations were put aside.", "Notwithstanding that, nobody",
        "internationalised.", "Counterrevolutionaries won it.",
    ]  # fmt: skip
    placed = [(60, 60 + 12 * n, words) for n, words in enumerate(lines)]
    assert len(read(PdfFile().page(*placed)).blocks) == 1


def test_the_letters_of_an_arabic_ligature_stand_in_the_order_of_the_word():
    together = {23: (3.0, 0.0), 24: (3.0, 0.0)}
    text = "قرر مجلس المقاطعة يوم االثنين"
    mended = with_ligatures(text, lambda n: together.get(n, (float(n * 10), 0.0)))
    assert mended == "قرر مجلس المقاطعة يوم الاثنين"


@pytest.mark.parametrize(
    ("drawn", "written"),
    [
        ("من أربعين راكبا )%31( يستخدمونها", "من أربعين راكبا (31%) يستخدمونها"),
        ("قال »نعم« ثم سكت", "قال «نعم» ثم سكت"),
        ("قال (نعم) ثم سكت", "قال (نعم) ثم سكت"),
        ("ארבעים ]ושלושה[ נוסעים", "ארבעים [ושלושה] נוסעים"),
        ("Fares fall by 4% (or )less(", "Fares fall by 4% (or )less("),
    ],
)
def test_brackets_and_shares_in_lines_from_right_to_left_are_turned_back(drawn, written):
    assert turned_back(drawn) == written
