"""Pages and outlines for tests, made in one line."""

import re

from briefing.model.outline import Outline, Paragraph, ParagraphKind, Run, Section
from briefing.services.pages.page_ports import PageText

FERRY = "The night ferry to the northern islands will sail until the end of May"
FUEL = "Fuel makes up a third of what each crossing costs, says the operator"


def page(*lines):
    """Return a page of these lines, 20 points each, 10 points a letter."""
    words, boxes = [], []
    for row, line in enumerate(lines):
        for found in re.finditer(r"\S+", line):
            words.append(found.group())
            left, right = found.start() * 10, found.end() * 10
            boxes.append((left, row * 20, right, row * 20 + 12))
    return PageText(600, 800, tuple(words), tuple(boxes))


def said(words, excerpt=None, citation=None):
    return Paragraph(ParagraphKind.TEXT, (Run(words, citation=citation),), excerpt=excerpt)


def outline(*sections, notes=()):
    return Outline("T", "t", "en", "", "A", "2026-02-03", (), sections, (), notes)


def facts(*blocks, key="facts", title="Key facts"):
    return Section(key, title, blocks)
