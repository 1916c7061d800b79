"""The tables: each language's node types and fields in the shared words, one module a language.

Types and fields are those of the grammar wheels pinned in pyproject.toml; a test holds every type named in a table
against its grammar, so a release that renames one is noticed.
"""

from __future__ import annotations

from assay.analysis.syntax.grammar import Grammar
from assay.analysis.syntax.languages.c import CPP, C
from assay.analysis.syntax.languages.csharp import CSHARP
from assay.analysis.syntax.languages.go import GO
from assay.analysis.syntax.languages.java import JAVA
from assay.analysis.syntax.languages.javascript import JAVASCRIPT, TYPESCRIPT
from assay.analysis.syntax.languages.kotlin import KOTLIN
from assay.analysis.syntax.languages.php import PHP
from assay.analysis.syntax.languages.python import PYTHON
from assay.analysis.syntax.languages.ruby import RUBY
from assay.analysis.syntax.languages.rust import RUST

LANGUAGES: dict[str, Grammar] = {
    each.id: each
    for each in (
        *(PYTHON, JAVASCRIPT, TYPESCRIPT, JAVA, C, CPP),
        *(CSHARP, GO, RUST, RUBY, PHP, KOTLIN),
    )
}
"""The grammars by the ids the judge uses too."""


def by_suffix(name: str) -> Grammar | None:
    """The grammar of a file by the end of its name."""
    lowered = name.lower()
    for grammar in LANGUAGES.values():
        if lowered.endswith(grammar.suffixes):
            return grammar
    return None
