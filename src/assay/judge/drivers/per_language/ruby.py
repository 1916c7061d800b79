"""Ruby."""

from __future__ import annotations

from assay.judge.drivers.form import Names, commented, composed, description, listed, snake, text, words
from assay.judge.signature import Method, Signature, Type, pascal

_RESERVED = words(
    "BEGIN END alias and begin break case class def defined? do else elsif end ensure false for if in module "
    "next nil not or redo rescue retry return self super then true undef unless until when while yield "
    "__method__ method send object_id initialize freeze"
)
_NAMES, _TYPES = Names(snake, _RESERVED), Names(pascal, words("ListNode TreeNode Object String Array Hash"))
_SCALARS = {
    "int": "Integer",
    "long": "Integer",
    "integer": "Integer",
    "float": "Float",
    "bool": "Boolean",
    "string": "String",
}
_WRAPPED = {
    "list": "Array<{}>",
    "map": "Hash<String, {}>",
    "optional": "{}, nil",
    "tree": "TreeNode, nil",
    "linked": "ListNode, nil",
}
_NODES = {
    "linked": """\
class ListNode
  attr_accessor :val, :next

  def initialize(val = 0, _next = nil)
    @val = val
    @next = _next
  end
end
""",
    "tree": """\
class TreeNode
  attr_accessor :val, :left, :right

  def initialize(val = 0, left = nil, right = nil)
    @val = val
    @left = left
    @right = right
  end
end
""",
}


def driver(signature: Signature) -> dict[str, bytes]:
    return {"driver.rb": text("driver.rb"), "signature.json": description(signature, _NAMES, _TYPES)}


def starter(signature: Signature) -> str:
    nodes = [_NODES[name] for name in ("linked", "tree") if signature.node(name)]
    head = commented("\n".join(nodes), "#") + ("\n" if nodes else "")
    if not signature.methods:
        return f"{head}{_method(signature, _NAMES(signature.name), '')}"
    made = _method(signature, "initialize", "  ")
    methods = "".join(f"\n{_method(method, _NAMES(method.name), '  ')}" for method in signature.methods)
    return f"{head}class {_TYPES(signature.name)}\n{made}{methods}end\n"


def _method(of: Signature | Method, name: str, indent: str) -> str:
    lines = [f"# @param {_NAMES(each.name)} [{_type(each.type)}]" for each in of.parameters]
    lines += [f"# @return [{_type(of.returns)}]"] if of.returns is not None else []
    given = listed(of.parameters, lambda each: _NAMES(each.name))
    lines.append(f"def {name}({given})" if given else f"def {name}")
    lines.append("  # Your solution: return the answer." if of.returns is not None else "  # Your solution.")
    return "".join(f"{indent}{line}\n" for line in [*lines, "end"])


def _type(of: Type) -> str:
    return composed(of, _SCALARS, _WRAPPED)
