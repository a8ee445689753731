"""Contrast of colours, and the nearest colour that has enough; colours are "#RRGGBB"."""

from __future__ import annotations

import re
from collections.abc import Iterable

STRIPE = 3.0
"""What a stripe needs against its page (WCAG 2.2, success criterion 1.4.11, non-text contrast)."""
_HEX = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_STEPS = 256
_ROUNDED = 0.005
"""How much luminance a colour gains or loses at most when its parts become whole numbers."""
_SHARES = [step / 255 for step in range(256)]
_LINEAR = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in _SHARES]


def is_colour(words: str) -> bool:
    """Return whether this is a colour as tags have them."""
    return _HEX.match(words) is not None


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 to 1 (WCAG 2.2, "relative luminance")."""
    return _luminance(linear(colour))


def ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    return _ratio(luminance(one), luminance(other))


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _enough(shade: float, others: Iterable[float], needed: float) -> bool:
    return all(_ratio(shade, other) >= needed for other in others)


def _might(shade: float, others: Iterable[float], needed: float) -> bool:
    """Return whether a colour of about this luminance may have enough contrast once written."""
    low, high = max(shade - _ROUNDED, 0.0), shade + _ROUNDED
    return all(max(_ratio(low, other), _ratio(high, other)) >= needed for other in others)


def passes(colour: str, pages: Iterable[str], needed: float = STRIPE) -> bool:
    """Return whether a colour has the contrast needed against each of these pages."""
    return all(ratio(colour, page) >= needed for page in pages)


def nearest_passing(colour: str, pages: Iterable[str], needed: float = STRIPE) -> str | None:
    """Return the colour of the same hue, and nearest in lightness, that passes; None if none does.

    It is looked for on the line in linear light from black through the colour to white, so that
    darker ones keep their chromaticity and lighter ones their hue.
    """
    grounds = tuple(pages)
    if passes(colour, grounds, needed):
        return colour.upper()
    shades = [luminance(ground) for ground in grounds]
    light = linear(colour)
    shade = _luminance(light)
    steps = range(1, _STEPS + 1)
    darker = (
        _hex([part * (1 - k / _STEPS) for part in light])
        for k in steps if _might(shade * (1 - k / _STEPS), shades, needed)
    )  # fmt: skip
    lighter = (
        _hex([part + (1 - part) * k / _STEPS for part in light])
        for k in steps if _might(shade + (1 - shade) * k / _STEPS, shades, needed)
    )  # fmt: skip
    ways = (
        next((c for c in way if _enough(luminance(c), shades, needed)), None)
        for way in (darker, lighter)
    )
    found = [each for each in ways if each]
    here = lightness(colour)
    return min(found, key=lambda each: abs(lightness(each) - here), default=None)


def lightness(colour: str) -> float:
    """Return the lightness of a colour as eyes judge it, from 0 to 100 (CIE 1976 L*)."""
    shade = luminance(colour)
    return 116 * shade ** (1 / 3) - 16 if shade > 216 / 24389 else shade * 24389 / 27


def linear(colour: str) -> list[float]:
    """Return red, green and blue in linear light, from 0 to 1 (IEC 61966-2-1, sRGB)."""
    return [_LINEAR[int(colour[place : place + 2], 16)] for place in (1, 3, 5)]


def _luminance(light: list[float]) -> float:
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def _hex(light: list[float]) -> str:
    parts = (12.92 * p if p <= 0.0031308 else 1.055 * p ** (1 / 2.4) - 0.055 for p in light)
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)
