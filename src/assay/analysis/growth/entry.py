"""Which function of a file is to be measured, where no package says so: found in its tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assay.analysis.syntax import CannotRead, Node, Tree, parse

SOLUTION = "Solution"
"""The class whose methods count as functions."""
MEASURED = ("python", "javascript", "typescript", "c", "cpp")
_ANY = 1 << 30
_WRAPPING = ("decorated_definition", "export_statement", "linkage_specification", "declaration_list")
_FUNCTIONS = (
    *("function_definition", "function_declaration", "generator_function_declaration"),
    *("method_definition",),
)
_CLASSES = ("class_definition", "class_declaration", "abstract_class_declaration", "class_specifier")
_CLASSES_OF_C = (*_CLASSES, "struct_specifier")
_VALUES = ("arrow_function", "function_expression", "generator_function", "lambda")
_HOLDING = ("lexical_declaration", "variable_declaration", "variable_declarator", "expression_statement")
_OPTIONAL = ("default_parameter", "typed_default_parameter", "optional_parameter", "assignment_pattern")
_REST = ("list_splat_pattern", "dictionary_splat_pattern", "rest_pattern", "variadic_parameter_declaration")


class NoEntry(ValueError):
    """There is no such function, or it is not clear which; the message says what there is."""


@dataclass(frozen=True)
class Entry:
    """``owner`` is the class whose method it is. It takes ``least`` to ``most`` arguments. ``declared``: its
    declaration in C, up to the body."""

    name: str
    owner: str | None = None
    least: int = 0
    most: int = _ANY
    declared: str = ""

    def takes(self, count: int) -> bool:
        return self.least <= count <= self.most


def entry(language: str, source: str, name: str | None) -> Entry:
    """The function ``name``, or the only one there is. Raises NoEntry."""
    if language not in MEASURED:
        raise NoEntry(
            f"a function alone is measured in {', '.join(MEASURED)}, not in {language}: give its problem with --problem"
        )
    try:
        tree = parse(source.encode(), language)
    except CannotRead as error:
        raise NoEntry(str(error)) from error
    found: dict[str, Entry] = {}
    for each in _defined(tree, tree.nodes[0], None):
        found.setdefault(each.name, each)
    found.pop("main", None)
    if name is not None:
        if name not in found:
            raise NoEntry(f"there is no function {name} at the top of the file: {_words(found)}")
        return found[name]
    plain = [each for each in found.values() if not each.name.startswith("_")]
    top = [each for each in plain if each.owner is None] or plain
    if len(top) != 1:
        raise NoEntry(f"say which function to measure with --entry NAME: {_words(found)}")
    return top[0]


def _words(found: dict[str, Entry]) -> str:
    return f"there are {', '.join(sorted(found))}" if found else "there is none"


def _defined(tree: Tree, around: Node, owner: str | None) -> Iterator[Entry]:
    classes = _CLASSES_OF_C if tree.grammar.id in ("c", "cpp") else _CLASSES
    for node in around.kids:
        if node.type in _WRAPPING or (node.type in _HOLDING and owner is None):
            yield from _defined(tree, node, owner)
            value = node.get("value", "init")
            if node.type == "variable_declarator" and value is not None and value.type in _VALUES:
                yield _entry(tree, node, value, owner)
        elif node.type in ("assignment", "assignment_expression"):
            value = node.get("right")
            if value is not None and value.type in _VALUES:
                yield _entry(tree, node, value, owner)
        elif node.type in _FUNCTIONS:
            yield _entry(tree, node, node, owner)
        elif node.type in classes and owner is None:
            named, body = node.get("name"), node.get("body")
            if named is not None and body is not None and tree.text(named) == SOLUTION:
                yield from _defined(tree, body, SOLUTION)


def _entry(tree: Tree, node: Node, function: Node, owner: str | None) -> Entry:
    named = node.get("name", "left")
    parameters = function.get("parameters") or function.get("parameter")
    declarator = function.get("declarator")
    while declarator is not None:
        parameters = declarator.get("parameters") or parameters
        named = declarator
        declarator = declarator.get("declarator") or (
            declarator.kids[0] if declarator.type == "reference_declarator" and declarator.kids else None
        )
    name = "" if named is None else tree.text(named).split(".")[-1].split("::")[-1]
    body = function.get("body")
    declared = tree.source[function.start : body.start if body else function.end].decode(errors="replace")
    if parameters is None:
        return Entry(name, owner, 0, 0, declared)
    if parameters.type == "identifier":  # x => ...
        return Entry(name, owner, 1, 1)
    given = [each for each in parameters.kids if tree.text(each) not in ("void", "/", "*")]
    if tree.grammar.id == "python" and owner is not None and given and not _static(tree, node):
        given = given[1:]
    optional = [each for each in given if each.type in _OPTIONAL or each.get("value", "default_value")]
    rest = [each for each in given if each.type in _REST or "..." in tree.text(each)[:3]]
    fixed = len(given) - len(rest)
    return Entry(name, owner, fixed - len(optional), _ANY if rest else fixed, declared)


def _static(tree: Tree, node: Node) -> bool:
    return (
        node.parent.type == "decorated_definition"
        and "@staticmethod" in tree.text(node.parent).split("def ")[0]
    )
