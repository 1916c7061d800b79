"""Elixir."""

from __future__ import annotations

from typing import Any

from assay.judge.drivers.form import Names, commented, composed, described, listed, snake, text, words
from assay.judge.signature import Method, Signature, Type, pascal

_RESERVED = words(
    "after alias and case catch cond def defmodule defp defstruct do else end false fn for if import in nil not "
    "or quote raise receive require rescue super throw true try unless unquote use when with abs apply binding "
    "ceil div elem exit floor hd inspect length max min node put_in rem round self send spawn tl to_string trunc "
    "update_in state new"
)
_NAMES = Names(snake, _RESERVED)
_TYPES = Names(
    pascal, words("ListNode TreeNode Solution List Map Enum String Integer Float Stream Agent Task")
)
_SCALARS = {
    "int": "integer",
    "long": "integer",
    "integer": "integer",
    "float": "float",
    "bool": "boolean",
    "string": "String.t()",
}
_WRAPPED = {
    "list": "[{}]",
    "map": "%{String.t() => {}}",
    "optional": "{} | nil",
    "tree": "%TreeNode{} | nil",
    "linked": "%ListNode{} | nil",
}
_NODES = {
    "linked": "%ListNode{val: value, next: node or nil}\n",
    "tree": "%TreeNode{val: value, left: node or nil, right: node or nil}\n",
}


def driver(signature: Signature) -> dict[str, bytes]:
    description = _literal(described(signature, _NAMES, _TYPES))
    return {"driver.exs": text("driver.exs"), "signature.exs": f"{description}\n".encode()}


def starter(signature: Signature) -> str:
    nodes = [_NODES[name] for name in ("linked", "tree") if signature.node(name)]
    head = commented("".join(nodes), "#") + ("\n" if nodes else "")
    if not signature.methods:
        return f"{head}defmodule Solution do\n{_function(signature, '')}end\n"
    given = listed(signature.parameters, lambda each: _NAMES(each.name))
    made = f"  def new({given}) do\n    # Your solution: the state at the beginning.\n    nil\n  end\n"
    methods = "".join(f"\n{_function(method, 'state')}" for method in signature.methods)
    return f"{head}defmodule {_TYPES(signature.name)} do\n{made}{methods}end\n"


def _function(of: Signature | Method, own: str) -> str:
    returns = _type(of.returns) if of.returns is not None else ""
    result = f"{{{returns}, state}}" if own and returns else returns or "state"
    types = ", ".join([own] * bool(own) + [_type(each.type) for each in of.parameters])
    given = ", ".join([own] * bool(own) + [_NAMES(each.name) for each in of.parameters])
    ask = "return the answer and the new state" if own and returns else "return the answer"
    ask = ask if returns else "the new state"
    name = _NAMES(of.name)
    documented = f"  # {name}({types}) :: {result}\n"
    body = f'    # Your solution: {ask}.\n    raise "not written yet"\n'
    return f"{documented}  def {name}({given}) do\n{body}  end\n"


def _type(of: Type) -> str:
    return composed(of, _SCALARS, _WRAPPED)


def _literal(value: Any) -> str:
    if value is None:
        return "nil"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict):
        return "%{" + ", ".join(f"{key}: {_literal(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(_literal, value)) + "]"
