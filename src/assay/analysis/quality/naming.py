"""Names: do they say what they hold, and do they look as the language's readers expect."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assay.analysis.quality.code import Code, Function, Named
from assay.analysis.quality.model import Hit, rule
from assay.analysis.syntax import Node
from assay.analysis.syntax import kinds as K
from assay.analysis.syntax.grammar import DEFINE, PARAMETER, WRITE

_USUAL = frozenset("ijknmxyzspqtuvwclrehfd_")
"""One letter that readers know: counts, indices, coordinates, graph ends, left and right, a text, a file."""
_EMPTY = re.compile(
    r"^(?:foo|baz|qux|quux|thing|things|stuff|blah|asdf|xxx+|aaa+|abc|whatever|junk|"
    r"my_?(?:func|function|method|var|variable)|do_?(?:it|stuff|something|thing|things)|"
    r"(?:process|handle)_?(?:it|stuff|thing|things)|(?:func|fn|function|method|var|variable|tmp|temp|data|test|flag|obj)"
    r"_?\d+|(?:tmp|temp)_?(?:tmp|temp))$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"^(val|value|res|result|arr|array|list|num|str|string)_?\d+$", re.IGNORECASE)
"""Empty too, unless there are two of a kind: list1 and list2."""
_CASES = {
    "snake": re.compile(r"^_*[a-z0-9]*(?:_[a-z0-9]+)*_*[?!=]?$|^_*[A-Z][A-Z0-9_]*$"),
    "camel": re.compile(r"^[_$]*[A-Za-z][A-Za-z0-9$]*$|^[_$]*[A-Z][A-Z0-9_]*$|^_+$"),
    "lower": re.compile(r"^[_$]*[a-z][A-Za-z0-9$]*$|^[_$]*[A-Z][A-Z0-9_]*$|^_+$"),
    "pascal": re.compile(r"^_*[A-Z][A-Za-z0-9]*$|^[A-Z][A-Z0-9_]*$"),
    "mixed": re.compile(r"^_*[A-Za-z][A-Za-z0-9]*$|^_$|^(?:Test|Benchmark|Example)\w+$"),
}
_SHOW = {
    "snake": "words in lower case, joined with _",
    "camel": "words joined, each but the first with a capital",
    "lower": "words joined, each but the first with a capital",
    "pascal": "words joined, each with a capital",
    "mixed": "words joined without _",
}
_BUILTIN = frozenset(
    [
        "list",
        "dict",
        "set",
        "str",
        "int",
        "float",
        "bool",
        "tuple",
        "sum",
        "max",
        "min",
        "len",
        "map",
        "filter",
        "sorted",
        "range",
        "print",
        "any",
        "all",
        "next",
        "iter",
        "zip",
        "abs",
        "hash",
        "open",
        "object",
        "bytes",
        "enumerate",
        "reversed",
        "round",
    ]
)


def _bound(code: Code, function: Function) -> Iterator[Named]:
    """The first place where each of its own names is made, in the order of the text."""
    seen: set[str] = set()
    for name in function.names:
        if name.text in seen or code.owner(name.node) is not function:
            continue
        if name.role == PARAMETER and name not in function.parameters:
            continue
        if name.role == PARAMETER or (name.role in (DEFINE, WRITE) and not _of_loop(code, name.node)):
            if name.role == WRITE and not code.grammar.assign_declares:
                continue
            seen.add(name.text)
            yield name


def _of_loop(code: Code, node: Node) -> bool:
    """It stands in the head of a loop, a comprehension or a handler."""
    before = node
    for above in node.ancestors():
        if above.kind in K.LOOPS or above.type == "for_in_clause":
            return before is not (above.get("body") or above.kids[-1])
        if above.kind in (K.CATCH, K.LAMBDA):
            return True
        if above.kind in (K.BLOCK, K.FUNCTION):
            return False
        before = above
    return False


@rule(
    "short-name",
    "naming",
    1,
    "Names of one letter, or a letter and a digit, that are not among those readers know (i j k n m, x y z, p q, s t, "
    "u v w, c, l r, e, h, f, d; a and b for two like things; anything in a loop's head or a lambda), where a function "
    "has at least two of them or where one is used over more than 8 lines.",
    "With whole words developers found faults 14 to 19 % faster than with letters or abbreviations (Hofmeister, "
    "Siegmund, Holt 2017; Schankin et al. 2018, 88 developers).",
)
def short_name(code: Code) -> Iterator[Hit]:
    for function in code.functions:
        made = [name for name in _bound(code, function) if _short(name.text)]
        letters = {name.text for name in made}
        if len(made) <= 2 and letters <= {"a", "b", "$a", "$b"}:
            continue  # the two operands of something
        for name in made:
            lines = [code.line(each.node) for each in function.names if each.text == name.text]
            if len(made) >= 2 or max(lines) - min(lines) > 8:
                yield Hit(
                    name.node,
                    f"“{name.text}” does not say what it holds.",
                    "Name it for its meaning, in whole words.",
                )


def _short(text: str) -> bool:
    bare = text.lstrip("$@")
    if len(bare) == 1:
        return bare.lower() not in _USUAL
    return len(bare) == 2 and bare[0].isalpha() and bare[1].isdigit() and bare[0] not in "xyzdpsnlhrcuvijk"


@rule(
    "empty-name",
    "naming",
    2,
    "A function, class or variable named for nothing: one letter for a function, foo, stuff, doSomething, data2, tmp1.",
    "As short-name. A function's name is what its readers see instead of its body.",
)
def empty_name(code: Code) -> Iterator[Hit]:
    for function in code.functions:
        bare = function.name.split("::")[-1]
        lone = len(bare) == 1 and bare.isalpha() and function.node.kind == K.FUNCTION
        if (lone and function.owner is None) or _EMPTY.match(bare):
            yield Hit(
                function.at,
                f"The name “{bare}” does not say what the function does.",
                "Name it for what it gives.",
            )
        for name in (made := list(_bound(code, function))):
            if _EMPTY.match(name.text.lstrip("$@")) or _counted_alone(name.text, made):
                yield Hit(name.node, f"“{name.text}” does not say what it holds.", "Name it for its meaning.")
    for node in code.by[K.CLASS]:
        at = node.get("name")
        if at is not None and (_EMPTY.match(code.text(at)) or len(code.text(at)) == 1):
            if len(code.text(at)) == 1 and node.get("body") is None:
                continue
            yield Hit(at, f"The name “{code.text(at)}” does not say what this is.", "Name it for what it is.")


def _counted_alone(text: str, made: list[Named]) -> bool:
    bare = text.lstrip("$@")
    if not _COUNTED.match(bare):
        return False
    stem = bare.rstrip("0123456789")
    return sum(each.text.lstrip("$@").rstrip("0123456789") == stem for each in made) < 2


@rule(
    "name-style",
    "naming",
    1,
    "A function, variable or class is not written as the language's own guide says: PEP 8, Google's and Oracle's Java, "
    "Microsoft's C#, Effective Go, the Rust and Kotlin guides, the Ruby guide, PSR-1, and for JavaScript and TypeScript "
    "camelCase. C and C++ have no one guide; nothing is said there. The methods of a class “Solution” are free.",
    "Readers recognise what a name is by its form; a foreign form slows them. Each language's own guide.",
)
def name_style(code: Code) -> Iterator[Hit]:
    grammar = code.grammar
    seen: set[str] = set()

    def check(node: Node, text: str, case: str, what: str) -> Iterator[Hit]:
        bare = text.lstrip("$@")
        if case and bare not in seen and bare.isascii() and not _CASES[case].match(bare):
            seen.add(bare)
            yield Hit(node, f"{what} in {grammar.name} are written as {_SHOW[case]}: “{bare}” is not.")

    for function in code.functions:
        if not _free(code, function) and function.name not in _GIVEN:
            case = grammar.function_case
            if case == "pascal" and function.node.kind == K.LAMBDA:
                case = grammar.variable_case
            if function.name.isidentifier():
                yield from check(function.at, function.name, case, "Names of functions")
            for name in _bound(code, function):
                yield from check(name.node, name.text, grammar.variable_case, "Names of variables")
    for node in code.by[K.CLASS]:
        at = node.get("name")
        if at is not None and grammar.class_case:
            yield from check(at, code.text(at).split("::")[-1], grammar.class_case, "Names of types")


_GIVEN = frozenset({"setUp", "tearDown", "setUpClass", "tearDownClass", "main", "Main"})
"""Names that a framework asks for."""


def _free(code: Code, function: Function) -> bool:
    if function.node.type == "constructor_declaration":
        return True
    for above in function.node.ancestors():
        if above.kind == K.CLASS and (name := above.get("name")) is not None:
            return code.text(name) == "Solution"
    return False


@rule(
    "shadows-builtin",
    "naming",
    2,
    "A variable or parameter named like a function that Python brings: list, sum, max.",
    "The function is gone for the rest of the scope, and the error comes later and elsewhere. ruff A001, A002.",
    "python",
)
def shadows_builtin(code: Code) -> Iterator[Hit]:
    seen: set[tuple[object, str]] = set()
    for name in code.names:
        key = (id(code.owner(name.node)), name.text)
        if name.text in _BUILTIN and name.role in (DEFINE, WRITE, PARAMETER) and key not in seen:
            if (
                any(above.kind == K.CLASS for above in name.node.ancestors())
                and code.owner(name.node) is None
            ):
                continue
            seen.add(key)
            yield Hit(
                name.node,
                f"“{name.text}” hides Python's own {name.text}().",
                f"Call it {name.text}_ or better.",
            )
