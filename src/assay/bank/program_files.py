"""Programs of a package (submissions, validators, graders): one file, or a folder of several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assay.bank.complaint import Complaints
from assay.judge.languages import LANGUAGES, SCRIPTS, by_suffix
from assay.judge.model import Program
from assay.judge.signature import Signature

_MOST_BYTES = 16 << 20
_ALSO_CALLED = {key: spec.id for spec in LANGUAGES.values() for key in (*spec.icpc, spec.id)}
# Languages of the format's table that share their endings with one of ours, but are another.
_OTHERS = {
    "python2": "Python 2",
    "cgmp": "C with GMP",
    "cppgmp": "C++ with GMP",
    "javaalgs4": "Java with Algs4",
    "python3numpy": "Python 3 with NumPy",
}
IN_THE_TABLE = frozenset(
    (
        *_OTHERS, "algol68", "apl", "crystal", "dart", "erlang", "forth", "fsharp", "gerbil", "julia", "modula2",
        "objectivec", "octave", "odin", "simula", "smalltalk", "snobol", "swift", "visualbasic", "zig",
    )
)  # fmt: skip
"""Codes of the format's table of languages that are none of ours."""
_COMPILED_TOGETHER = ("c", "cpp")
_ENTRY = re.compile(r"(main|__main__)\.\w+", re.IGNORECASE)
_PYTHON_2 = re.compile(rb"#!.*python2")
_PERL = re.compile(rb"#!.*perl|^\s*(use|my|print)\s", re.MULTILINE)
_SCRIPTS = ("build", "run")
_CONSTANT = re.compile(rb"\{\{([a-zA-Z_][a-zA-Z0-9_]*)\}\}")


def language_of(code: str) -> str | None:
    """Our name of a language in the format's table; None where it is none of ours."""
    return _ALSO_CALLED.get(code)


def visible(path: Path, above: Path) -> bool:
    """The format has whatever begins with a dot or a dash, within the folder ``above``, left out."""
    parts = path.relative_to(above).parts
    return not any(part.startswith((".", "-")) or part == "__pycache__" for part in parts)


def files_in(folder: Path, pattern: str = "*") -> Iterator[Path]:
    """The files below ``folder``, sorted, without what the format leaves out."""
    if folder.is_dir():
        for path in sorted(folder.rglob(pattern)):
            if path.is_file() and visible(path, folder):
                yield path


def programs_in(folder: Path) -> list[Path]:
    """Folders and files of known languages; the folder itself where one program's files lie in it."""
    inside = [path for path in sorted(folder.iterdir()) if visible(path, folder)] if folder.is_dir() else []
    if any(path.name in _SCRIPTS and path.is_file() for path in inside):
        return [folder]
    folders = [path for path in inside if path.is_dir()]
    sources = [path for path in inside if path.is_file() and by_suffix(path.name) is not None]
    others = [path for path in inside if path.is_file() and path not in sources]
    if len(sources) == 1 and (others or not folders):
        return [folder if others else sources[0], *folders]
    return [*sources, *folders]


def replaced(content: bytes, constants: Mapping[str, str]) -> bytes:
    """``{{name}}`` stands for the constant of that name in problem.yaml."""
    if not constants:
        return content
    return _CONSTANT.sub(
        lambda match: constants[match[1].decode()].encode() if match[1].decode() in constants else match[0],
        content,
    )


@dataclass(frozen=True)
class ProgramFiles:
    """``language`` is None where this judge has no such language: ``unknown`` then says so in words.

    ``main`` names the file that is run; ``more`` are the others, by their paths in the program's folder.
    """

    name: str
    language: str | None
    main: str
    source: bytes
    more: Mapping[str, bytes] = field(default_factory=dict)
    unknown: str | None = None

    def program(self, signature: Signature | None = None, *, named: bool = False) -> Program:
        """``named``: where that is possible, one file keeps its name too, so that compilers' words name it. Raises
        UnicodeDecodeError where the main file is not UTF-8, ValueError without a language."""
        if self.language is None:
            raise ValueError(f"{self.name}: {self.unknown}")
        by_name = (SCRIPTS, *_COMPILED_TOGETHER, "python") if named else (SCRIPTS,)
        main = self.main if self.more or self.language in by_name else None
        return Program(self.language, self.source.decode(), signature, self.more, main)

    @property
    def size(self) -> int:
        return len(self.source) + sum(map(len, self.more.values()))


