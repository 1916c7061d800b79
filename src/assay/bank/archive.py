"""Packages that are ZIP archives (``.zip``, ``.kpp``), unpacked for as long as they are used.

An archive holds one folder with its own base name, as the format has it, or the package's files themselves.
What it says of itself is not believed: sizes are counted, and no name leads out of the folder.
"""

from __future__ import annotations

import os
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from assay.bank.complaint import Complaints

SUFFIXES = (".zip", ".kpp")
_MOST_FILES, _MOST_BYTES = 20_000, 2 << 30
_LONGEST_LINK = 4096
_CHUNK = 1 << 20
_PROBLEM = "problem.yaml"
_OF_MACOS = "__MACOSX"


class _Refused(Exception):
    """Message and remedy."""


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder of the package ``path``: itself, or where an archive is unpacked, which is removed after that.
    Raises PackageError for an archive that cannot be used."""
    if not is_archive(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="assay-package-") as place:
        folder = Path(place, path.stem)
        complaints = Complaints()
        try:
            found = _unpacked(path, folder)
        except _Refused as refused:
            message, remedy = refused.args
            complaints.add(".", message, remedy)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            complaints.add(".", f"the archive cannot be unpacked: {error}", "pack the package again, as ZIP")
        complaints.raise_if_any(path.stem)
        yield found


def is_archive(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.is_file()


def _unpacked(path: Path, folder: Path) -> Path:
    """Raises _Refused, and whatever a damaged archive leads to."""
    folder.mkdir()
    with zipfile.ZipFile(path) as archive:
        inside = [
            each for each in archive.infolist() if PurePosixPath(each.filename).parts[:1] != (_OF_MACOS,)
        ]
        if len(inside) > _MOST_FILES:
            raise _Refused(
                f"it holds more than {_MOST_FILES} files", "leave out what the package does not need"
            )
        links: dict[Path, str] = {}
        left = _MOST_BYTES
        for each in inside:
            target = folder / _name(each)
            if each.is_dir():
                target.mkdir(parents=True, exist_ok=True)
                continue
            if each.flag_bits & 1:
                raise _Refused(f"{each.filename} is encrypted", "pack the package without a password")
            target.parent.mkdir(parents=True, exist_ok=True)
            if stat.S_ISLNK(each.external_attr >> 16):
                with archive.open(each) as content:
                    links[target] = os.fsdecode(content.read(_LONGEST_LINK))
                continue
            left -= _write(archive, each, target, left)
    for link, to in links.items():  # after all files: none is written through a link
        _refuse_twice(link, link.relative_to(folder))
        link.symlink_to(to)
    for link, to in links.items():
        if not link.resolve().is_relative_to(folder.resolve()):
            raise _Refused(
                f"the link {link.relative_to(folder)} leads out of the package, to {to}",
                "put a copy of the file in its place",
            )
    return _package_in(folder)


def _name(each: zipfile.ZipInfo) -> str:
    name = each.filename
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or not path.parts or not name.isprintable():
        raise _Refused(
            f"it holds a file called {name!r}",
            "pack the package's folder from the folder above, with plain names",
        )
    return str(path)


def _write(archive: zipfile.ZipFile, each: zipfile.ZipInfo, target: Path, left: int) -> int:
    """How many bytes it was."""
    size = 0
    _refuse_twice(target, each.filename)
    with archive.open(each) as content, target.open("xb") as file:
        while chunk := content.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise _Refused(
                    f"its files have more than {_MOST_BYTES >> 30} GiB",
                    "leave out what the package does not need",
                )
            file.write(chunk)
    if each.external_attr >> 16 & stat.S_IXUSR:
        target.chmod(0o755)
    return size


def _refuse_twice(target: Path, shown: object) -> None:
    if target.exists() or target.is_symlink():
        raise _Refused(f"it holds {shown} twice, or as a folder too", "pack the package again")


def _package_in(folder: Path) -> Path:
    """Where problem.yaml lies: in the one folder of the archive, which is the package's, or beside nothing."""
    if (folder / _PROBLEM).is_file():
        return folder
    found = [each for each in folder.iterdir() if each.is_dir() and (each / _PROBLEM).is_file()]
    if len(found) != 1:
        how_many = "several packages" if found else f"no {_PROBLEM}, in no folder of it either"
        raise _Refused(f"it holds {how_many}", "pack the folder of one package")
    return found[0]
