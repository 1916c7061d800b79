"""Lua."""

from __future__ import annotations

from typing import Any

from assay.judge.drivers.form import Names, commented, composed, described, listed, snake, text, words
from assay.judge.signature import Method, Signature, Type, pascal

_RESERVED = words(
    "and break do else elseif end false for function goto if in local nil not or repeat return then true "
    "until while print type next pairs select error load table string math os io null"
)
_NAMES, _METHODS = Names(snake, _RESERVED), Names(snake, words("and break do else elseif end false for new "
    "function goto if in local nil not or repeat return then true until while"))  # fmt: skip
_TYPES = Names(pascal, words("ListNode TreeNode"))
_SCALARS = {
    "int": "integer",
    "long": "integer",
    "integer": "string",
    "float": "number",
    "bool": "boolean",
    "string": "string",
}
_WRAPPED = {
    "list": "{}[]",
    "map": "table<string, {}>",
    "optional": "({}|nil)",
    "tree": "(TreeNode|nil)",
    "linked": "(ListNode|nil)",
}
_NODES = {
    "linked": "ListNode.new(val, next) makes a table with the fields val and next.\n",
    "tree": "TreeNode.new(val, left, right) makes a table with the fields val, left and right.\n",
}
_NULL = "Within lists and maps, the value null stands for what is missing.\n"


def driver(signature: Signature) -> dict[str, bytes]:
    names = _METHODS if signature.methods else _NAMES
    description = _literal(described(signature, names, _TYPES))
    return {"driver.lua": text("driver.lua"), "signature.lua": f"return {description}\n".encode()}


def starter(signature: Signature) -> str:
    notes = [_NODES[name] for name in ("linked", "tree") if signature.node(name)]
    held = (part.of for part in signature.parts() if part.name in ("list", "map"))
    notes += [_NULL] * any(of is not None and of.name == "optional" for of in held)
    head = commented("".join(notes), "--") + ("\n" if notes else "")
    if not signature.methods:
        return f"{head}{_function(signature, _NAMES(signature.name))}"
    made = _TYPES(signature.name)
    given = listed(signature.parameters, lambda each: _NAMES(each.name))
    constructor = (
        f"{_documented(signature)}function {made}.new({given})\n  local self = setmetatable({{}}, {made})\n"
        "  -- Your solution.\n  return self\nend\n"
    )
    methods = "".join(
        f"\n{_function(method, f'{made}:{_METHODS(method.name)}')}" for method in signature.methods
    )
    return f"{head}{made} = {{}}\n{made}.__index = {made}\n\n{constructor}{methods}"


def _function(of: Signature | Method, name: str) -> str:
    given = listed(of.parameters, lambda each: _NAMES(each.name))
    ask = "return the answer" if of.returns is not None else "change the object"
    return f"{_documented(of)}function {name}({given})\n  -- Your solution: {ask}.\nend\n"


def _documented(of: Signature | Method) -> str:
    given = listed(of.parameters, lambda each: f"---@param {_NAMES(each.name)} {_type(each.type)}\n", "")
    return given + (f"---@return {_type(of.returns)}\n" if of.returns is not None else "")


def _type(of: Type) -> str:
    return composed(of, _SCALARS, _WRAPPED)


def _literal(value: Any) -> str:
    if value is None:
        return "nil"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_literal(item)}" for key, item in value.items()) + " }"
    return "{ " + ", ".join(map(_literal, value)) + " }"
