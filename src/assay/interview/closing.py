"""What is handed in at the end: what is in the editor when the session ends is what is judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assay.interview.state import SessionState


@dataclass(frozen=True)
class HandedIn:
    """The language and the text of a problem's last submission."""

    language: str
    text: str


@dataclass(frozen=True)
class ToSubmit:
    problem: str
    language: str


def submissions_at_end(
    state: SessionState, text: Callable[[str], str], handed_in: Mapping[str, HandedIn]
) -> list[ToSubmit]:
    """The submissions that the server writes at the end, in the order of the problems.

    A problem is handed in when its file differs both from the starter and from the problem's last
    submission (``handed_in``, by problem). Its file is the one in the language last viewed; where that
    one is still the untouched starter, the one last edited, so that turning to another language at the
    last moment throws no work away. ``text`` gives a file's text now.
    """
    found = []
    for problem in state.problems:
        file = _file(state, problem, text)
        if file is None:
            continue
        now = text(file)
        last = handed_in.get(problem)
        language = state.files[file].language
        if last is None or (last.language, last.text) != (language, now):
            found.append(ToSubmit(problem, language))
    return found


def _file(state: SessionState, problem: str, text: Callable[[str], str]) -> str | None:
    """The file that stands for the candidate's work on the problem; None where there is none."""
    viewed = state.file_of(problem, state.viewed.get(problem, ""))
    for file in (viewed.file if viewed else None, state.edited.get(problem)):
        if file is not None and text(file) != state.files[file].starter:
            return file
    return None
