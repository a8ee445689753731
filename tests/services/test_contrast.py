"""Colours of tags stand out from the page and from each other, for colour-blind readers too."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.tags import PALETTE
from briefing.paths import standard_paths
from briefing.services.contrast import (
    linear,
    luminance,
    nearest_passing,
    passes,
    ratio,
)
from briefing.services.tag_schemes import shipped_schemes
from briefing.widgets import theme

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
PAGES = (theme.LIGHT.page, theme.DARK.page)
LEAST = 10.0
"""CIE 1976 colour difference that is plain to see side by side; 2.3 is just noticeable."""

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
# Deficiency", IEEE TVCG 15(6), 2009: the matrices of severity 1.0, for linear RGB.
SIGHT = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# sRGB to CIE XYZ (IEC 61966-2-1), and the white point D65.
XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def lab(colour, sight):
    """Return the CIE 1976 L*a*b* of a colour as somebody sees it."""
    seen = [min(1.0, max(0.0, part)) for part in times(SIGHT[sight], linear(colour))]
    parts = [a / b for a, b in zip(times(XYZ, seen), WHITE, strict=True)]
    x, y, z = (p ** (1 / 3) if p > 216 / 24389 else (24389 / 27 * p + 16) / 116 for p in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one, other, sight):
    pairs = zip(lab(one, sight), lab(other, sight), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


def least(colours, sight):
    return min((difference(a, b, sight), a, b) for a, b in combinations(colours, 2))


def test_contrast_is_what_the_standard_says():
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert luminance("#FFFFFF") == pytest.approx(1)


@given(COLOURS)
def test_the_nearest_colour_that_passes_passes_in_light_and_dark(colour):
    found = nearest_passing(colour, PAGES)
    assert found
    assert passes(found, PAGES)
    assert (found == colour) == passes(colour, PAGES)


@given(COLOURS)
def test_the_nearest_colour_keeps_the_hue(colour):
    before, after = linear(colour), linear(nearest_passing(colour, PAGES))
    order = sorted(range(3), key=lambda part: before[part])
    assert [after[part] for part in order] == sorted(after)


def test_no_colour_passes_where_none_can():
    assert nearest_passing("#336699", ("#000000", "#FFFFFF"), 10) is None


@given(COLOURS, st.sampled_from([theme.LIGHT, theme.DARK]))
def test_every_stripe_stands_out_from_its_page_by_its_colour_or_its_edge(colour, look):
    drawn = theme.stripe(colour, look).name()
    assert ratio(theme.stripe_edge(drawn, look).name(), look.page) >= 3


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    "scheme", shipped_schemes(standard_paths().schemes), ids=lambda scheme: scheme.id
)
def test_no_two_stripes_of_a_shipped_scheme_look_alike_to_anybody(scheme, look, sight):
    drawn = [theme.stripe(tag.colour, look).name() for tag in scheme.tags]
    assert least(drawn, sight)[0] >= LEAST
    assert len({tag.code for tag in scheme.tags}) == len(scheme.tags)


@pytest.mark.parametrize("sight", SIGHT)
def test_the_colours_that_are_offered_differ_for_everybody(sight):
    assert least(PALETTE, sight)[0] >= LEAST
