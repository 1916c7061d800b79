"""The report as HTML (one self-contained file that prints as it reads) and as PDF (tagged, PDF/UA-1)."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

import typst
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from assay.report.document import Report
from assay.report.layout import layout
from assay.report.own_copy import own_copy


def render_html(report: Report) -> str:
    """A page without scripts or outside references. Text of candidates is escaped."""
    return _page(layout(report))


def render_own_copy(report: Report) -> str:
    """The candidate's copy, as a page of the same kind."""
    return _page(own_copy(report))


def _page(view: dict[str, Any]) -> str:
    page = _html().get_template("report.html").render(**view)
    return page.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def render_pdf(report: Report) -> bytes:
    """A tagged PDF. The data goes in as JSON, so text of candidates is never markup.

    What the fonts that come along cannot show is set in a font of this machine, and what none can show
    becomes U+FFFD, with a line that says so: PDF/UA allows no text without glyphs.
    """
    view = layout(report)
    try:
        return _compile(view, system_fonts=False)
    except _NoGlyph:
        pass  # the common case of a name in another script: this machine may have a font for it
    gone: frozenset[str] = frozenset()
    for _ in range(_TRIES):
        try:
            return _compile(view, system_fonts=True, replace=gone)
        except _NoGlyph as error:  # it names one text at a time
            view["unshown"] = True
            if any(_common(letter) for text in error.texts for letter in text):
                break  # a letter that every font has, which its neighbours drew into one that lacks it
            gone |= error.texts
    return _compile(view, system_fonts=True, replace=_uncommon(view))


_TRIES = 4
"""Texts that no font shows are replaced one by one so often; then all beyond the common alphabets at once, since a
candidate can write any number of them."""


class _NoGlyph(Exception):
    """``texts``: the pieces of text that no font can show."""

    def __init__(self, texts: frozenset[str]) -> None:
        super().__init__(f"no font shows {sorted(texts)}")
        self.texts = texts


def _compile(view: dict[str, Any], *, system_fonts: bool, replace: frozenset[str] = frozenset()) -> bytes:
    """Raises _NoGlyph, or TypstError for any other fault."""
    data = json.dumps(_clean(view, replace), ensure_ascii=False)
    try:
        pdf = typst.compile(
            files("assay.report").joinpath("templates/report.typ").read_bytes(),
            format="pdf",
            pdf_standards="ua-1",
            sys_inputs={"data": data},
            ignore_system_fonts=not system_fonts,
        )
    except typst.TypstError as error:
        texts = frozenset(re.findall(r'the text `"(.+?)"` could not be displayed', str(error)))
        if not texts:
            raise
        raise _NoGlyph(texts) from error
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    return pdf


def _clean(value: Any, replace: frozenset[str] = frozenset()) -> Any:
    """JSON without lone surrogates (typst reads UTF-8), control characters and the texts to replace."""
    if isinstance(value, str):
        text = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = "".join(
            c if c in "\n\t" or c.isprintable() or c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text
        )
        for unshown in replace:
            text = text.replace(unshown, "\N{REPLACEMENT CHARACTER}")
        return text
    if isinstance(value, dict):
        # A block's kind is the layout's word, not one that anybody wrote.
        return {key: item if key == "kind" else _clean(item, replace) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item, replace) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def _uncommon(view: dict[str, Any]) -> frozenset[str]:
    """All characters in it that are not Latin, Greek, Cyrillic or common punctuation, for which every set of fonts
    has glyphs."""
    letters = set(json.dumps(_clean(view), ensure_ascii=False))
    return frozenset(letter for letter in letters if not _common(letter))


def _common(letter: str) -> bool:
    return letter < "\u0250" or letter in _COMMON


_COMMON = frozenset(
    map(chr, (*range(0x391, 0x3CA), *range(0x410, 0x450), *range(0x2010, 0x2027), 0x2026, 0xFFFD))
)


@cache
def _html() -> Environment:
    return Environment(
        loader=PackageLoader("assay.report"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
