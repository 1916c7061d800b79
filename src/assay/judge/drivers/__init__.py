"""The drivers of function problems: they run inside the sandbox around the candidate's function or class.

A driver reads one line of JSON per argument from stdin (for a class the names of the calls and the lists of
their arguments), calls, and writes the JSON of what was returned to descriptor 3, once, at the end; what the
candidate prints goes its own way. Nothing here is trusted: a candidate who tampers with the driver changes
no more than the own answer. A driver finds its files beside itself.

Each function gives the files of one language by name. A candidate's error is shown without the driver's own
lines; a result that has no form in JSON ends the program with words that name function and type.
"""

from __future__ import annotations

from collections.abc import Callable

from assay.judge.drivers.form import text
from assay.judge.drivers.per_language import cpp as _cpp
from assay.judge.drivers.per_language import csharp as _csharp
from assay.judge.drivers.per_language import elixir as _elixir
from assay.judge.drivers.per_language import go as _go
from assay.judge.drivers.per_language import haskell as _haskell
from assay.judge.drivers.per_language import java as _java
from assay.judge.drivers.per_language import kotlin as _kotlin
from assay.judge.drivers.per_language import lua as _lua
from assay.judge.drivers.per_language import ocaml as _ocaml
from assay.judge.drivers.per_language import perl as _perl
from assay.judge.drivers.per_language import php as _php
from assay.judge.drivers.per_language import python as _python
from assay.judge.drivers.per_language import ruby as _ruby
from assay.judge.drivers.per_language import rust as _rust
from assay.judge.drivers.per_language import scala as _scala
from assay.judge.drivers.per_language import script as _script
from assay.judge.signature import Signature

__all__ = [
    "STARTERS",
    "cpp",
    "csharp",
    "elixir",
    "go",
    "haskell",
    "java",
    "javascript",
    "kotlin",
    "lua",
    "ocaml",
    "perl",
    "php",
    "pypy",
    "python",
    "ruby",
    "rust",
    "scala",
    "text",
    "typescript",
]

python, pypy, javascript, typescript = _python.driver, _python.driver, _script.driver, _script.typed_driver
java, cpp = _java.driver, _cpp.driver
kotlin, csharp, scala = _kotlin.driver, _csharp.driver, _scala.driver
go, rust, haskell, ocaml = _go.driver, _rust.driver, _haskell.driver, _ocaml.driver
elixir = _elixir.driver
ruby, php, perl, lua = _ruby.driver, _php.driver, _perl.driver, _lua.driver

STARTERS: dict[str, Callable[[Signature], str]] = {
    "python": _python.starter,
    "pypy": _python.older_starter,
    "javascript": _script.starter,
    "typescript": _script.typed_starter,
    "java": _java.starter,
    "cpp": _cpp.starter,
    "kotlin": _kotlin.starter,
    "csharp": _csharp.starter,
    "scala": _scala.starter,
    "haskell": _haskell.starter,
    "ocaml": _ocaml.starter,
    "elixir": _elixir.starter,
    "go": _go.starter,
    "rust": _rust.starter,
    "ruby": _ruby.starter,
    "php": _php.starter,
    "perl": _perl.starter,
    "lua": _lua.starter,
}
"""What a candidate finds, by language."""
