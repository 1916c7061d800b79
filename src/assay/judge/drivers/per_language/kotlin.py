"""Kotlin."""

from __future__ import annotations

from assay.judge.drivers.form import Names, commented, composed, listed, text, words
from assay.judge.signature import Method, Parameter, Signature, Type, camel, pascal

_RESERVED = words(
    "as break class continue do else false for fun if in interface is null object package return super this "
    "throw true try typealias typeof val var when while main equals hashCode toString getClass notify wait"
)
_NAMES, _TYPES = (
    Names(camel, _RESERVED),
    Names(pascal, words("ListNode TreeNode Any List Map String Int Long")),
)
_SCALARS = {
    "int": "Int",
    "long": "Long",
    "integer": "java.math.BigInteger",
    "float": "Double",
    "bool": "Boolean",
    "string": "String",
}
_WRAPPED = {
    "list": "List<{}>",
    "map": "Map<String, {}>",
    "optional": "{}?",
    "tree": "TreeNode?",
    "linked": "ListNode?",
}
_CODECS = {name: f"Assay{name.capitalize()}" for name in _SCALARS}
_CODEC_OF = {
    "list": "AssayList({})",
    "map": "AssayMap({})",
    "optional": "AssayOptional({})",
    "tree": "AssayDriver.tree",
    "linked": "AssayDriver.linked",
}
_NODES = {
    "linked": "class ListNode(var `val`: {T}, var next: ListNode? = null)\n",
    "tree": "class TreeNode(var `val`: {T}, var left: TreeNode? = null, var right: TreeNode? = null)\n",
}
_NODE_CODECS = {
    "linked": "    val linked = AssayLinked<{T}, ListNode>({codec}, ::ListNode, { it.`val` }, { it.next })\n",
    "tree": "    val tree = AssayTree<{T}, TreeNode>({codec}, ::TreeNode, { it.`val` }, { it.left }, { it.right })\n",
}


def driver(signature: Signature) -> dict[str, bytes]:
    held = [(name, of) for name in ("linked", "tree") if (of := signature.node(name)) is not None]
    nodes = "".join(_NODES[name].replace("{T}", _full(of)) for name, of in held)
    codecs = "".join(
        _NODE_CODECS[name].replace("{T}", _full(of)).replace("{codec}", _codec(of)) for name, of in held
    )
    body = _calls(signature) if signature.methods else _call(signature)
    main = f"""{nodes}
object AssayDriver {{
{codecs}
    @JvmStatic
    fun main(none: Array<String>) {{
        val reader = AssayJson.stdin()
        val out = StringBuilder()
{body}        AssayJson.answer(out)
        if (System.getProperty("assay.batch") == null) System.exit(0)
    }}
}}
"""
    return {"AssayDriver.kt": main.encode(), "AssayJson.kt": text("AssayJson.kt")}


def starter(signature: Signature) -> str:
    held = [(name, signature.node(name)) for name in ("linked", "tree")]
    nodes = [_NODES[name].replace("{T}", _type(of)) for name, of in held if of is not None]
    head = commented("".join(nodes), "//") + ("\n" if nodes else "")
    if any(part.name == "integer" for part in signature.parts()):
        head = "import java.math.BigInteger\n\n" + head
    if not signature.methods:
        return f"{head}{_function(signature, '')}"
    methods = "".join(f"\n{_function(method, '    ')}" for method in signature.methods)
    made = f"class {_TYPES(signature.name)}({_parameters(signature)}) {{\n    // Your solution.\n"
    return f"{head}{made}{methods}}}\n"


def _call(signature: Signature) -> str:
    assert signature.returns is not None
    given = listed(signature.parameters, lambda each: f"{_codec(each.type)}.read(reader)")
    return f"        {_codec(signature.returns)}.write(out, {_NAMES(signature.name)}({given}))\n"


def _calls(signature: Signature) -> str:
    cases = "".join(_case(method) for method in signature.methods)
    return f"""        val names = AssayList(AssayString).read(reader)
        reader.item(0)
        val made = {_TYPES(signature.name)}({_given(signature.parameters)})
        reader.end({len(signature.parameters)})
        out.append("[null")
        for (i in 1 until names.size) {{
            reader.item(i)
            out.append(',')
            when (names[i]) {{
{cases}                else -> throw IllegalArgumentException("no method " + names[i])
            }}
        }}
        out.append(']')
"""


def _case(method: Method) -> str:
    call = f"made.{_NAMES(method.name)}({_given(method.parameters)})"
    done = f'{call}\n                    out.append("null")'
    if method.returns is not None:
        done = f"{_codec(method.returns)}.write(out, {call})"
    end = f"reader.end({len(method.parameters)})"
    return (
        f'                "{method.name}" -> {{\n                    {done}\n'
        f"                    {end}\n                }}\n"
    )


def _given(parameters: tuple[Parameter, ...]) -> str:
    return ", ".join(f"reader.take({place}, {_codec(each.type)})" for place, each in enumerate(parameters))


def _function(of: Signature | Method, indent: str) -> str:
    returns = f": {_type(of.returns)}" if of.returns is not None else ""
    ask = "return the answer" if of.returns is not None else "change the object"
    body = f'{indent}    // Your solution: {ask}.\n{indent}    TODO("not written yet")\n'
    return f"{indent}fun {_NAMES(of.name)}({_parameters(of)}){returns} {{\n{body}{indent}}}\n"


def _parameters(of: Signature | Method) -> str:
    return listed(of.parameters, lambda each: f"{_NAMES(each.name)}: {_type(each.type)}")


def _codec(of: Type) -> str:
    return composed(of, _CODECS, _CODEC_OF)


def _full(of: Type) -> str:
    return composed(of, _SCALARS, _WRAPPED).replace("??", "?")


def _type(of: Type) -> str:
    return _full(of).replace("java.math.", "")
