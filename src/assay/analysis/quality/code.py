"""The facts all rules share, gathered in one pass over a tree: kinds, names with their roles, functions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from assay.analysis.quality.model import Shape
from assay.analysis.syntax import Node, Tree
from assay.analysis.syntax import kinds as K
from assay.analysis.syntax.grammar import PARAMETER

_SIZE = re.compile(
    r"^(?:\(\w+\)\s*)?(?:(?:len|count|sizeof|strlen|mb_strlen)\((\$?\w+)\)"
    r"|(\$?\w+)(?:\.|->)(?:length|size|Count|Length|len|count)(?:\(\))?)$"
)
_SELF = frozenset({"self", "cls", "this", "$this"})


@dataclass(frozen=True)
class Named:
    """A name where it stands."""

    node: Node
    text: str
    role: str


@dataclass
class Function:
    """A function, a method, or a lambda that a name was given to."""

    node: Node
    name: str
    at: Node
    """Its name."""
    body: Node
    parameters: list[Named] = field(default_factory=list)
    names: list[Named] = field(default_factory=list)
    """All inside it, its parameters and those of functions inside it too."""
    owner: Function | None = None

    def owns(self, parameter: Node) -> bool:
        """The parameter is its own, not that of a lambda inside it."""
        for above in parameter.ancestors():
            if above.kind == K.PARAMETERS and above.field in ("result", "receiver"):
                return False  # Go: what it gives, and what it is a method of
            if above.kind in (K.FUNCTION, K.LAMBDA) or above.type in ("do_block", "block_parameters"):
                return above is self.node
        return False

    @property
    def is_method(self) -> bool:
        for above in self.node.ancestors():
            if above.kind == K.FUNCTION:
                return False
            if above.kind == K.CLASS or above.type == "impl_item":
                return True
        return self.node.type in ("method_declaration", "method_definition", "constructor_declaration")


class Code:
    """One tree with its facts."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.grammar = tree.grammar
        self.by: dict[str, list[Node]] = defaultdict(list)
        self.nest: list[int] = [0] * len(tree.nodes)
        """Of each node: what cognitive complexity adds for nesting."""
        self.depth: list[int] = [0] * len(tree.nodes)
        """Of each node: control structures around it within its function."""
        self.functions: list[Function] = []
        self.names: list[Named] = []
        self.shapes: list[Shape] | None = None
        """Kept by ``structure.shapes``."""
        self._gather()

    def _gather(self) -> None:
        owner: list[Function | None] = [None] * len(self.tree.nodes)
        for node in self.tree.nodes:
            kind, index, above = node.kind, node.index, node.parent.index
            inside, nest, depth = owner[above], self.nest[above], self.depth[above]
            if not kind or node.parent is node:
                if node.parent is not node:
                    owner[index], self.nest[index], self.depth[index] = inside, nest, depth
                if kind:
                    self.by[kind].append(node)
                continue
            self.by[kind].append(node)
            if kind in (K.FUNCTION, K.LAMBDA):
                made = self._function(node)
                nest += 1 if inside is not None else 0
                if made is not None:
                    made.owner, depth = inside, 0
                    self.functions.append(made)
                    inside = made
            elif kind in _NESTING and not self.chained(node):
                nest += 1
                depth += kind in K.CONTROL
            elif kind == K.TRY:
                depth += 1
            elif kind == K.NAME:
                found = Named(node, self.tree.text(node), self.tree.role(node))
                self.names.append(found)
                function = inside
                while function is not None:
                    function.names.append(found)
                    if found.role == PARAMETER and found.text not in _SELF and function.owns(node):
                        function.parameters.append(found)
                    function = function.owner
            owner[index], self.nest[index], self.depth[index] = inside, nest, depth
        self._owner = owner

    def _function(self, node: Node) -> Function | None:
        at = node.get("name", "declarator")
        if node.kind == K.LAMBDA:
            at = None
            if node.parent.kind in (K.DECLARE, K.ASSIGN):
                first = node.parent.kids[0] if node.parent.kids else None
                at = first if first is not None and first is not node else None
                while at is not None and at.kids and at.kind != K.NAME:
                    at = at.kids[-1]
        while at is not None and (inner := at.get("declarator") or _wrapped(at)) is not None:
            at = inner
        if at is None or at is node:
            if node.kind == K.LAMBDA:
                return None
            at = node.children[0] if node.children else node
        body = node.get("body") or (node.kids[-1] if node.kids else node)
        return Function(node, self.tree.text(at), at, body)

    def owner(self, node: Node) -> Function | None:
        """The innermost function around it, or itself if it is one."""
        return self._owner[node.index]

    def text(self, node: Node) -> str:
        return self.tree.text(node)

    def line(self, node: Node) -> int:
        return self.tree.line(node)

    @cached_property
    def words(self) -> frozenset[str]:
        """All names in the text but for those in imports."""
        imports = [(node.start, node.end) for node in self.by[K.IMPORT]]
        found: set[str] = set()
        for node in self.tree.nodes:
            if not node.children and node.named and node.kind not in (K.COMMENT, K.NUMBER):
                if any(start <= node.start < end for start, end in imports):
                    continue
                found.update(
                    re.findall(r"\w+", self.text(node)) if node.kind == K.STRING else [self.text(node)]
                )
        return frozenset(found)

    # ---- what a node consists of

    def chained(self, node: Node) -> bool:
        """It is the ``if`` of an ``else if``."""
        if node.kind != K.IF or node.type.endswith("_modifier"):
            return False
        parent = node.parent
        if parent.kind == K.ELSE:
            return len(parent.kids) == 1 and node.type != "if"
        if parent.kind != K.IF:
            return False
        if node.field == "alternative":
            return True
        before = None
        for child in parent.children:
            if child is node:
                return before is not None and before.type == "else"
            if child.kind != K.COMMENT:
                before = child
        return False

    def core(self, node: Node) -> Node:
        """Without the wrapper of a statement, parentheses and the like."""
        while (node.kind in (K.STATEMENT, K.PARENS) or node.type in _WRAPPERS) and len(node.kids) == 1:
            node = node.kids[0]
        return node

    def operator(self, node: Node) -> str:
        """Of a binary, unary or assigning node; Python's ``not in`` with one blank."""
        found = node.get("operator", "operators")
        if found is not None:
            return " ".join(self.text(found).split())
        for child in node.children:
            if not child.named and child.type not in "()":
                return child.type
        return ""

    def condition(self, node: Node) -> Node | None:
        found = node.get("condition")
        if found is None and node.kind in (K.IF, K.ELIF, K.WHILE, K.TERNARY):
            kids = node.kids
            if self.grammar.id == "python" and node.kind == K.TERNARY and len(kids) == 3:
                return kids[1]
            found = kids[0] if len(kids) > 1 else None
        return self.core(found) if found is not None else None

    def branches(self, node: Node) -> tuple[Node | None, Node | None]:
        """What an ``if`` or a ternary does, and what it does otherwise."""
        kids = node.kids
        if node.kind == K.TERNARY:
            if self.grammar.id == "python":
                return (kids[0], kids[2]) if len(kids) == 3 else (None, None)
            return (kids[1], kids[2]) if len(kids) == 3 else (None, None)
        then, other = node.get("consequence", "body"), node.get("alternative")
        if then is None:
            condition = node.get("condition") or (kids[0] if kids else None)
            rest = [kid for kid in kids if kid is not condition and kid.kind not in (K.ELSE, K.ELIF)]
            then = rest[0] if rest else None
            if node.token("else") is not None and len(rest) > 1:
                other = rest[-1]
        if other is not None and other.kind == K.ELSE:
            other = other.kids[-1] if other.kids and other.type != "else" else other
        return then, other

    def statements(self, node: Node | None) -> list[Node]:
        """Of a block, or the one statement that stands in its place."""
        if node is None:
            return []
        while node.kind != K.CASE and len(node.kids) == 1 and node.kids[0].kind == K.BLOCK:
            node = node.kids[0]
        if node.kind == K.BLOCK or node.type in _BLOCKLIKE or (node.kind == K.ELSE and node.type == "else"):
            return [kid for kid in node.kids if kid.type != "empty_statement"]
        return [node]

    def leaves(self, node: Node) -> bool:
        """What stands after it in the same sequence is never reached."""
        node = self.core(node)
        if node.kind in K.LEAVES:
            return True
        if node.kind == K.NAME and self.grammar.id == "ruby":
            return self.text(node) in ("raise", "exit", "abort")
        return node.kind == K.CALL and self.callee(node) in self.grammar.throwing

    def callee(self, node: Node) -> str:
        """What a call calls, as it is written without its arguments: ``os.path.join``."""
        direct = node.get("function", "constructor", "macro")
        if direct is not None:
            return self.text(direct)
        name = node.get("method", "name", "type")
        if name is not None:
            base = node.get("receiver", "object", "scope")
            return f"{self.text(base)}.{self.text(name)}" if base is not None else self.text(name)
        return self.text(node.kids[0]) if node.kids else ""

    def called(self, node: Node) -> str:
        """The last word of what a call calls: ``join``."""
        return re.split(r"\.|->|::", self.callee(node))[-1].strip()

    def arguments(self, node: Node) -> list[Node]:
        found = node.get("arguments") or next(
            (kid for kid in node.kids if kid.type == "value_arguments"), None
        )
        if found is None:
            found = next((kid for kid in node.kids if kid.type in ("arguments", "argument_list")), None)
        return [self.core(kid) for kid in found.kids] if found is not None else []

    def size_of(self, node: Node) -> str | None:
        """The name of the collection whose length this is, or None."""
        if node.end - node.start > 80:
            return None
        found = _SIZE.match(self.text(node))
        return (found[1] or found[2]) if found else None

    def target(self, node: Node) -> Node | None:
        """What a declaration or an assignment gives a value to."""
        found = node.get("left", "name", "pattern", "declarator")
        if found is None:
            found = next((kid for kid in node.kids if "modifier" not in kid.type), None)
        while found is not None and found.kind != K.NAME and found.type in _TARGETS and len(found.kids) >= 1:
            found = found.get("declarator") or found.kids[0]
        return found

    def value(self, node: Node) -> Node | None:
        """What it gives, or None."""
        found = node.get("right", "value")
        if found is None:
            after = False
            for child in node.children:
                if after and child.named and child.kind != K.COMMENT:
                    found = child
                    break
                after = after or child.type in ("=", ":=")
        while (
            found is not None
            and found.type in ("expression_list", "equals_value_clause")
            and len(found.kids) == 1
        ):
            found = found.kids[0]
        return found

    def sides(self, node: Node) -> tuple[Node, Node] | None:
        """Of a binary node with two operands."""
        kids = node.kids
        return (self.core(kids[0]), self.core(kids[-1])) if len(kids) == 2 else None

    def joined(self, *operators: str) -> Iterator[tuple[Node, Node, Node]]:
        """Each binary node with one of these operators, and its two sides."""
        for node in self.by[K.BINARY]:
            sides = self.sides(node)
            if sides is not None and self.operator(node) in operators:
                yield node, *sides

    def of_type(self, *types: str) -> Iterator[Node]:
        """Nodes of these types of the language's own grammar."""
        return (node for node in self.tree.nodes if node.type in types)

    def within(self, node: Node, *kinds: str) -> Iterator[Node]:
        """Its descendants of these kinds."""
        return (each for each in self.tree.inside(node) if each.kind in kinds)

    def modifiers(self, node: Node) -> str:
        """The words before a declaration's type and name: "private static final"."""
        return " ".join(
            self.text(child)
            for child in node.children
            if "modifier" in child.type or child.type in ("storage_class_specifier", "type_qualifier")
        )


_NESTING = frozenset({K.IF, K.FOR, K.FOREACH, K.WHILE, K.SWITCH, K.CATCH, K.TERNARY})
_WRAPPERS = frozenset({"argument", "value_argument", "await_expression", "non_null_expression"})
_BLOCKLIKE = frozenset({"block", "do_block", "statement_list", "switch_block", "control_structure_body"})
_TARGETS = frozenset(
    {
        *("variable_declaration", "pointer_declarator", "reference_declarator", "array_declarator"),
        *("expression_list", "mut_pattern"),
    }
)


def _wrapped(node: Node) -> Node | None:
    """C++: what a reference declarator holds."""
    return node.kids[0] if node.type == "reference_declarator" and node.kids else None
