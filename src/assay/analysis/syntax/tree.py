"""Parsing: text to a tree of plain nodes in the order of the text, each with its kind."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assay.analysis.syntax import kinds as K
from assay.analysis.syntax.grammar import OTHER, READ, WRITE, Grammar
from assay.analysis.syntax.languages import LANGUAGES, by_suffix

MAX_BYTES = 250_000
"""More is no answer to an interview problem, and the time grows with it."""


class CannotRead(ValueError):
    """The text cannot be analysed at all; says why and what would help."""


class Node:
    """``kind`` is "" for what no rule asks about and for punctuation. ``last`` is the index of its last descendant."""

    __slots__ = ("children", "end", "field", "index", "kind", "last", "named", "parent", "start", "type")

    def __init__(
        self, type_: str, kind: str, named: bool, field: str | None, start: int, end: int, index: int
    ) -> None:
        self.type = type_
        self.kind = kind
        self.named = named
        self.field = field or ""
        self.start = start
        self.end = end
        self.index = index
        self.last = index
        self.children: list[Node] = []
        self.parent: Node = self
        """The root is its own parent."""

    @property
    def kids(self) -> list[Node]:
        """The named children without comments."""
        return [child for child in self.children if child.named and child.kind != K.COMMENT]

    def get(self, *fields: str) -> Node | None:
        """The first child that stands in one of ``fields``."""
        for child in self.children:
            if child.field in fields:
                return child
        return None

    def token(self, *types: str) -> Node | None:
        """The first unnamed child of one of ``types``."""
        for child in self.children:
            if not child.named and child.type in types:
                return child
        return None

    def ancestors(self) -> Iterator[Node]:
        """From the parent to the root."""
        node = self
        while node.parent is not node:
            node = node.parent
            yield node


@dataclass(frozen=True)
class Fault:
    """A place the grammar could not read; ``line`` and ``column`` from 1."""

    line: int
    column: int
    message: str


class Tree:
    """The nodes of one file. Lines count from 1, columns in characters from 1."""

    def __init__(self, source: bytes, grammar: Grammar) -> None:
        from tree_sitter import Parser

        self.source = source
        self.grammar = grammar
        self._starts = _line_starts(source)
        self.nodes: list[Node] = []
        self._broken: list[tuple[int, int, str]] = []
        """(start, end, text that is missing or "") of what could not be read."""
        self._build(Parser(grammar.language).parse(source))
        self._refine()

    def _build(self, parsed: object) -> None:
        cursor = parsed.walk()  # type: ignore[attr-defined]
        kinds, tokens, nodes = self.grammar.kinds, self.grammar.tokens, self.nodes
        parent: Node | None = None
        while True:
            raw = cursor.node
            type_, named = raw.type, raw.is_named
            start, end = raw.start_byte, raw.end_byte
            if raw.is_missing or type_ == "ERROR":
                self._broken.append((start, end, type_ if raw.is_missing else ""))
            kind = kinds.get(type_, "") if named else ""
            node = Node(type_, kind, named, cursor.field_name, start, end, len(nodes))
            nodes.append(node)
            if parent is not None:
                node.parent = parent
                parent.children.append(node)
            if cursor.goto_first_child():
                parent = node
                continue
            if tokens and kind == K.NAME:
                node.kind = tokens.get(self.text(node), kind)
            while not cursor.goto_next_sibling():
                if parent is None or not cursor.goto_parent():
                    return
                parent.last = len(nodes) - 1
                parent = parent.parent if parent.parent is not parent else None

    def _refine(self) -> None:
        """Kinds that depend on more than the type: what a token, a child or a callee's name decides."""
        looping = self.grammar.looping
        for node in self.nodes:
            if node.kind == K.ASSIGN:
                if not any(child.type in ("=", ":=") for child in node.children):
                    node.kind = K.UPDATE
            elif node.kind == K.FOR and self.grammar.id == "go":
                types = {child.type for child in node.children}
                if "range_clause" in types:
                    node.kind = K.FOREACH
                elif "for_clause" not in types:
                    node.kind = K.WHILE
            elif node.kind == K.UNARY and any(child.type in ("++", "--") for child in node.children):
                node.kind = K.UPDATE
            elif node.type == "labeled_expression" and self.grammar.id == "kotlin":
                jump = self.text(node)
                node.kind = (
                    K.BREAK if jump.startswith("break") else K.CONTINUE if jump.startswith("continue") else ""
                )
            elif looping and node.kind == K.CALL:
                block, method = node.get("block"), node.get("method")
                if block is not None and method is not None and self.text(method) in looping:
                    node.kind, block.kind = K.FOREACH, ""
            elif node.kind == K.TRUE and self.text(node).lower() == "false":
                node.kind = K.FALSE

    @property
    def root(self) -> Node:
        return self.nodes[0]

    def text(self, node: Node) -> str:
        return self.source[node.start : node.end].decode("utf-8", "replace")

    def line(self, node: Node) -> int:
        return bisect_right(self._starts, node.start)

    def line_of(self, offset: int) -> int:
        """Of a byte of the source."""
        return bisect_right(self._starts, offset)

    def end_line(self, node: Node) -> int:
        return bisect_right(self._starts, max(node.start, node.end - 1))

    def column(self, offset: int) -> int:
        """Of a byte of the source, in characters from 1."""
        begin = self._starts[bisect_right(self._starts, offset) - 1]
        return len(self.source[begin:offset].decode("utf-8", "replace")) + 1

    def inside(self, node: Node) -> Sequence[Node]:
        """All its descendants, in the order of the text."""
        return self.nodes[node.index + 1 : node.last + 1]

    def role(self, name: Node) -> str:
        """What a name does where it stands: see ``grammar``."""
        roles, through = self.grammar.roles, self.grammar.through
        node = name
        while True:
            parent = node.parent
            if parent is node:
                return READ
            found = roles.get((parent.type, node.field)) or roles.get((parent.type, "*"))
            if found == "first":
                named = [child for child in parent.children if child.kind == K.NAME]
                found = None if named and named[0] is node else OTHER
                found = found or roles.get((parent.type, "first"), READ)
            if found == "after":
                found = OTHER if parent.children and parent.children[0] is not node else READ
            if found is not None:
                return READ if found == WRITE and parent.kind == K.UPDATE else found
            if parent.type not in through:
                return READ
            node = parent

    @cached_property
    def lines_of_code(self) -> frozenset[int]:
        """Lines that hold more than blanks and comments."""
        found: set[int] = set()
        starts, line, last = self._starts, 0, len(self._starts)
        for node in self.nodes:
            if (
                node.children
                or node.start == node.end
                or node.kind == K.COMMENT
                or node.parent.kind == K.COMMENT
            ):
                continue
            while line < last and starts[line] <= node.start:
                line += 1
            found.add(line)
            if line < last and node.end > starts[line]:
                found.update(range(line + 1, bisect_right(starts, node.end - 1) + 1))
        return frozenset(found)

    def has_longer_lines(self, columns: int) -> bool:
        """Whether a line may have more characters than that."""
        ends = [*self._starts[1:], len(self.source) + 1]
        return any(end - start - 1 > columns for start, end in zip(self._starts, ends, strict=True))

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """What could not be read, at most twenty."""
        found = []
        for start, end, missing in self._broken[:20]:
            near = self.source[start : min(end, start + 30)].decode("utf-8", "replace").split("\n")[0].strip()
            message = f"“{missing}” is missing here" if missing else f"this cannot be read: “{near}”"
            found.append(Fault(bisect_right(self._starts, start), self.column(start), message))
        return tuple(found)

    @cached_property
    def broken_lines(self) -> frozenset[int]:
        found: set[int] = set()
        for start, end, _ in self._broken:
            first = bisect_right(self._starts, start)
            found.update(range(first, bisect_right(self._starts, max(start, end - 1)) + 1))
        return frozenset(found)


