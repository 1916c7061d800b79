"""The languages the judge knows, and which of them this machine has. Each is one manifest in this folder."""

from __future__ import annotations

from dataclasses import dataclass

from assay.judge import toolchains
from assay.judge.manifest import LanguageSpec, read_all
from assay.judge.toolchains import Toolchain

__all__ = ["LANGUAGES", "Found", "LanguageSpec", "available", "by_suffix"]


@dataclass(frozen=True)
class Found:
    """A language this machine can run."""

    spec: LanguageSpec
    toolchain: Toolchain

    @property
    def version(self) -> str:
        return self.toolchain.version


LANGUAGES: dict[str, LanguageSpec] = read_all()


def available() -> dict[str, Found]:
    """The languages whose toolchain is on this machine, by id."""
    return {name: Found(LANGUAGES[name], toolchain) for name, toolchain in toolchains.found().items()}


def by_suffix(name: str) -> LanguageSpec | None:
    """The language of a file by the end of its name."""
    lowered = name.lower()
    for spec in LANGUAGES.values():
        if lowered.endswith(spec.suffixes):
            return spec
    return None
