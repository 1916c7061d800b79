"""The problems that can be used: all packages in one folder."""

from __future__ import annotations

from pathlib import Path

from assay.bank.complaint import PackageError
from assay.bank.package import Package, load

_HERE = Path(__file__).resolve().parent


class Library:
    """``packages`` by slug, sorted. Those that cannot be used are in ``broken``, with their complaints."""

    def __init__(self, folder: Path) -> None:
        """Reads everything at once. Raises FileNotFoundError where there is no such folder."""
        self.folder = folder
        self.packages: dict[str, Package] = {}
        self.broken: dict[str, PackageError] = {}
        for path in package_folders(folder):
            try:
                self.packages[path.name] = load(path)
            except PackageError as error:
                self.broken[path.name] = error

    @staticmethod
    def default_folder() -> Path:
        """The bank that ships: inside an installed package, or ``problems/`` of a checkout."""
        installed = _HERE.parent / "_bank"
        return installed if installed.is_dir() else _HERE.parents[2] / "problems"


def package_folders(folder: Path) -> list[Path]:
    """``folder`` itself if it is a package, otherwise the packages in it, by name."""
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {folder}")
    if (folder / "problem.yaml").is_file():
        return [folder]
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith((".", "_")))


def practice() -> Package:
    """The practice problem, which every candidate may try before the interview. Never in a library."""
    return load(_HERE / "practice")
