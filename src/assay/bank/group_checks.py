"""What version 2025-09 forbids of groups of tests, found before anything is judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assay.bank.complaint import Complaints
from assay.bank.problem_yaml import ProblemFacts
from assay.bank.testdata import GroupFolder, TestFile
from assay.bank.yaml_file import read_yaml

_FILE = "test_group.yaml"


def check_groups(
    root: Path, tree: GroupFolder, facts: ProblemFacts, *, has_static: bool, complaints: Complaints
) -> None:
    """``has_static``: the package has a validator of sources."""
    checks = _Checks(root, facts, complaints)
    tops = [each for each in tree.items if isinstance(each, GroupFolder)]
    checks.order(tops)
    any_static = False
    for group in _all(tops):
        any_static |= group.settings.static
        checks.static(group, has_static=has_static)
    secret = next(each for each in tops if each.path == "secret")
    checks.contents(secret)
    if has_static and not any_static:
        complaints.note("static_validator", f"it is never run: no {_FILE} says `static_validation_score`")


def _all(tops: list[GroupFolder]) -> Iterator[GroupFolder]:
    for top in tops:
        yield top
        yield from (each for each in top.items if isinstance(each, GroupFolder))


class _Checks:
    def __init__(self, root: Path, facts: ProblemFacts, complaints: Complaints) -> None:
        self._root, self._facts, self._complaints = root, facts, complaints

    def _add(self, group: GroupFolder, key: str, message: str, remedy: str) -> None:
        name = f"data/{group.path}/{_FILE}"
        exists = (self._root / name).is_file()
        file = read_yaml(self._root, name, Complaints()) if exists else None
        self._complaints.add(name, message, remedy, file.line(key) if file else None)

    def order(self, tops: list[GroupFolder]) -> None:
        """What a group requires comes before it, and is passed or failed as a whole."""
        earlier: dict[str, GroupFolder] = {}
        for group in _all(tops):
            for name in group.settings.require_pass:
                known = earlier.get(name)
                if known is None or known.path == "secret" or (group.path == "secret" and name != "sample"):
                    self._add(
                        group,
                        "require_pass",
                        f"`require_pass` names {name!r}, which is no group before {group.path}",
                        f"name one or more of {', '.join(each for each in earlier if each != 'secret') or 'none'}",
                    )
                elif known.settings.aggregation != "pass-fail":
                    self._add(
                        group,
                        "require_pass",
                        f"`require_pass` names {name}, whose score is aggregated by {known.settings.aggregation}",
                        f"give {name} `score_aggregation: pass-fail`",
                    )
            earlier[group.path] = group

    def static(self, group: GroupFolder, *, has_static: bool) -> None:
        settings, key = group.settings, "static_validation_score"
        if not settings.static:
            return
        if not has_static:
            remedy = "add static_validator/, or remove the key"
            self._add(group, key, f"`{key}` is given, but there is no validator of sources", remedy)
        pass_fail = not self._facts.scoring or settings.aggregation == "pass-fail"
        if settings.static_score is not None and pass_fail:
            self._add(group, key, f"`{key}` is a number where nothing is scored", f"write `{key}: pass-fail`")
        elif settings.static_score is None and not pass_fail:
            self._add(
                group,
                key,
                f"`{key}: pass-fail` in a group whose score is aggregated by {settings.aggregation}",
                f"write `{key}: 10`, or `score_aggregation: pass-fail`",
            )

    def contents(self, secret: GroupFolder) -> None:
        groups = [each for each in secret.items if isinstance(each, GroupFolder)]
        loose = [each for each in secret.items if isinstance(each, TestFile)]
        if groups and loose and self._facts.strict:
            # Where nothing is scored it makes no difference.
            name, words = (
                f"data/{loose[0].path}.in",
                f"tests stand beside groups ({groups[0].path}) in data/secret",
            )
            if self._facts.scoring:
                self._complaints.add(name, words, "put every test into a group, or none")
            else:
                self._complaints.note(name, words)
        for group in groups:
            if not group.settings.static and next(group.tests(), None) is None:
                self._complaints.note(f"data/{group.path}", "the group has no test")
            if secret.settings.aggregation == "pass-fail" and group.settings.aggregation != "pass-fail":
                self._add(
                    group,
                    "score_aggregation",
                    "data/secret is passed or failed as a whole, but this group is not",
                    "remove `score_aggregation` in one of the two",
                )
