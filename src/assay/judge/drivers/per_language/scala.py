"""Scala."""

from __future__ import annotations

from assay.judge.drivers.form import Names, commented, composed, listed, text, words
from assay.judge.signature import Method, Parameter, Signature, Type, camel, pascal

_RESERVED = words(
    "abstract case catch class def do else extends false final finally for forSome if implicit import lazy "
    "match new null object override package private protected return sealed super this throw trait try true "
    "type val var while with yield"
)
# "type_:" would be one name.
_NAMES = Names(camel, _RESERVED, "`{}`")
_TYPES = Names(pascal, words("ListNode TreeNode Any Option List Vector Map String Int Long Stack Queue"))
_SCALARS = {
    "int": "Int",
    "long": "Long",
    "integer": "BigInt",
    "float": "Double",
    "bool": "Boolean",
    "string": "String",
}
_WRAPPED = {
    "list": "Vector[{}]",
    "map": "Map[String, {}]",
    "optional": "Option[{}]",
    "tree": "TreeNode",
    "linked": "ListNode",
}
_CODECS = {name: f"AssayJson.{name}" for name in _SCALARS}
_CODEC_OF = {
    "list": "AssayJson.list({})",
    "map": "AssayJson.map({})",
    "optional": "AssayJson.optional({})",
    "tree": "tree",
    "linked": "linked",
}
_NODES = {
    "linked": "class ListNode(var value: {T}, var next: ListNode = null)\n",
    "tree": "class TreeNode(var value: {T}, var left: TreeNode = null, var right: TreeNode = null)\n",
}
_NODE_CODECS = {
    "linked": """\
  val linked: AssayCodec[ListNode] = AssayJson.linked[{T}, ListNode]({codec},
    (value, next) => new ListNode(value, next), _.value, _.next)
""",
    "tree": """\
  val tree: AssayCodec[TreeNode] = AssayJson.tree[{T}, TreeNode]({codec},
    (value, left, right) => new TreeNode(value, left, right), _.value, _.left, _.right)
""",
}


def driver(signature: Signature) -> dict[str, bytes]:
    held = [(name, of) for name in ("linked", "tree") if (of := signature.node(name)) is not None]
    nodes = "".join(_NODES[name].replace("{T}", _type(of)) for name, of in held)
    codecs = "".join(
        _NODE_CODECS[name].replace("{T}", _type(of)).replace("{codec}", _codec(of)) for name, of in held
    )
    body = _calls(signature) if signature.methods else _call(signature)
    main = f"""{nodes}
object AssayDriver {{
{codecs}
  def main(none: Array[String]): Unit = {{
    val in = AssayJson.stdin()
    val out = new java.lang.StringBuilder
{body}    AssayJson.answer(out)
    if (System.getProperty("assay.batch") == null) System.exit(0)
  }}
}}
"""
    return {"AssayDriver.scala": main.encode(), "AssayJson.scala": text("AssayJson.scala")}


def starter(signature: Signature) -> str:
    held = [(name, signature.node(name)) for name in ("linked", "tree")]
    nodes = [_NODES[name].replace("{T}", _type(of)) for name, of in held if of is not None]
    head = commented("".join(nodes), "//") + ("\n" if nodes else "")
    if not signature.methods:
        return f"{head}object Solution {{\n{_method(signature)}}}\n"
    methods = "".join(f"\n{_method(method)}" for method in signature.methods)
    made = f"class {_TYPES(signature.name)}({_parameters(signature)}) {{\n  // Your solution.\n"
    return f"{head}{made}{methods}}}\n"


def _call(signature: Signature) -> str:
    assert signature.returns is not None
    given = listed(signature.parameters, lambda each: f"{_codec(each.type)}.read(in)")
    return f"    {_codec(signature.returns)}.write(out, Solution.{_NAMES(signature.name)}({given}))\n"


def _calls(signature: Signature) -> str:
    cases = "".join(_case(method) for method in signature.methods)
    return f"""    val names = AssayJson.list(AssayJson.string).read(in)
    in.item(0)
    val made = new {_TYPES(signature.name)}({_given(signature.parameters)})
    in.end({len(signature.parameters)})
    out.append("[null")
    for (i <- 1 until names.length) {{
      in.item(i)
      out.append(',')
      names(i) match {{
{cases}        case other => throw new IllegalArgumentException("no method " + other)
      }}
    }}
    out.append(']')
"""


def _case(method: Method) -> str:
    given = f"({_given(method.parameters)})"
    call = f"made.{_NAMES(method.name)}{given}"
    done = f'{call}\n          out.append("null")'
    if method.returns is not None:
        done = f"{_codec(method.returns)}.write(out, {call})"
    return f'        case "{method.name}" =>\n          {done}\n          in.end({len(method.parameters)})\n'


def _given(parameters: tuple[Parameter, ...]) -> str:
    return ", ".join(f"in.take({place}, {_codec(each.type)})" for place, each in enumerate(parameters))


def _method(of: Signature | Method) -> str:
    returns = _type(of.returns) if of.returns is not None else "Unit"
    ask = "return the answer" if of.returns is not None else "change the object"
    body = f'    // Your solution: {ask}.\n    throw new NotImplementedError("not written yet")\n'
    return f"  def {_NAMES(of.name)}({_parameters(of)}): {returns} = {{\n{body}  }}\n"


def _parameters(of: Signature | Method) -> str:
    return listed(of.parameters, lambda each: f"{_NAMES(each.name)}: {_type(each.type)}")


def _type(of: Type) -> str:
    return composed(of, _SCALARS, _WRAPPED)


def _codec(of: Type) -> str:
    return composed(of, _CODECS, _CODEC_OF)
