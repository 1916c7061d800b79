"""Python."""

from __future__ import annotations

import keyword

from assay.judge.drivers.form import Names, commented, composed, description, listed, snake, text
from assay.judge.signature import Method, Parameter, Signature, Type, pascal

_NAMES = Names(snake, frozenset(keyword.kwlist))
_TYPES = Names(pascal, frozenset(keyword.kwlist))
_SCALARS = {"int": "int", "long": "int", "integer": "int", "float": "float", "bool": "bool", "string": "str"}
_WRAPPED = {
    "list": "list[{}]",
    "map": "dict[str, {}]",
    "optional": "{} | None",
    "tree": "TreeNode | None",
    "linked": "ListNode | None",
}
_NODES = {
    "linked": """\
class ListNode:
    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next
""",
    "tree": """\
class TreeNode:
    def __init__(self, val=0, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right
""",
}


def driver(signature: Signature) -> dict[str, bytes]:
    return {"driver.py": text("driver.py"), "signature.json": description(signature, _NAMES, _TYPES)}


def older_starter(signature: Signature) -> str:
    """For PyPy, whose Python does not know ``int | None`` as a value."""
    return f"from __future__ import annotations\n\n{starter(signature)}"


def starter(signature: Signature) -> str:
    nodes = "\n".join(_NODES[name] for name in ("linked", "tree") if signature.node(name))
    head = f"{commented(nodes, '#')}\n\n" if nodes else ""
    if not signature.methods:
        return f"{head}{_function(signature, '')}"
    made = ", ".join(["self", *map(_parameter, signature.parameters)])
    constructor = f"    def __init__({made}) -> None:\n        # Your solution.\n        ...\n"
    methods = "".join(f"\n{_function(method, '    ')}" for method in signature.methods)
    return f"{head}class {_TYPES(signature.name)}:\n{constructor}{methods}"


def _function(of: Signature | Method, indent: str) -> str:
    returns = _type(of.returns) if of.returns is not None else "None"
    own = "self, " if indent and of.parameters else "self" if indent else ""
    head = f"def {_NAMES(of.name)}({own}{listed(of.parameters, _parameter)}) -> {returns}:"
    ask = "return the answer" if of.returns is not None else "change the object"
    return f"{indent}{head}\n{indent}    # Your solution: {ask}.\n{indent}    ...\n"


def _parameter(parameter: Parameter) -> str:
    return f"{_NAMES(parameter.name)}: {_type(parameter.type)}"


def _type(of: Type) -> str:
    return composed(of, _SCALARS, _WRAPPED)
