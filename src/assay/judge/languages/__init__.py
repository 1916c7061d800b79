"""The languages the judge knows, and which of them this machine has. Each is one manifest in this folder."""

from __future__ import annotations

from dataclasses import dataclass

from assay.judge import toolchains
from assay.judge.manifest import LanguageSpec, read_all
from assay.judge.sandbox.isolation import Isolation
from assay.judge.toolchains import Toolchain

__all__ = ["LANGUAGES", "Found", "LanguageSpec", "available", "by_suffix", "missing", "obstacle"]


@dataclass(frozen=True)
class Found:
    """A language this machine can run."""

    spec: LanguageSpec
    toolchain: Toolchain

    @property
    def version(self) -> str:
        return self.toolchain.version


LANGUAGES: dict[str, LanguageSpec] = read_all()


def available(isolation: Isolation | None = None) -> dict[str, Found]:
    """The languages whose toolchain is on this machine, by id; with ``isolation`` only those that work in its
    sandboxes."""
    found = {name: Found(LANGUAGES[name], toolchain) for name, toolchain in toolchains.found().items()}
    if isolation is None:
        return found
    return {name: each for name, each in found.items() if obstacle(each.spec, isolation) is None}


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
    spec = LANGUAGES.get(language)
    if spec is None:
        return f"unknown language {language!r}: known are {', '.join(LANGUAGES)}"
    if language not in available():
        return f"{spec.name} is not installed on this machine. To install it: {spec.install}"
    why = obstacle(spec, isolation)
    return None if why is None else f"{spec.name} does not work on this machine: {why}. See `assay doctor`"


def by_suffix(name: str) -> LanguageSpec | None:
    """The language of a file by the end of its name."""
    lowered = name.lower()
    for spec in LANGUAGES.values():
        if lowered.endswith(spec.suffixes):
            return spec
    return None
