"""What is wrong with a package, said so that its author can put it right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Complaint:
    """``file`` is relative to the package's folder; ``line`` counts from 1, None where no line is meant."""

    file: str
    line: int | None
    message: str
    remedy: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.message}. {self.remedy}"


class Complaints:
    """Collects complaints in the order in which they were found, each once; and notes, of what is allowed but
    not what its author may think."""

    def __init__(self) -> None:
        self._found: dict[Complaint, None] = {}
        self._notes: dict[str, None] = {}

    def note(self, file: str, words: str, line: int | None = None) -> None:
        self._notes[f"{file}: {words}" if line is None else f"{file}:{line}: {words}"] = None

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(self._notes)

    def add(self, file: str, message: str, remedy: str, line: int | None = None) -> None:
        self._found[Complaint(file, line, message.rstrip("."), _sentence(remedy))] = None

    def __iter__(self) -> Iterator[Complaint]:
        return iter(self._found)

    def __bool__(self) -> bool:
        return bool(self._found)

    def raise_if_any(self, slug: str) -> None:
        if self._found:
            raise PackageError(slug, tuple(self._found))


class PackageError(Exception):
    """A package that cannot be used, with everything found wrong with it."""

    def __init__(self, slug: str, complaints: tuple[Complaint, ...]) -> None:
        self.slug = slug
        self.complaints = complaints
        super().__init__(slug, complaints)

    def __str__(self) -> str:
        return "\n".join(f"{self.slug}/{complaint}" for complaint in self.complaints)


def _sentence(text: str) -> str:
    text = text.strip().rstrip(".")
    return text[:1].upper() + text[1:] + "."
