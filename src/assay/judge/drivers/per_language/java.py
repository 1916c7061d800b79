"""Java."""

from __future__ import annotations

from assay.judge.drivers.form import Names, commented, composed, listed, text, words
from assay.judge.signature import Method, Parameter, Signature, Type, camel, pascal

_RESERVED = words(
    "abstract assert boolean break byte case catch char class const continue default do double else enum "
    "extends final finally float for goto if implements import instanceof int interface long native new "
    "package private protected public return short static strictfp super switch synchronized this throw "
    "throws transient try void volatile while true false null record var yield "
    "wait notify notifyAll getClass hashCode toString"
)
_NAMES, _TYPES = (
    Names(camel, _RESERVED),
    Names(pascal, words("Object String Integer List Map ListNode TreeNode")),
)
_SCALARS = {
    "int": "int",
    "long": "long",
    "integer": "java.math.BigInteger",
    "float": "double",
    "bool": "boolean",
    "string": "String",
}
_BOXED = _SCALARS | {"int": "Integer", "long": "Long", "float": "Double", "bool": "Boolean"}
_WRAPPED = {
    "list": "java.util.List<{}>",
    "map": "java.util.Map<String, {}>",
    "optional": "{}",
    "tree": "TreeNode",
    "linked": "ListNode",
}
_CODECS = {name: f"AssayJson.{name.upper()}" for name in _SCALARS}
_CODEC_OF = {
    "list": "AssayJson.list({})",
    "map": "AssayJson.map({})",
    "optional": "AssayJson.optional({})",
    "tree": "TREE",
    "linked": "LINKED",
}
_NODES = {
    "linked": """\
class ListNode {
    {T} val;
    ListNode next;

    ListNode() {}

    ListNode({T} val) {
        this.val = val;
    }

    ListNode({T} val, ListNode next) {
        this.val = val;
        this.next = next;
    }
}
""",
    "tree": """\
class TreeNode {
    {T} val;
    TreeNode left;
    TreeNode right;

    TreeNode() {}

    TreeNode({T} val) {
        this.val = val;
    }

    TreeNode({T} val, TreeNode left, TreeNode right) {
        this.val = val;
        this.left = left;
        this.right = right;
    }
}
""",
}
_NODE_CODECS = {
    "linked": """\
    static final AssayJson.Codec LINKED = AssayJson.linked({codec}, (value, next) ->
        new ListNode(({type}) value, (ListNode) next),
        node -> ((ListNode) node).val, node -> ((ListNode) node).next);
""",
    "tree": """\
    static final AssayJson.Codec TREE = AssayJson.tree({codec}, (value, left, right) ->
        new TreeNode(({type}) value, (TreeNode) left, (TreeNode) right),
        node -> ((TreeNode) node).val, node -> ((TreeNode) node).left, node -> ((TreeNode) node).right);
""",
}


def driver(signature: Signature) -> dict[str, bytes]:
    nodes = _node_codecs(signature)
    body = _calls(signature) if signature.methods else _call(signature)
    main = f"""final class AssayDriver {{
{nodes}
    @SuppressWarnings("unchecked")
    public static void main(String[] none) throws Throwable {{
        AssayJson in = new AssayJson(AssayJson.input());
        StringBuilder out = new StringBuilder();
{body}
        AssayJson.answer(out);
        if (System.getProperty("assay.batch") == null) {{
            System.exit(0);
        }}
    }}
}}
"""
    files = {"AssayDriver.java": main.encode(), "AssayJson.java": text("AssayJson.java")}
    for name, file in (("linked", "ListNode.java"), ("tree", "TreeNode.java")):
        if (of := signature.node(name)) is not None:
            files[file] = _NODES[name].replace("{T}", _full(of)).encode()
    return files


def starter(signature: Signature) -> str:
    held = [(name, signature.node(name)) for name in ("linked", "tree")]
    nodes = [_NODES[name].replace("{T}", _type(of)) for name, of in held if of is not None]
    head = commented("\n".join(nodes), "//") + ("\n" if nodes else "")
    if not signature.methods:
        return f"{head}class Solution {{\n{_method(signature, 'static ')}}}\n"
    made = f"    {_TYPES(signature.name)}({_parameters(signature)}) {{\n        // Your solution.\n    }}\n"
    methods = "".join(f"\n{_method(method, '')}" for method in signature.methods)
    return f"{head}class {_TYPES(signature.name)} {{\n{made}{methods}}}\n"


def _call(signature: Signature) -> str:
    returns = signature.returns
    assert returns is not None
    given = listed(signature.parameters, lambda each: f"({_boxed(each.type)}) {_codec(each.type)}.read(in)")
    return f"        {_codec(returns)}.write(out, Solution.{_NAMES(signature.name)}({given}));"


def _calls(signature: Signature) -> str:
    made = _TYPES(signature.name)
    cases = "".join(_case(method) for method in signature.methods)
    return f"""        java.util.List<?> names = (java.util.List<?>) AssayJson.list(AssayJson.STRING).read(in);
        in.item(0);
        {made} made = new {made}({_given(signature.parameters)});
        in.end({len(signature.parameters)});
        out.append("[null");
        for (int i = 1; i < names.size(); i++) {{
            in.item(i);
            out.append(',');
            switch ((String) names.get(i)) {{
{cases}                default:
                    throw new IllegalArgumentException("no method " + names.get(i));
            }}
        }}
        out.append(']');"""


def _case(method: Method) -> str:
    call = f"made.{_NAMES(method.name)}({_given(method.parameters)})"
    if method.returns is not None:
        done = f"{_codec(method.returns)}.write(out, {call});"
    else:
        done = f'{call};\n                    out.append("null");'
    return f"""                case "{method.name}":
                    {done}
                    in.end({len(method.parameters)});
                    break;
"""


def _given(parameters: tuple[Parameter, ...]) -> str:
    return ", ".join(
        f"({_boxed(each.type)}) in.item({index}, {_codec(each.type)})"
        for index, each in enumerate(parameters)
    )


def _node_codecs(signature: Signature) -> str:
    made = []
    for name in ("linked", "tree"):
        if (of := signature.node(name)) is not None:
            made.append(_NODE_CODECS[name].replace("{codec}", _codec(of)).replace("{type}", _boxed(of)))
    return "".join(made)


def _method(of: Signature | Method, modifier: str) -> str:
    returns = _type(of.returns) if of.returns is not None else "void"
    ask = "return the answer" if of.returns is not None else "change the object"
    body = '        throw new UnsupportedOperationException("not written yet");\n'
    head = f"    {modifier}{returns} {_NAMES(of.name)}({_parameters(of)}) {{\n"
    return f"{head}        // Your solution: {ask}.\n{body}    }}\n"


def _parameters(of: Signature | Method) -> str:
    return listed(of.parameters, lambda each: f"{_type(each.type)} {_NAMES(each.name)}")


def _codec(of: Type) -> str:
    return composed(of, _CODECS, _CODEC_OF)


def _boxed(of: Type) -> str:
    return composed(of, _BOXED, _WRAPPED)


def _full(of: Type) -> str:
    return _boxed(of) if of.of is not None else _SCALARS[of.name]


def _type(of: Type) -> str:
    """As the candidate may write it: the source begins with the imports."""
    return _full(of).replace("java.util.", "").replace("java.math.", "")
