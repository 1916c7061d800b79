"""Perl."""

from __future__ import annotations

from typing import Any

from assay.judge.drivers.form import Names, commented, composed, described, listed, snake, text, words
from assay.judge.signature import Method, Signature, Type, pascal

_RESERVED = words(
    "and cmp continue do else elsif eq for foreach ge gt if last le lt ne next no or our package qq qw qr "
    "redo require return sub tr undef unless until use wait while xor y m q s abs atan2 each keys values "
    "delete exists defined push pop shift unshift splice sort reverse join split grep map print printf say "
    "length index substr sum open close read write time sleep log exp sqrt int hex oct ord chr lc uc bless ref"
)
_NAMES, _METHODS = Names(snake, _RESERVED), Names(snake, words("new can isa"))
_VARIABLES = Names(snake, words("a b _"))
_TYPES = Names(pascal, words("ListNode TreeNode"))
_SCALARS = {
    "int": "integer",
    "long": "integer",
    "integer": "Math::BigInt",
    "float": "number",
    "bool": "1 or 0",
    "string": "string",
}
_WRAPPED = {
    "list": "array reference of {}",
    "map": "hash reference of {}",
    "optional": "{} or undef",
    "tree": "TreeNode or undef",
    "linked": "ListNode or undef",
}
_NODES = {
    "linked": "ListNode->new($val, $next) is a hash reference with the keys val and next.\n",
    "tree": "TreeNode->new($val, $left, $right) is a hash reference with the keys val, left and right.\n",
}
_HEAD = "use strict;\nuse warnings;\n\n"


def driver(signature: Signature) -> dict[str, bytes]:
    names = _METHODS if signature.methods else _NAMES
    description = _literal(described(signature, names, _TYPES))
    return {"driver.pl": text("driver.pl"), "signature.pl": f"return {description};\n".encode()}


def starter(signature: Signature) -> str:
    nodes = [_NODES[name] for name in ("linked", "tree") if signature.node(name)]
    head = _HEAD + commented("".join(nodes), "#") + ("\n" if nodes else "")
    if not signature.methods:
        return f"{head}{_sub(signature, _NAMES(signature.name), '')}"
    given = ["$class", *(f"${_VARIABLES(each.name)}" for each in signature.parameters)]
    made = (
        f"{_documented(signature)}sub new {{\n    my ({', '.join(given)}) = @_;\n    my $self = {{}};\n"
        "    # Your solution.\n    return bless $self, $class;\n}\n"
    )
    methods = "".join(f"\n{_sub(method, _METHODS(method.name), '$self')}" for method in signature.methods)
    return f"{head}package {_TYPES(signature.name)};\n\n{made}{methods}\n1;\n"


def _sub(of: Signature | Method, name: str, own: str) -> str:
    variables = [own] * bool(own) + [f"${_VARIABLES(each.name)}" for each in of.parameters]
    given = f"    my ({', '.join(variables)}) = @_;\n" if variables else ""
    ask = "return the answer" if of.returns is not None else "change the object"
    return f"{_documented(of)}sub {name} {{\n{given}    # Your solution: {ask}.\n}}\n"


def _documented(of: Signature | Method) -> str:
    given = listed(of.parameters, lambda each: f"# ${_VARIABLES(each.name)}: {_type(each.type)}\n", "")
    return given + (f"# Returns: {_type(of.returns)}\n" if of.returns is not None else "")


def _type(of: Type) -> str:
    return composed(of, _SCALARS, _WRAPPED)


def _literal(value: Any) -> str:
    if value is None:
        return "undef"
    if isinstance(value, str):
        return f"'{value}'"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} => {_literal(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(_literal, value)) + "]"