def read_program(
    path: Path,
    root: Path,
    complaints: Complaints,
    *,
    language: str | None = None,
    entry: str | None = None,
    constants: Mapping[str, str] | None = None,
    scripts: bool = False,
) -> ProgramFiles | None:
    """The program ``path``, or None after a complaint. ``language`` is a code of the format's table. ``scripts``: it
    may bring ``build`` and ``run``, which the format has for all programs but submissions."""
    name = path.relative_to(root).as_posix()
    folder = path if path.is_dir() else path.parent
    found = list(files_in(path)) if path.is_dir() else [path]
    if sum(file.stat().st_size for file in found) > _MOST_BYTES:
        complaints.add(name, "the program has more than 16 MiB", "leave out what it does not need")
        return None
    content = {
        file.relative_to(folder).as_posix(): replaced(file.read_bytes(), constants or {}) for file in found
    }
    own_scripts = [each for each in _SCRIPTS if path.is_dir() and each in content]
    if own_scripts and scripts:
        return _with_scripts(name, content)
    found_language, unknown = _language(content, language)
    if found_language is None and own_scripts:
        unknown = f"the format has no scripts ({' and '.join(own_scripts)}) in submissions, and {unknown}"
    if found_language is None:
        return ProgramFiles(name, None, next(iter(content), ""), b"", {}, unknown)
    if found_language == "prolog":  # which has the ending of Perl in the format
        content = {re.sub(r"\.pl$", ".prolog", each): data for each, data in content.items()}
        entry = re.sub(r"\.pl$", ".prolog", entry) if entry is not None else None
    main = _main(content, found_language, entry)
    if main is None:
        complaints.add(
            name,
            f"the program has no file {entry}" if entry else "the program has no source file",
            "name the file to be run, or add it",
        )
        return None
    try:
        content[main].decode()
    except UnicodeDecodeError:
        shown = f"{name}/{main}" if path.is_dir() else name
        complaints.add(shown, "the program is not UTF-8", "save it in the encoding UTF-8")
        return None
    more = {each: data for each, data in content.items() if each != main}
    return ProgramFiles(name, found_language, main, content[main], more)


def _with_scripts(name: str, content: Mapping[str, bytes]) -> ProgramFiles:
    """Any of its files may stand for the text that a program is; where all are binary, an empty one more."""
    for each in sorted(content, key=lambda each: each not in _SCRIPTS):
        try:
            content[each].decode()
        except UnicodeDecodeError:
            continue
        more = {other: data for other, data in content.items() if other != each}
        return ProgramFiles(name, SCRIPTS, each, content[each], more)
    return ProgramFiles(name, SCRIPTS, "README", b"", content)


def _language(content: Mapping[str, bytes], code: str | None) -> tuple[str | None, str]:
    """Our name of the language, or None and why there is none."""
    if code is not None:
        known = language_of(code)
        return known, f"the language {_OTHERS.get(code, code)} is not known here"
    if any(each.endswith(".pl") and not _PERL.search(data) for each, data in content.items()):
        return language_of("prolog"), "the language Prolog is not known here"  # the format's ending for it
    specs = {spec.id: spec for each in content if (spec := by_suffix(each)) is not None}
    if set(specs) == {"c", "cpp"}:
        return "cpp", ""
    if not specs:
        names = ", ".join(content) or "no file"
        return None, f"the judge does not know the language of {names}"
    if len(specs) > 1:
        names = ", ".join(sorted(spec.name for spec in specs.values()))
        return None, f"its files are of several languages ({names})"
    (language,) = specs
    if language == "python" and any(_PYTHON_2.match(data) for data in content.values()):
        return None, "the language Python 2 is not known here"
    return language, ""


def _main(content: Mapping[str, bytes], language: str, entry: str | None) -> str | None:
    """By the entry point stated, else ``main.*``, else the first of the language's files."""
    sources = [each for each in content if (spec := by_suffix(each)) is not None and spec.id == language]
    sources = sources or ([next(iter(content))] if len(content) == 1 else [])
    sources.sort(key=lambda each: each.count("/"))  # what lies in folders is there for what lies above
    if language in _COMPILED_TOGETHER and sources:
        return next((each for each in sources if _ENTRY.fullmatch(each)), sources[0])
    if entry is not None:
        # A file, or the class or module in it.
        last = entry.rsplit(".", 1)[-1]
        return next(
            (each for each in sources if each == entry or each.rsplit(".", 1)[0] in (entry, last)), None
        )
    return next((each for each in sources if _ENTRY.fullmatch(each)), next(iter(sources), None))
