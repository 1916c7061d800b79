"""``submissions/submissions.yaml``: languages, entry points and expectations, by patterns of names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from assay.bank.complaint import Complaints
from assay.bank.rules import KEYS, default_settings, matches
from assay.bank.yaml_file import YamlFile, read_yaml
from assay.judge.model import Verdict

NAME = "submissions/submissions.yaml"
_FORM = "write it in the form `pattern: { permitted: [AC, WA], required: [WA] }`"
_OWN_KEYS = ("language", "entrypoint", "authors", "model_solution", *KEYS)


class Stated:
    """What the file says, and the format's own words on the usual folders under it."""

    def __init__(
        self, entries: Mapping[str, Mapping[str, Any]], lines: Mapping[str, int] | None = None
    ) -> None:
        self._entries, self._lines = entries, lines or {}

    def note_unmatched(self, names: Collection[str], complaints: Complaints) -> None:
        """``names`` are all submissions, within ``submissions/``: who is meant by a pattern and not there?"""
        for pattern in self._entries:
            if not any(matches(pattern, name) for name in names):
                complaints.note(NAME, f"`{pattern}` matches no submission", self._lines.get(pattern))

    def of(self, name: str, folder: str, *, defaults: bool) -> list[Mapping[str, Any]]:
        """Every entry that holds for the submission ``name`` (within ``submissions/``), in order.

        ``defaults``: the format says something of its usual folders (version 2025-09)."""
        usual = default_settings(folder) if defaults else None
        own = self._entries.get(folder)
        first = [] if usual is None and own is None else [{**(usual or {}), **(own or {})}]
        return first + [
            entry for pattern, entry in self._entries.items() if pattern != folder and matches(pattern, name)
        ]


def read_stated(root: Path, complaints: Complaints) -> Stated:
    if not (root / NAME).is_file() or not (root / NAME).read_bytes().strip():
        return Stated({})
    file = read_yaml(root, NAME, complaints)
    if file is None:
        return Stated({})
    found: dict[str, Mapping[str, Any]] = {}
    for pattern, given in file.value.items():
        settings = {} if given is None else given
        if not isinstance(settings, dict):
            complaints.add(
                NAME, f"`{pattern}` is not a mapping with lists of verdicts", _FORM, file.line(pattern)
            )
        elif _well_formed(file, (str(pattern),), settings, complaints):
            found[str(pattern)] = settings
    return Stated(found, {pattern: file.line(pattern) for pattern in found})


def _well_formed(
    file: YamlFile, place: tuple[str, ...], settings: Mapping[str, Any], complaints: Complaints
) -> bool:
    shown, line = ".".join(place), file.line(*place)
    for key in ("permitted", "required"):
        given = settings.get(key) or []
        if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
            complaints.add(NAME, f"`{shown}` is not a mapping with lists of verdicts", _FORM, line)
            return False
        if unknown := [each for each in given if each not in Verdict.__members__]:
            complaints.add(NAME, f"`{shown}` names the verdict {unknown[0]}", "use AC, WA, TLE or RTE", line)
            return False
    used = settings.get("use_for_time_limit", True)
    if used not in (True, False, "lower", "upper") or (used in (0, 1) and not isinstance(used, bool)):
        complaints.add(
            NAME,
            f"`{shown}.use_for_time_limit` is {used!r}",
            "use true, false, lower or upper",
            file.line(*place, "use_for_time_limit"),
        )
        return False
    if used == "lower" and settings.get("required") == ["TLE"]:
        complaints.add(
            NAME,
            f"`{shown}` has to be too slow, but also to end in time (`use_for_time_limit: lower`)",
            "remove one of the two",
            file.line(*place, "use_for_time_limit"),
        )
        return False
    if used == "upper" and "TLE" not in (settings.get("permitted") or ["TLE"]):
        complaints.add(
            NAME,
            f"`{shown}` has to be too slow (`use_for_time_limit: upper`), but may not be",
            "add TLE to `permitted`, or remove `use_for_time_limit`",
            file.line(*place, "use_for_time_limit"),
        )
        return False
    score = settings.get("score")
    pair = score if isinstance(score, list) else [score, score]
    if score is not None and (
        len(pair) != 2 or not all(isinstance(each, int | float) and each is not True for each in pair)
    ):
        complaints.add(NAME, f"`{shown}.score` is {score!r}", "write a number, or two in [ ]", line)
        return False
    for key, inner in settings.items():
        if key in _OWN_KEYS:
            continue
        if len(place) > 1 or not isinstance(inner, dict):
            complaints.add(
                NAME,
                f"`{shown}.{key}` is not a known key",
                f"use {', '.join(_OWN_KEYS)}, or the name of a test group with a mapping",
                file.line(*place, str(key)),
            )
            return False
        if not _well_formed(file, (*place, str(key)), inner, complaints):
            return False
    return True
