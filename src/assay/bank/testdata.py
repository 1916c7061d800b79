"""The tests of a package: ``data/sample`` and ``data/secret``, in their groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from assay.bank import group_yaml
from assay.bank.complaint import Complaints
from assay.bank.group_yaml import Settings
from assay.bank.problem_yaml import ProblemFacts, check_flags
from assay.bank.program_files import files_in, visible
from assay.judge.model import Test

GROUPS = ("basic", "edge", "error", "stress")
TestGroup = Literal["samples", "basic", "edge", "error", "stress", "secret"]
_MOST_FILES_BYTES = 64 << 20


@dataclass(frozen=True)
class TestFile:
    """One test on disk. ``name`` is unique within its group: the input's path in the group's folder,
    without suffix; ``title`` is the same for people; ``path`` is the name that the format gives it
    (``secret/group1/01``). ``own_arguments``: it has the validator's arguments for itself."""

    __test__ = False  # not a test of pytest's

    name: str
    title: str
    group: TestGroup
    input_path: Path
    answer_path: Path
    path: str = ""
    settings: Settings = field(default_factory=Settings)
    own_arguments: bool = False

    def read(self, *, answer: bool = True) -> Test:
        """As the judge takes it, without the answer if it is only to be run."""
        return Test(
            self.name,
            self.group,
            self.input_path.read_bytes(),
            self.answer_path.read_bytes() if answer else None,
            arguments=self.settings.arguments,
            files=self.files(),
            validator_arguments=self.settings.validator_arguments if self.own_arguments else None,
            validator=self.settings.validator,
        )

    def files(self) -> dict[str, bytes]:
        """What the test puts beside the program."""
        folder = self.input_path.with_suffix(".files")
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files_in(folder)}


@dataclass(frozen=True)
class GroupFolder:
    """A folder of tests. ``path`` is the format's name for it: ``secret/group1``; empty for ``data``."""

    path: str
    settings: Settings
    items: tuple[GroupFolder | TestFile, ...] = ()

    def tests(self) -> Iterator[TestFile]:
        for item in self.items:
            if isinstance(item, TestFile):
                yield item
            else:
                yield from item.tests()


def _name(path: Path) -> str:
    """Tests are ordered by their names, which have no ``.in``."""
    return path.name.removesuffix(".in").removesuffix(".ans")


def title_of(name: str) -> str:
    """``03-all-lines-cancelled`` to ``all lines cancelled``."""
    last = name.rsplit("/", 1)[-1]
    words = re.sub(r"^\d+[-_.]+", "", last)
    return re.sub(r"[-_]+", " ", words).strip() or last


@dataclass(frozen=True)
class TestData:
    """``tests`` in the order in which they are judged; ``tree`` the same in their folders. ``flags`` are the
    validator's arguments where all tests have the same."""

    __test__ = False

    tests: tuple[TestFile, ...]
    tree: GroupFolder
    flags: tuple[str, ...]


def read_tests(
    root: Path,
    facts: ProblemFacts,
    *,
    grouped: bool,
    complaints: Complaints,
    validators: Sequence[str] = (),
) -> TestData:
    """Samples first, then by group and name. ``validators`` are the names of the package's own ones of outputs.

    ``grouped`` (packages with interview.yaml) asks for the four groups; otherwise every secret test is
    in the group ``secret``.
    """
    reader = _Reader(root, facts, grouped, complaints, validators)
    tree = reader.tree()
    tests = tuple(tree.tests())
    if not any(test.group != "samples" for test in tests):
        if grouped or not tests:
            complaints.add("data/secret", "there is no secret test", "add a pair of .in and .ans files")
        else:
            complaints.note(
                "data/secret", "there is no secret test, which the format asks for: samples alone judge"
            )
    if grouped:
        order = ("samples", *GROUPS)
        tests = tuple(sorted(tests, key=lambda test: order.index(test.group)))
    arguments = {test.settings.validator_arguments for test in tests}
    if len(arguments) > 1:
        tree = _with_own_arguments(tree)
        by_path = {test.path: test for test in tree.tests()}
        tests = tuple(by_path[test.path] for test in tests)
        return TestData(tests, tree, facts.flags)
    return TestData(tests, tree, next(iter(arguments), facts.flags))


def _with_words(path: Path, above: Settings) -> Settings:
    """Legacy's hint and description of a test stand in files of their own."""
    return replace(
        above, hint=_words(path.with_suffix(".hint")), description=_words(path.with_suffix(".desc"))
    )


def _words(path: Path) -> str | None:
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else None


def _with_own_arguments(group: GroupFolder) -> GroupFolder:
    items = tuple(
        _with_own_arguments(item)
        if isinstance(item, GroupFolder)
        else TestFile(
            item.name,
            item.title,
            item.group,
            item.input_path,
            item.answer_path,
            item.path,
            item.settings,
            True,
        )
        for item in group.items
    )
    return GroupFolder(group.path, group.settings, items)


