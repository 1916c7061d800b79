"""A page in each of its looks: light and dark, wide and narrow; what axe says of it, and whether it fits."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.e2e.watch import axe

WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 390, "height": 844}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

# Two frames: one to lay out anew, one for what the page does about it.
_DRAWN = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))"""

_FIT = """() => {
  const page = document.scrollingElement;
  if (page.scrollWidth <= innerWidth) return null;
  const wide = [...document.querySelectorAll("body *")]
    .filter(node => node.getBoundingClientRect().right > innerWidth + 1 && node.clientWidth > 0)
    .slice(0, 5)
    .map(node => node.outerHTML.slice(0, 160));
  return `${page.scrollWidth} px wide; beyond the edge: ${wide.join("\\n")}`;
}"""

# What lies on the heading's lines is the heading itself, looked at in points all over its text.
_COVERED = """heading => {
  heading.scrollIntoView({block: "center", behavior: "instant"});
  const range = document.createRange();
  range.selectNodeContents(heading);
  for (const line of range.getClientRects()) {
    for (const across of [0.02, 0.25, 0.5, 0.75, 0.98]) {
      const x = line.left + line.width * across;
      const y = line.top + line.height / 2;
      const top = document.elementFromPoint(x, y);
      if (top !== heading && !heading.contains(top))
        return `at ${Math.round(x)}, ${Math.round(y)}: ${top?.outerHTML.slice(0, 200)}`;
    }
  }
  return null;
}"""


def drawn(page: Page) -> None:
    page.evaluate(_DRAWN)


def fits(page: Page) -> None:
    """The page does not scroll sideways."""
    wide = page.evaluate(_FIT)
    assert wide is None, f"{page.url} scrolls sideways: {wide}"


def uncovered(heading: Locator) -> None:
    """Nothing lies on the heading."""
    covered = heading.evaluate(_COVERED)
    assert covered is None, f"{heading.page.url}: the heading is covered {covered}"


def looks_right(
    page: Page,
    *shown: Locator,
    heading: Locator | None = None,
    sizes: tuple[ViewportSize, ...] = (WIDE, NARROW),
) -> None:
    """In every look ``shown`` and ``heading`` are on screen, axe is content, the page fits and nothing lies
    on the heading. Goes through all looks and fails with everything that was found; leaves the page wide."""
    found = []
    for size in sizes:
        page.set_viewport_size(size)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            drawn(page)
            for one in (*shown, heading):
                if one is not None:
                    expect(one).to_be_visible()
            try:
                axe(page)
                fits(page)
                if heading is not None:
                    uncovered(heading)
            except AssertionError as error:
                found.append(f"{scheme}, {size['width']} px wide: {error}")
    page.set_viewport_size(sizes[0])
    assert not found, "\n\n".join(found)


def fits_wide_and_narrow(heading: Locator) -> None:
    page = heading.page
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        drawn(page)
        expect(heading).to_be_visible()
        fits(page)
        uncovered(heading)
    page.set_viewport_size(WIDE)
