"""The notice that a candidate reads and accepts before anything is captured.

One text for each integrity level. It says what this version of Assay does and no more; when that changes,
the text and ``VERSION`` change with it. ``sha256`` of the canonical JSON goes into the session log.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from functools import cache
from typing import Literal

import rfc8785

VERSION = "2026-11-23.3"
Level = Literal["trust", "notice"]


@dataclass(frozen=True)
class Recorded:
    """One kind of thing that is recorded."""

    what: str
    why: str
    who: str
    how_long: str


@dataclass(frozen=True)
class Notice:
    version: str
    recorded: tuple[Recorded, ...]
    not_done: tuple[str, ...]
    other_ways: str

    @property
    def sha256(self) -> str:
        """Of the canonical JSON (RFC 8785) of the other fields."""
        return hashlib.sha256(rfc8785.dumps(asdict(self))).hexdigest()


_TEAM = "The hiring team of the company that invited you, and whoever runs this server for them."
_KEPT = (
    "Until the company deletes it. This server deletes nothing by itself; ask the person who invited you "
    "how long they keep it, or to delete it earlier."
)

_EDITS = Recorded(
    what="Every change you make in the code editor during the interview, with its time, and whether it was "
    "typed, pasted, undone or completed by the editor.",
    why="So that nothing you type is lost, and so that the team can see how your solution came about "
    "and not only how it ended.",
    who=_TEAM,
    how_long=_KEPT,
)
_RUNS = Recorded(
    what="Each time you run or submit your code: the code, the test cases you wrote, and the results.",
    why="Your last submission of each problem is what the report scores. Runs show how you checked your work: test "
    "cases of yours that would catch a known mistake can raise your score, and nothing about them lowers it. "
    "The last submissions of all who had the same problem may be compared: where two are unusually alike, a person "
    "looks at both. No score depends on that.",
    who=_TEAM,
    how_long=_KEPT,
)
_TABS = Recorded(
    what="Which problem and which language you turn to, and when.",
    why="To tell how much time went into each problem.",
    who=_TEAM,
    how_long=_KEPT,
)
_LINE = Recorded(
    what="When your browser connects to this server and when the connection ends.",
    why="To tell a break in the line from a pause, and to give time back where the server was at fault.",
    who=_TEAM,
    how_long=_KEPT,
)
_PERSON = Recorded(
    what="Your name and e-mail address as the company entered them, when you opened your link, when you "
    "accepted this notice, and when you started and ended.",
    why="To know whose interview this is and that you agreed to it.",
    who=_TEAM,
    how_long=_KEPT,
)
_PAGE = Recorded(
    what="When you leave this page for another tab, window or program, and when you come back. "
    "Not where you went.",
    why="The company asked for it for this position. It is shown to a person as a fact on the timeline; "
    "it changes no score.",
    who=_TEAM,
    how_long=_KEPT,
)

_NOT_DONE = (
    "No camera, no microphone, no picture of your screen.",
    "Nothing outside this page is read: not your other tabs, programs, files or clipboard. What you paste "
    "into the editor is recorded as part of your code.",
    "No AI takes part: none talks with you and none reads or scores your work. Scores come from running "
    "your code, against tests and on inputs of growing size, and from published rules on how code is written.",
    "Nobody is rejected by the machine. A person reads the report, may see it beside those of others for the same "
    "position, and decides.",
    "The practice problem is not recorded and not scored.",
    "Nothing is sent to any other company by this page.",
)
_NOT_WATCHED = "Leaving this page and coming back is not recorded."
_OTHER_WAYS = (
    "If you would rather be interviewed by a person, need more time or another format, or use assistive "
    "technology that gets in the way here, write to the person who invited you before you start. "
    "Nothing has been recorded yet but that you opened your link, and asking is not held against you."
)


@cache
def notice(level: Level) -> Notice:
    """The notice for an integrity level."""
    recorded = (_EDITS, _RUNS, _TABS, _LINE, _PERSON)
    if level == "notice":
        return Notice(VERSION, (*recorded, _PAGE), _NOT_DONE, _OTHER_WAYS)
    return Notice(VERSION, recorded, (_NOT_WATCHED, *_NOT_DONE), _OTHER_WAYS)