def _line_starts(source: bytes) -> list[int]:
    starts, at = [0], source.find(b"\n")
    while at >= 0:
        starts.append(at + 1)
        at = source.find(b"\n", at + 1)
    return starts


def parse(text: str | bytes, language: str) -> Tree:
    """The tree of ``text``; what cannot be read is in its ``faults``.

    Raises CannotRead for an unknown language, for text that is not UTF-8, that holds a zero byte or that is
    larger than MAX_BYTES.
    """
    grammar = LANGUAGES.get(language)
    if grammar is None:
        raise CannotRead(f"no analysis of {language!r}; there is one of {', '.join(LANGUAGES)}")
    try:
        source = text.encode() if isinstance(text, str) else text
        source.decode()
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        raise CannotRead(f"this is not UTF-8 text ({error.reason}); save it as UTF-8") from error
    if b"\0" in source:
        raise CannotRead("this holds a zero byte: it is a binary file, not source code")
    if len(source) > MAX_BYTES:
        raise CannotRead(f"this has {len(source):,} bytes; at most {MAX_BYTES:,} are analysed")
    return Tree(source.removeprefix(b"\xef\xbb\xbf"), grammar)


def read(path: Path, language: str | None = None) -> Tree:
    """The tree of a file; the language by the end of its name where none is given.

    Raises CannotRead, with the path in it.
    """
    grammar = by_suffix(path.name)
    chosen = language or (grammar.id if grammar else None)
    if chosen is None:
        endings = " ".join(suffix for each in LANGUAGES.values() for suffix in each.suffixes)
        raise CannotRead(f"{path}: no language ends like this ({endings}); name it with --language")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CannotRead(f"{path}: larger than {MAX_BYTES:,} bytes, which is the most that is analysed")
        return parse(path.read_bytes(), chosen)
    except OSError as error:
        raise CannotRead(f"{path}: {error.strerror}") from error
    except CannotRead as error:
        raise CannotRead(str(error) if str(error).startswith(str(path)) else f"{path}: {error}") from error
