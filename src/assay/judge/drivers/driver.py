"""Runs a candidate's Python function, or the calls of a class, in the sandbox (see the package's docstring).

``answered`` may be called any number of times: each time the solution is a module of its own.
"""

from __future__ import annotations

import json
import os
import sys
import types
from collections import deque
from collections.abc import Callable

TYPE_CHECKING = False  # what is not imported need not be waited for
if TYPE_CHECKING:
    from typing import Any

_FILE = "solution.py"
_MOST_NODES = 5_000_000
_LINES: list[str] = []
"""Of the solution."""
if TYPE_CHECKING:
    _Kind = Any  # "int", ... or a pair such as ["list", kind]
    _Convert = Callable[[Any], Any]


class Fault(Exception):
    """The candidate's code did not end well: the text to show."""


class ListNode:
    def __init__(self, val: Any = 0, next: Any = None) -> None:
        self.val = val
        self.next = next


class TreeNode:
    def __init__(self, val: Any = 0, left: Any = None, right: Any = None) -> None:
        self.val = val
        self.left = left
        self.right = right


class Code:
    """A solution's source, compiled; ``path`` is its ``__file__``."""

    def __init__(self, source: str, path: str) -> None:
        self.path = path
        self.code = compile(source, _FILE, "exec", dont_inherit=True)
        self._lines = source.splitlines(keepends=True)

    def module(self) -> types.ModuleType:
        """A new one, run. Raises Fault."""
        module = types.ModuleType("solution")
        module.__file__ = self.path
        module.__dict__.update(ListNode=ListNode, TreeNode=TreeNode)
        sys.modules["solution"] = module
        _LINES[:] = self._lines
        _guarded(exec, self.code, module.__dict__)
        if "linecache" in sys.modules:
            _show_lines()
        return module


def load(folder: str) -> tuple[Code, dict[str, Any]]:
    """The solution in ``folder`` and the description of its signature."""
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    with open(f"{folder}/signature.json", encoding="utf-8") as file:
        signature = json.load(file)
    path = f"{folder}/{_FILE}"
    with open(path, "rb") as file:
        return Code(file.read().decode("utf-8-sig"), path), signature


def answered(code: Code, signature: dict[str, Any], text: bytes) -> bytes:
    """The JSON of what the function returns for the arguments ``text``, in a new module. Raises Fault."""
    loads, dumps = json.JSONDecoder().decode, json.dumps
    given = [loads(line.decode()) for line in text.split(b"\n") if line.strip()]
    called = getattr(code.module(), signature["name"], None)
    if not callable(called):
        what = "class" if signature["methods"] else "function"
        raise Fault(f"{_FILE} defines no {what} {signature['name']}\n")
    if signature["methods"]:
        return _calls(called, signature, given[0], given[1], dumps)
    result = _guarded(called, *taken(signature["parameters"], given))
    return _written(result, signature["returns"], signature["name"], dumps).encode()


def _calls(
    made: Any,
    signature: dict[str, Any],
    names: list[str],
    given: list[list[Any]],
    dumps: Callable[[Any], str],
) -> bytes:
    methods = {each["name"]: each for each in signature["methods"]}
    instance = _guarded(made, *taken(signature["parameters"], given[0]))
    results = ["null"]
    for place, name in enumerate(names[1:], 1):
        method = methods[name]
        called = _guarded(getattr, instance, method["call"], None)
        if not callable(called):
            raise Fault(f"the class {signature['name']} has no method {method['call']}\n")
        result = _guarded(called, *taken(method["parameters"], given[place]))
        returns = method["returns"]
        results.append("null" if returns is None else _written(result, returns, method["call"], dumps))
    return f"[{','.join(results)}]".encode()


def taken(kinds: list[_Kind], values: list[Any]) -> list[Any]:
    return [_reader(kinds[place])(value) for place, value in enumerate(values)]


