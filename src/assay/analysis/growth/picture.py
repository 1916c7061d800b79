"""The curve as a picture: both axes logarithmic, the measured points, and the class they are held to be."""

from __future__ import annotations

import math
from html import escape

import numpy as np

from assay.analysis.growth.classes import CLASSES, TERMS
from assay.analysis.growth.result import Grown

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 560, 320, 64, 44, 34, 18
_INK, _SOFT, _LINE = "#1d2733", "#8793a1", "#2f6fde"


def svg(grown: Grown, title: str, unit: str) -> str:
    """A whole SVG document. ``unit`` is what the vertical axis counts."""
    head = f"{title}: {grown.words}"
    points = [(n, cost) for n, cost in zip(grown.curve.sizes, grown.curve.costs, strict=True) if cost > 0]
    if len(points) < 2:
        return _document(head, [_text(_WIDTH / 2, _HEIGHT / 2, "nothing to draw", "middle")])
    sizes, costs = [float(n) for n, _ in points], [cost for _, cost in points]
    across = _Scale(sizes[0], sizes[-1], _LEFT, _WIDTH - _RIGHT)
    up = _Scale(min(costs), max(max(costs), min(costs) * 10), _HEIGHT - _BOTTOM, _TOP)
    parts = [*_axes(across, up, unit)]
    if (line := _model(grown, sizes, costs)) is not None:
        path = " ".join(f"{across(n):.1f},{up(max(cost, up.low)):.1f}" for n, cost in line)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{_LINE}" stroke-width="1.5"/>')
    parts += [
        f'<circle cx="{across(n):.1f}" cy="{up(cost):.1f}" r="2.6" fill="{_INK}"/>' for n, cost in points
    ]
    return _document(head, parts)


class _Scale:
    def __init__(self, low: float, high: float, first: float, last: float) -> None:
        self.low, self.high = low, max(high, low * 1.01)
        self._first, self._last = first, last

    def __call__(self, value: float) -> float:
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self._first + share * (self._last - self._first)

    def tens(self) -> list[float]:
        first, last = math.ceil(math.log10(self.low)), math.floor(math.log10(self.high))
        step = max(1, (last - first) // 5)
        return [10.0**power for power in range(first, last + 1, step)]


def _axes(across: _Scale, up: _Scale, unit: str) -> list[str]:
    parts = []
    for value in across.tens():
        x = across(value)
        parts.append(
            f'<line x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{_HEIGHT - _BOTTOM}" stroke="#e3e7ec"/>'
        )
        parts.append(_text(x, _HEIGHT - _BOTTOM + 16, f"{value:,.0f}", "middle"))
    for value in up.tens():
        y = up(value)
        parts.append(
            f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}" stroke="#e3e7ec"/>'
        )
        parts.append(_text(_LEFT - 6, y + 4, f"{value:.0e}".replace("e+0", "e").replace("e+", "e"), "end"))
    parts.append(_text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 8, "size of the input, n", "middle"))
    parts.append(_text(_LEFT, _TOP - 6, unit, "middle"))
    return parts


def _model(grown: Grown, sizes: list[float], costs: list[float]) -> list[tuple[float, float]] | None:
    leading = next((each.leading for each in CLASSES if each.name == grown.estimate.best), None)
    if leading is None:
        return None
    shape = TERMS[leading](np.array([sizes[-1]]))[0]
    from_size = sizes[-1] / 48
    return [(n, float(costs[-1] * TERMS[leading](np.array([n]))[0] / shape)) for n in sizes if n >= from_size]


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{_SOFT}">{escape(words)}</text>'


def _document(head: str, parts: list[str]) -> str:
    title = f'<text x="{_LEFT}" y="16" fill="{_INK}" font-weight="600">{escape(head)}</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="11"><title>{escape(head)}</title>'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>{title}{"".join(parts)}</svg>\n'
    )