class _Reader:
    def __init__(
        self,
        root: Path,
        facts: ProblemFacts,
        grouped: bool,
        complaints: Complaints,
        validators: Sequence[str],
    ) -> None:
        self.root, self.facts, self.grouped, self.complaints = root, facts, grouped, complaints
        self.validators = validators
        self.legacy = facts.groups == "legacy"
        self.data = root / "data"

    def tree(self) -> GroupFolder:
        top = Settings(validator_arguments=self.facts.flags)
        # In version 2025-09 the format has nothing here, but some packages do.
        top = self._settings(self.data, top) if self.legacy else self._only_arguments(self.data, top)
        parts = [self._folder(self.data / name, top) for name in ("sample", "secret")]
        return GroupFolder("", top, tuple(part for part in parts if part.items or part.path == "secret"))

    def _settings(self, folder: Path, above: Settings) -> Settings:
        settings = group_yaml.read_settings(self.root, folder, above, self.complaints, self.facts)
        if self.legacy:
            flags = self.facts.flags
            if settings.validator_arguments[: len(flags)] != flags:
                settings = replace(settings, validator_arguments=flags + settings.validator_arguments)
            settings = group_yaml.with_overrides(settings, self.facts.grading)
            settings = self._with_validator(settings)
        if settings.stated_in is not None and settings.stated_in != above.stated_in:
            self._check_arguments(settings)
        return settings

    def _only_arguments(self, folder: Path, above: Settings) -> Settings:
        """Of what stands in the folder: its scores hold for nothing, since it is no group."""
        settings = self._settings(folder, above)
        return replace(
            above,
            arguments=settings.arguments,
            validator_arguments=settings.validator_arguments,
            input_arguments=settings.input_arguments,
            stated_in=settings.stated_in,
        )

    def _with_validator(self, settings: Settings) -> Settings:
        """Of several validators one may be named, in legacy's words also by the flags being nothing but its name."""
        own = settings.validator_arguments[len(self.facts.flags) :]
        if len(self.validators) > 1 and settings.validator is None and len(own) == 1:
            named = self._known(own[0])
            if named is not None:
                return replace(settings, validator=named, validator_arguments=self.facts.flags)
        if settings.validator is None or not self.facts.validation.custom:
            return replace(settings, validator=None)
        named = self._known(settings.validator)
        if named is None and settings.stated_in is not None:
            file, line = settings.stated_in
            words = f"there is no validator of outputs called {settings.validator}"
            self.complaints.add(file, words, f"name one of {', '.join(self.validators)}", line)
        return replace(settings, validator=named)

    def _known(self, name: str) -> str | None:
        return next((each for each in self.validators if name in (each, each.rsplit(".", 1)[0])), None)

    def _check_arguments(self, settings: Settings) -> None:
        if not self.facts.validation.custom and settings.stated_in is not None:
            file, line = settings.stated_in
            check_flags(settings.validator_arguments, file, line, self.complaints)

    def _folder(self, folder: Path, above: Settings, *, group: bool = True) -> GroupFolder:
        """``group`` is False for folders within a group of version 2025-09, which are no groups."""
        settings = self._settings(folder, above) if group else self._only_arguments(folder, above)
        path = folder.relative_to(self.data).as_posix()
        items: list[GroupFolder | TestFile] = []
        inside = sorted(folder.iterdir(), key=_name) if folder.is_dir() else []
        for each in inside:
            if not visible(each, folder):
                continue
            if each.is_dir() and each.suffix != ".files":
                deeper = self.legacy or folder == self.data / "secret"
                found = self._folder(each, settings, group=deeper)
                items += [found] if deeper else found.items
            elif each.suffix == ".in" and each.is_file():
                test = self._test(each, settings)
                items += [] if test is None else [test]
            elif each.suffix == ".ans" and not each.with_suffix(".in").is_file():
                shown = each.relative_to(self.root).as_posix()
                self.complaints.add(shown, "the answer has no input", f"add {shown[:-4]}.in or remove it")
        return GroupFolder(path, settings, tuple(items))

    def _test(self, path: Path, above: Settings) -> TestFile | None:
        shown = path.relative_to(self.root).as_posix()
        answer = path.with_suffix(".ans")
        if not answer.is_file():
            self.complaints.add(
                shown, "the test has no answer", f"add {answer.relative_to(self.root).as_posix()}"
            )
            return None
        settings = (
            _with_words(path, above)
            if self.legacy
            else group_yaml.of_test(self.root, path, above, self.complaints)
        )
        if settings.stated_in != above.stated_in:
            self._check_arguments(settings)
        files = list(files_in(path.with_suffix(".files")))
        if sum(file.stat().st_size for file in files) > _MOST_FILES_BYTES:
            self.complaints.add(shown, "its .files have more than 64 MiB", "make them smaller")
        inside = path.relative_to(self.data).with_suffix("")
        group = self._group(inside.parts)
        if group is None:
            self.complaints.add(
                shown,
                "the test stands in none of the four groups",
                f"move it into data/secret/ {', '.join(GROUPS)}",
            )
            return None
        below = 2 if self.grouped and group != "samples" else 1
        name = "/".join(inside.parts[below:])
        return TestFile(name, title_of(name), group, path, answer, inside.as_posix(), settings)

    def _group(self, parts: tuple[str, ...]) -> TestGroup | None:
        if parts[0] == "sample":
            return "samples"
        if not self.grouped:
            return "secret"
        found: dict[str, TestGroup] = {"basic": "basic", "edge": "edge", "error": "error", "stress": "stress"}
        return found.get(parts[1]) if len(parts) > 2 else None