def _written(result: Any, kind: _Kind, name: str, dumps: Callable[[Any], str]) -> str:
    try:
        return dumps(_writer(kind)(result))
    except (TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Fault(f"{name} returned what is not {_shown(kind)}: {error}\n") from None


def _guarded(function: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return function(*arguments)
    except SystemExit:
        raise
    except BaseException as error:
        import traceback

        _show_lines()
        frames = error.__traceback__
        while frames is not None and frames.tb_frame.f_code.co_filename == main.__code__.co_filename:
            frames = frames.tb_next
        raise Fault("".join(traceback.format_exception(type(error), error, frames))) from None


def _show_lines() -> None:
    """Tracebacks find the solution's lines, wherever the file lies."""
    import linecache

    linecache.cache[_FILE] = (len(_LINES), None, _LINES, _FILE)


def _same(value: Any) -> Any:
    return value


def _reader(kind: _Kind) -> _Convert:
    """JSON has one kind of number: a float parameter gets a float also where the input says 3."""
    if isinstance(kind, str):
        return float if kind == "float" else _same
    outer, inner = kind[0], _reader(kind[1])
    if outer == "linked":
        return lambda value: _linked(value, inner)
    if outer == "tree":
        return lambda value: _tree(value, inner)
    if inner is _same:
        return _same
    if outer == "list":
        return lambda value: [inner(item) for item in value]
    if outer == "map":
        return lambda value: {key: inner(item) for key, item in value.items()}
    return lambda value: None if value is None else inner(value)


def _linked(value: list[Any], inner: _Convert) -> ListNode | None:
    head = None
    for item in reversed(value):
        head = ListNode(inner(item), head)
    return head


def _tree(value: list[Any], inner: _Convert) -> TreeNode | None:
    nodes = [None if item is None else TreeNode(inner(item)) for item in value]
    children = iter(nodes[1:])
    for node in nodes:
        if node is not None:
            node.left = next(children, None)
            node.right = next(children, None)
    return nodes[0] if nodes else None


def _writer(kind: _Kind) -> _Convert:
    """Only trees and linked lists need to be written by their type."""
    if isinstance(kind, str):
        return _same
    outer, inner = kind[0], _writer(kind[1])
    if outer == "linked":
        return lambda value: _linked_values(value, inner)
    if outer == "tree":
        return lambda value: _tree_values(value, inner)
    if inner is _same:
        return _same
    if outer == "map":
        return lambda value: None if value is None else {key: inner(item) for key, item in value.items()}
    return lambda value: None if value is None else [inner(item) for item in value]


def _linked_values(node: Any, inner: _Convert) -> list[Any]:
    values: list[Any] = []
    while node is not None:
        values.append(inner(node.val))
        node = node.next
        _bounded(values)
    return values


def _tree_values(root: Any, inner: _Convert) -> list[Any]:
    values: list[Any] = []
    waiting = deque([root])
    while waiting:
        node = waiting.popleft()
        values.append(None if node is None else inner(node.val))
        if node is not None:
            waiting += (node.left, node.right)
        _bounded(values)
    while values and values[-1] is None:
        values.pop()
    return values


def _bounded(values: list[Any]) -> None:
    if len(values) > _MOST_NODES:
        raise ValueError(f"it has more than {_MOST_NODES} nodes: does it lead back to itself?")


def _shown(kind: _Kind) -> str:
    if isinstance(kind, str):
        return kind
    return f"map<string,{_shown(kind[1])}>" if kind[0] == "map" else f"{kind[0]}<{_shown(kind[1])}>"


def main() -> None:
    write, leave = os.write, os._exit
    try:
        code, signature = load(os.path.dirname(os.path.abspath(__file__)))
        answer = answered(code, signature, sys.stdin.buffer.read())
    except Fault as fault:
        sys.stdout.flush()
        sys.stderr.write(str(fault))
        sys.stderr.flush()
        leave(1)
    sys.stdout.flush()
    while answer:
        answer = answer[write(3, answer) :]


if __name__ == "__main__":
    main()
