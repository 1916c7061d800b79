"""The languages the judge knows, and which of them this machine has. Each is one manifest in this folder."""

from __future__ import annotations

from dataclasses import dataclass

from assay.judge import toolchains
from assay.judge.manifest import LanguageSpec, read_all
from assay.judge.sandbox.isolation import Isolation
from assay.judge.toolchains import Toolchain

__all__ = [
    "LANGUAGES",
    "SCRIPTS",
    "Found",
    "LanguageSpec",
    "available",
    "by_suffix",
    "find",
    "missing",
    "obstacle",
]

SCRIPTS = "scripts"
"""What a package's validator is written in that brings its own ``build`` or ``run`` script: no language."""


@dataclass(frozen=True)
class Found:
    """A language this machine can run."""

    spec: LanguageSpec
    toolchain: Toolchain

    @property
    def version(self) -> str:
        return self.toolchain.version


LANGUAGES: dict[str, LanguageSpec] = {
    name: spec for name, spec in read_all().items() if not spec.packages_only
}
"""Those that submissions may be in."""


def available(isolation: Isolation | None = None) -> dict[str, Found]:
    """The languages whose toolchain is on this machine, by id; with ``isolation`` only those that work in its
    sandboxes."""
    return {name: found for name in LANGUAGES if (found := find(name, isolation)) is not None}


def find(name: str, isolation: Isolation | None = None) -> Found | None:
    """As ``available``, of one language or of what only packages' own programs are in; None where it is not."""
    toolchain = toolchains.found().get(name)
    if toolchain is None:
        return None
    found = Found(read_all()[name], toolchain)
    return found if isolation is None or obstacle(found.spec, isolation) is None else None


def obstacle(spec: LanguageSpec, isolation: Isolation) -> str | None:
    """What keeps a language from working in such sandboxes, in words; None where nothing does."""
    steps = (spec.compile, spec.run)
    if isolation.no_proc and any(step.proc for step in steps):
        return f"it needs a /proc: {isolation.no_proc}"
    if isolation.no_shared_memory and any(step.shared_memory for step in steps):
        return f"it needs shared memory: {isolation.no_shared_memory}"
    return None


def missing(language: str, isolation: Isolation) -> str | None:
    """Why nothing in that language can be judged here, and what to do; None where it can."""
    spec = read_all().get(language)
    if spec is None:
        return f"unknown language {language!r}: known are {', '.join(LANGUAGES)}"
    if find(language) is None:
        return f"{spec.name} is not installed on this machine. To install it: {spec.install}"
    why = obstacle(spec, isolation)
    return None if why is None else f"{spec.name} does not work on this machine: {why}. See `assay doctor`"


def by_suffix(name: str) -> LanguageSpec | None:
    """The language of a file by the end of its name."""
    if name.endswith(".C"):  # the one ending in which case matters
        return LANGUAGES["cpp"]
    lowered = name.lower()
    for spec in LANGUAGES.values():
        if lowered.endswith(spec.suffixes):
            return spec
    return None
