"""What happens when something goes wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assay.analysis.quality.code import Code
from assay.analysis.quality.model import Hit, rule
from assay.analysis.syntax import Node
from assay.analysis.syntax import kinds as K

_EVERYTHING = re.compile(
    r"^\(?\s*(?:\w+\s*:\s*)?(?:const\s+)?(?:java\.lang\.|System\.|std::|\\)?"
    r"(?:BaseException|Exception|Throwable|exception|StandardError)\b"
)
_LOGS = re.compile(r"log|warn|report|record|exception$|\berror$|critical", re.IGNORECASE)
_PRINTS = re.compile(r"print|puts|WriteLine|echo", re.IGNORECASE)
_TALK = re.compile(r"print|log|warn|error|write|echo|puts|report", re.IGNORECASE)


def _body(code: Code, node: Node) -> list[Node]:
    """The statements of a handler."""
    found = node.get("body", "handler") or next((kid for kid in node.kids if kid.kind == K.BLOCK), None)
    if found is None or found.field == "exceptions":
        return []
    inside = code.statements(found)
    return [] if inside == [found] and found.kind == K.BLOCK else inside


def _caught(code: Code, node: Node) -> str:
    """What a handler catches, as it is written; "" for everything."""
    chosen = node.get("value", "parameters", "parameter", "exceptions", "type")
    if chosen is None:
        chosen = next((kid for kid in node.kids if kid.kind != K.BLOCK and kid.field != "body"), None)
        if code.grammar.id == "kotlin":
            chosen = next((kid for kid in node.kids if kid.type == "user_type"), None)
        if chosen is not None and chosen.type in ("then", "catch_filter_clause"):
            chosen = None
    return code.text(chosen).strip() if chosen is not None else ""


@rule(
    "bare-except",
    "error handling",
    5,
    "A Python handler that names nothing (“except:”), or BaseException, and does not raise again.",
    "It also catches Ctrl-C, the request to end and misspelt names. PEP 8; ruff E722.",
    "python",
)
def bare_except(code: Code) -> Iterator[Hit]:
    for node in code.by[K.CATCH]:
        caught = _caught(code, node)
        if (not caught or caught.startswith("BaseException")) and not _raises(code, node):
            yield Hit(
                node,
                "This catches everything, even Ctrl-C and misspelt names.",
                "Name the error you expect.",
                first_line=True,
            )


@rule(
    "swallowed-error",
    "error handling",
    5,
    "A handler that does nothing: empty, “pass”, “nil”, or only a printed stack trace. A comment in it changes nothing.",
    "The program goes on with what failed, and the fault shows later and elsewhere. In 2 of 3 catastrophic failures of "
    "distributed systems that were studied, handlers were at fault, many of them empty (Yuan et al. 2014, OSDI). "
    "CWE-390; SonarSource S108, S2486.",
)
def swallowed_error(code: Code) -> Iterator[Hit]:
    for node in code.by[K.CATCH]:
        if code.grammar.id == "python" and not _caught(code, node):
            continue  # bare-except says it
        inside = _body(code, node)
        if code.grammar.id == "ruby" and node.type == "rescue_modifier":
            handler = node.get("handler")
            if handler is not None and handler.kind == K.NULL:
                yield Hit(node, "“rescue nil” hides every error.", "Rescue the error you expect.")
            continue
        vague = code.grammar.id == "ruby" and (
            not _caught(code, node) or "StandardError" in _caught(code, node)
        )
        if all(_nothing(code, each) or (vague and each.kind == K.NULL) for each in inside):
            yield Hit(
                node,
                "The error is caught, and then nothing is done about it.",
                "Handle it, or let it pass on to who can.",
                first_line=True,
            )
    for call in code.by[K.CALL]:
        if code.grammar.id in ("javascript", "typescript") and code.called(call) == "catch":
            handlers = code.arguments(call)
            body = handlers[0].get("body") if handlers and handlers[0].kind == K.LAMBDA else None
            if body is not None and body.kind == K.BLOCK and not body.kids:
                yield Hit(
                    handlers[0], "The error is caught, and then nothing is done about it.", "Handle it."
                )


def _nothing(code: Code, node: Node) -> bool:
    text = code.text(node).strip(" ;")
    if text in ("pass", "...", "Unit", ""):
        return True
    return bool(re.fullmatch(r"\w+\.printStackTrace\(\)", text))


def _raises(code: Code, node: Node) -> bool:
    if any(each.kind == K.THROW or code.leaves(each) for each in code.within(node, K.THROW, K.CALL)):
        return True
    return any(
        code.leaves(each) and code.core(each).kind not in (K.RETURN, K.BREAK, K.CONTINUE)
        for each in _body(code, node)
    )


@rule(
    "broad-catch",
    "error handling",
    3,
    "A handler for any exception at all that neither raises again nor does more with what it caught than print it.",
    "Faults of the program itself are taken for the one that was expected. ruff BLE001; SonarSource S2221; CWE-396.",
    "python java cpp csharp ruby kotlin php",
)
def broad_catch(code: Code) -> Iterator[Hit]:
    for node in code.by[K.CATCH]:
        caught = _caught(code, node)
        broad = bool(_EVERYTHING.match(caught)) or caught in ("(...)", "...")
        if code.grammar.id == "csharp" and not caught:
            broad = True
        if caught.startswith("BaseException") or (code.grammar.id == "python" and not caught):
            continue
        inside = _body(code, node)
        if not broad or _raises(code, node) or all(_nothing(code, each) for each in inside):
            continue
        bound = _bound(code, node)
        vague = caught == "" or "StandardError" in caught
        if code.grammar.id == "ruby" and vague and all(each.kind == K.NULL for each in inside):
            continue  # swallowed-error says it
        if (
            not _uses(code, inside, bound)
            or re.match(r"^\(?(?:\w+: ?)?Throwable\b", caught)
            or (code.grammar.id == "ruby" and caught == "Exception")
        ):
            yield Hit(
                node,
                "This catches every error, also those of the program itself.",
                "Name the error you expect.",
                first_line=True,
            )


def _uses(code: Code, handler: list[Node], bound: str) -> bool:
    """What was caught goes into a log, a result or another error; printing it is not enough."""
    for statement in handler:
        calls = [each for each in (statement, *code.within(statement, K.CALL)) if each.kind == K.CALL]
        if any(_LOGS.search(code.callee(call)) for call in calls):
            return True
        prints = any(_PRINTS.search(code.callee(call)) for call in calls)
        if prints and code.grammar.id not in ("cpp", "php"):
            continue
        if bound and re.search(rf"(?<!\w){re.escape(bound)}(?!\w)", code.text(statement)):
            return True
    return False


def _bound(code: Code, node: Node) -> str:
    """The name the error is given."""
    for each in code.tree.inside(node):
        if each.kind == K.BLOCK or each.field == "body":
            break
        if each.kind == K.NAME and code.tree.role(each) in ("define", "parameter"):
            return code.text(each)
    return ""


@rule(
    "generic-raise",
    "error handling",
    2,
    "The most general exception is thrown, or in JavaScript and TypeScript something that is no Error.",
    "Callers cannot catch it without catching everything. pylint W0719; SonarSource S112; ESLint no-throw-literal.",
    "python java csharp ruby kotlin javascript typescript",
)
def generic_raise(code: Code) -> Iterator[Hit]:
    thrown = [*code.by[K.THROW]]
    if code.grammar.id == "ruby":
        thrown = [call for call in code.by[K.CALL] if code.callee(call) == "raise"]
    for node in thrown:
        inner = node.kids[0] if node.kids else None
        if code.grammar.id in ("javascript", "typescript"):
            if inner is not None and inner.kind in (K.STRING, K.NUMBER):
                yield Hit(node, "What is thrown is no Error: it has no stack.", "throw new Error(…)")
            continue
        if code.grammar.id == "ruby":
            inner = next(iter(code.arguments(node)), None)
        if inner is None:
            continue
        name = code.callee(inner) if inner.kind == K.CALL else code.text(inner)
        if name in ("Exception", "BaseException", "Throwable", "System.Exception", "Exception.new"):
            yield Hit(
                node,
                f"“{name}” tells callers nothing, and they can catch it only with everything else.",
                "Throw a more exact one.",
            )


@rule(
    "useless-catch",
    "error handling",
    2,
    "A handler that only throws the same error again; in C# also “throw e”, which loses where it came from.",
    "It changes nothing. ESLint no-useless-catch; ruff TRY203; for C# CA2200.",
)
def useless_catch(code: Code) -> Iterator[Hit]:
    for node in code.by[K.CATCH]:
        inside = _body(code, node)
        bound = _bound(code, node)
        if code.grammar.id == "csharp":
            for thrown in code.within(node, K.THROW):
                if bound and code.text(thrown).strip(" ;") == f"throw {bound}":
                    yield Hit(
                        thrown, f"“throw {bound}” forgets where the error came from.", "Write “throw;”."
                    )
            if len(inside) == 1 and code.text(inside[0]).strip(" ;") == "throw":
                yield Hit(
                    node, "This only throws the same error again.", "Take the handler out.", first_line=True
                )
            continue
        if len(inside) != 1 or (inside[0].kind != K.THROW and code.text(inside[0]) != "raise"):
            continue
        several = sum(each.kind == K.CATCH for each in node.parent.children) > 1
        again = code.text(inside[0]).strip(" ;")
        if not several and again in ("raise", "throw", f"throw {bound}", f"raise {bound}"):
            yield Hit(
                node, "This only throws the same error again.", "Take the handler out.", first_line=True
            )


@rule(
    "leave-in-finally",
    "error handling",
    3,
    "A return, break or continue in “finally” (in Ruby “ensure”).",
    "It throws away the error or the value that was on its way out. SonarSource S1143; ruff B012; CWE-584.",
)
def leave_in_finally(code: Code) -> Iterator[Hit]:
    blocks = [*code.by[K.FINALLY], *(each for each in code.by[K.BLOCK] if each.type == "ensure")]
    for block in blocks:
        for node in code.within(block, K.RETURN):
            if code.owner(node) is code.owner(block):
                yield Hit(
                    node, "Leaving here throws away the error that was on its way out.", "Leave after it."
                )


@rule(
    "ignored-error",
    "error handling",
    3,
    "An error that a call gives back is dropped: Go's blank for the last result, Rust's unwrap() on what is read or "
    "parsed, Kotlin's !!, PHP's @ and “or die”, memory or a file of C that is used unchecked.",
    "What was to be looked at is not. CWE-252, CWE-391; Effective Go; SonarSource S6619; CERT ERR33-C, MEM32-C.",
    "go rust kotlin php c",
)
def ignored_error(code: Code) -> Iterator[Hit]:
    yield from _IGNORED[code.grammar.id](code)


def _blank_in_go(code: Code) -> Iterator[Hit]:
    for node in (*code.by[K.DECLARE], *code.by[K.ASSIGN]):
        left, value = node.get("left", "name"), code.value(node)
        if left is None or value is None or value.kind != K.CALL or node.get("right") is None:
            continue
        if code.text((left.kids or [left])[-1]) == "_" and not _TALK.search(code.called(value)):
            yield Hit(node, f"The error of {code.callee(value)} is dropped.", "Look at it: if err != nil.")


def _unwrapped_in_rust(code: Code) -> Iterator[Hit]:
    for call in code.by[K.CALL]:
        owner = code.owner(call)
        if code.called(call) != "unwrap" or (owner is not None and owner.name == "main"):
            continue
        if _FALLIBLE.search(code.callee(call)):
            yield Hit(call, "This ends the program where reading or parsing fails.", "Use ? or match.")


def _asserted_in_kotlin(code: Code) -> Iterator[Hit]:
    for node in code.by[K.UNARY]:
        if code.operator(node) == "!!":
            yield Hit(node, "“!!” ends the program where this is null.", "Use ?. or ?: or check it.")


def _silenced_in_php(code: Code) -> Iterator[Hit]:
    for node in code.of_type("error_suppression_expression"):
        yield Hit(node, "“@” hides the error.", "Check the result instead.")
    for node in code.by[K.BINARY]:
        if code.operator(node) == "or" and code.text(node.kids[-1]).startswith("die"):
            yield Hit(node, "“or die” ends everything with a bare text.", "Throw an exception.")


_FALLIBLE = re.compile(
    r"(?:\.parse(?:::<[^>]*>)?\(\)|read_line\(|read_to_string\(|File::open\(|from_utf8\(|env::var\(|from_str\(|"
    r"lock\(\)|write_all\()[^;]*\.unwrap$",
    re.DOTALL,
)


def _unchecked_in_c(code: Code) -> Iterator[Hit]:
    for call in code.by[K.CALL]:
        name = code.callee(call)
        if name in ("scanf", "fscanf", "sscanf", "fgets") and call.parent.kind == K.STATEMENT:
            yield Hit(call, f"Whether {name} could read is not looked at.", f"Compare what {name} gives.")
        if name not in ("malloc", "calloc", "realloc", "fopen"):
            continue
        holder = call.parent
        while holder.kind in (K.PARENS,) or holder.type == "cast_expression":
            holder = holder.parent
        owner = code.owner(call)
        if holder.kind not in (K.DECLARE, K.ASSIGN) or owner is None:
            continue
        target = code.target(holder)
        word = code.text(target) if target is not None else ""
        checked = any(
            condition is not None and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", code.text(condition))
            for each in code.within(owner.node, K.IF, K.WHILE, K.TERNARY, K.CALL)
            for condition in (
                code.condition(each)
                if each.kind != K.CALL
                else each
                if code.callee(each) == "assert"
                else None,
            )
        )
        if word and not checked:
            yield Hit(holder, f"Whether {name} worked is not looked at.", f"if ({word} == NULL) …")


_IGNORED: dict[str, Callable[[Code], Iterator[Hit]]] = {
    "go": _blank_in_go,
    "rust": _unwrapped_in_rust,
    "kotlin": _asserted_in_kotlin,
    "php": _silenced_in_php,
    "c": _unchecked_in_c,
}


@rule(
    "unclosed-file",
    "error handling",
    2,
    "A file opened without “with”.",
    "It stays open where something fails before it is closed. ruff SIM115.",
    "python",
)
def unclosed_file(code: Code) -> Iterator[Hit]:
    for call in code.by[K.CALL]:
        if code.callee(call) not in ("open", "io.open", "codecs.open"):
            continue
        if any(above.type in ("with_item", "with_clause", "return_statement") for above in call.ancestors()):
            continue
        yield Hit(
            call, "This file stays open where something fails before it is closed.", "with open(…) as file:"
        )
