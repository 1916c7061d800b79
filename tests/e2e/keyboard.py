"""Someone with a keyboard and nothing else: things are reached by Tab, pressed by Enter, typed key by key."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 150


class Keyboard:
    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, target: Locator) -> None:
        """Tab until ``target`` has the focus, going round once where needed.

        The editor is left as its help says: Escape, then Tab.
        """
        expect(target).to_be_visible()
        for _ in range(MOST_TABS):
            if target.evaluate(
                "node => node === document.activeElement || node.contains(document.activeElement)"
            ):
                return
            if self.page.evaluate("() => document.activeElement?.isContentEditable === true"):
                self.page.keyboard.press("Escape")
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} cannot be reached by Tab")

    def press(self, target: Locator, key: str = "Enter") -> None:
        self.to(target)
        self.page.keyboard.press(key)

    def fill(self, target: Locator, text: str) -> None:
        self.to(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def button(self, name: str, *, exact: bool = True) -> None:
        self.press(self.page.get_by_role("button", name=name, exact=exact))

    def replace_code(self, text: str) -> None:
        """In the editor: mark all and type ``text`` as a person would, line by line.

        The editor indents by itself; what it put is marked and typed over. It closes brackets too: what is
        left of them behind the last line is deleted. Escape shuts a completion that Enter would take.
        """
        keyboard = self.page.keyboard
        keyboard.press("Control+A")
        keyboard.press("Delete")
        lines = text.split("\n")
        for number, line in enumerate(lines):
            keyboard.type(line)
            keyboard.press("Escape")
            if number + 1 < len(lines):
                keyboard.press("Enter")
                keyboard.press("Shift+Home")
                if not lines[number + 1]:
                    keyboard.press("Delete")
        keyboard.press("Control+Shift+End")
        keyboard.press("Delete")
