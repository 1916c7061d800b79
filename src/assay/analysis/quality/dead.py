"""What is there and does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assay.analysis.quality.code import Code
from assay.analysis.quality.model import Hit, rule
from assay.analysis.syntax import Node
from assay.analysis.syntax import kinds as K

_STAYS = frozenset({K.FUNCTION, K.CLASS, K.CASE, K.IMPORT})


@rule(
    "unreachable-code",
    "dead code",
    3,
    "A statement after one that always leaves: return, throw, break, continue, or a call that ends the program.",
    "It never runs, and a reader takes it for something that does. SonarSource S1763; CERT MSC12-C.",
)
def unreachable_code(code: Code) -> Iterator[Hit]:
    for block in (*code.by[K.BLOCK], *code.by[K.CASE], *code.by[K.LAMBDA]):
        kids = block.kids
        for at, statement in enumerate(kids[:-1]):
            after = kids[at + 1]
            if not code.leaves(statement) or statement.field in ("value", "pattern", "condition"):
                continue
            if block.kind == K.CASE and code.core(after).kind == K.BREAK:
                break  # a break after a return in a case is a habit, not an error
            if after.kind in _STAYS or after.kind in (K.CATCH, K.ELSE, K.FINALLY) or "label" in after.type:
                break
            if after.type in ("empty_statement", "ensure", "declaration_list", "function_signature"):
                break
            yield Hit(
                after,
                f"This never runs: line {code.line(statement)} always leaves before it.",
                "Take it out.",
            )
            break


@rule(
    "commented-out-code",
    "dead code",
    0,
    "A comment that is code. It takes no points: no comment changes a score.",
    "Nobody dares to delete it and nobody knows whether it still holds; the history keeps old code. ruff ERA001; "
    "SonarSource S125.",
)
def commented_out_code(code: Code) -> Iterator[Hit]:
    from assay.analysis.syntax.tree import Tree

    last = -2
    for node in code.by[K.COMMENT]:
        if code.text(node).startswith(("/**", "///", "//!", "#!")):
            continue  # documentation shows code
        for offset, raw in enumerate(code.text(node).split("\n")):
            text = re.sub(r"^\s*(?:///?!?|#+!?|/\*+|\*+(?!/)|--)\s?|\*+/\s*$", "", raw).strip()
            line = code.line(node) + offset
            if not _looks_like_code(text, code.grammar.id) or line == last + 1:
                last = line if line == last + 1 and text else last
                continue
            ready = f"<?php {text}" if code.grammar.id == "php" else text
            ready = f"class A {{ void f() {{ {text} }} }}" if code.grammar.id in ("java", "csharp") else ready
            ready = f"void f() {{ {text} }}" if code.grammar.id in ("c", "cpp") else ready
            ready = f"fn f() {{ {text} }}" if code.grammar.id == "rust" else ready
            ready = f"func f() {{ {text} }}" if code.grammar.id == "go" else ready
            if text.endswith((":", "{")) and not text.startswith(("http", "@")):
                ready = text + (" pass" if code.grammar.id == "python" else " }") if ready == text else ready
            if text.endswith("{") or not Tree(ready.encode(), code.grammar).faults:
                last = line
                yield Hit(node, "This comment is code that was switched off.", "Take it out.")
                break


_CODE = re.compile(
    r"[;{]$|^\}|^(?:[\w.\[\]$]+)\s*(?:[-+*/]|:)?=\s*[^=\s].*$|^[\w.$]+\([^)]*\);?$|^(?:return|raise|throw)\b.*[\w)\]]$"
    r"|^(?:if|for|while|elif|def|class)\b.*:$|^(?:import|from)\s+\w+"
)
_PROSE = re.compile(
    r"^(?:return|raise|throw|import|from|for|if|while)\s+(?:the|a|an|if|when|all|each|every|true|false|it|no|"
    r"only|this|that|early|them|us|in|here|with)\b|https?://|e\.g\.|i\.e\.|[—→…]",
    re.IGNORECASE,
)


def _looks_like_code(text: str, language: str) -> bool:
    if len(text) < 5 or not _CODE.search(text) or _PROSE.search(text):
        return False
    words = re.findall(r"[A-Za-z]+(?:\s+[A-Za-z]+){2,}", re.sub(r"(['\"]).*?\1", "", text))
    if any(len(run.split()) > 3 for run in words):
        return False  # four words in a row are a sentence
    if (
        re.match(r"^\w+\([^)]*\)$", text)
        and language != "python"
        and language not in ("ruby", "kotlin", "go")
    ):
        return False  # "name(arguments)" alone speaks of a function
    if re.match(r"^(?:O|Θ|Ω|Theta|Omega|T|f|g|fib|dp)\(", text):
        return False
    if re.match(r"^(?:return)\s+\w+$", text):
        return (
            language in ("python", "ruby", "go", "kotlin", "javascript", "typescript")
            and len(text.split()[1]) > 1
        )
    return not re.match(r"^\w+\s*=\s*\w+(?:\s+\w+)+", text)


@rule(
    "constant-condition",
    "dead code",
    2,
    "An “if” whose condition is written as true or false, or a “while” that is false.",
    "One branch never runs. ESLint no-constant-condition; SonarSource S2583.",
)
def constant_condition(code: Code) -> Iterator[Hit]:
    for node in (*code.by[K.IF], *code.by[K.ELIF], *code.by[K.WHILE], *code.by[K.TERNARY]):
        condition = code.condition(node)
        if condition is None or condition.kind not in (K.TRUE, K.FALSE):
            continue
        if node.kind != K.WHILE or (condition.kind == K.FALSE and not node.type.startswith("do")):
            word = code.text(condition)
            yield Hit(node, f"This condition is always {word.lower()}.", "Keep what runs.", first_line=True)


@rule(
    "empty-branch",
    "dead code",
    2,
    "An “if”, “else” or loop with nothing in it.",
    "It was to do something, or the condition should be turned round. SonarSource S108; ESLint no-empty.",
)
def empty_branch(code: Code) -> Iterator[Hit]:
    for node in (*code.by[K.IF], *code.by[K.ELIF], *code.by[K.FOREACH], *code.by[K.FOR], *code.by[K.WHILE]):
        then, other = code.branches(node) if node.kind == K.IF else (_body(node), None)
        for part, what in ((then, node), (other, other)):
            if part is not None and what is not None and _is_empty(code, part):
                if node.kind in (K.WHILE, K.FOR) and part.type != "block":
                    continue  # "while (*p++) {}": the condition does the work
                yield Hit(
                    what,
                    "There is nothing in this.",
                    "Fill it, or turn the condition round.",
                    first_line=True,
                )


def _body(node: Node) -> Node | None:
    return node.get("body", "consequence") or (node.kids[-1] if len(node.kids) > 1 else None)


def _is_empty(code: Code, part: Node) -> bool:
    if part.kind not in (K.BLOCK, K.ELSE) and part.type not in ("block", "then"):
        return part.type == "empty_statement"
    inside = code.statements(part)
    return not inside or (
        len(inside) == 1 and (inside[0].type == "pass_statement" or (inside[0] is part and not part.kids))
    )


@rule(
    "no-effect",
    "dead code",
    2,
    "A comparison, a name or a number that stands as a statement. Not where the last expression is a value.",
    "Nothing happens; often “=” or a call was meant. ruff B015, B018; ESLint no-unused-expressions.",
    "python javascript typescript java c cpp csharp php",
)
def no_effect(code: Code) -> Iterator[Hit]:
    compares = {"==", "!=", "===", "!=="}
    if code.grammar.id not in ("c", "cpp"):  # there "a < b > c" may declare something
        compares |= {"<", ">", "<=", ">="}
    for node in code.by[K.STATEMENT]:
        inner = node.kids[0] if len(node.kids) == 1 else None
        if inner is None or node.parent.kind == K.LAMBDA or node.parent.type == "switch_rule":
            continue
        inner = code.core(inner)
        if inner.kind == K.BINARY and code.operator(inner) in compares:
            yield Hit(node, "This compares and does nothing with the answer.", "Use “=” if it was to be set.")
        elif inner.kind in (K.NAME, K.NUMBER) and node.parent.type != "module" and not _probes(code, node):
            yield Hit(node, f"“{code.text(inner)}” alone does nothing.", "Take it out, or call it.")


def _probes(code: Code, node: Node) -> bool:
    """A name alone in a "try" asks whether there is such a name; one in capitals in C is a macro."""
    return node.parent.parent.kind == K.TRY or (code.grammar.id in ("c", "cpp") and code.text(node).isupper())
