"""C#."""

from __future__ import annotations

from assay.judge.drivers.form import Names, commented, listed, text, words
from assay.judge.signature import Method, Parameter, Signature, Type, camel, pascal

_RESERVED = words(
    "abstract as base bool break byte case catch char checked class const continue decimal default delegate "
    "do double else enum event explicit extern false finally fixed float for foreach goto if implicit in int "
    "interface internal is lock long namespace new null object operator out override params private protected "
    "public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw "
    "true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while var yield async await"
)
_NAMES, _METHODS = Names(camel, _RESERVED), Names(pascal, words("Equals GetHashCode GetType ToString"))
_TYPES = Names(pascal, words("ListNode TreeNode Object String List Dictionary Queue Stack Random Action"))
_SCALARS = {
    "int": "int",
    "long": "long",
    "integer": "BigInteger",
    "float": "double",
    "bool": "bool",
    "string": "string",
}
_VALUES = frozenset(_SCALARS) - {"string"}
_NODES = {
    "linked": """\
public class ListNode
{
    public {T} val;
    public ListNode next;

    public ListNode({T} val = default({T}), ListNode next = null)
    {
        this.val = val;
        this.next = next;
    }
}
""",
    "tree": """\
public class TreeNode
{
    public {T} val;
    public TreeNode left;
    public TreeNode right;

    public TreeNode({T} val = default({T}), TreeNode left = null, TreeNode right = null)
    {
        this.val = val;
        this.left = left;
        this.right = right;
    }
}
""",
}
_NODE_CODECS = {
    "linked": """\
    static readonly OfLinked<{T}, ListNode> linked = new OfLinked<{T}, ListNode>({codec},
        (value, next) => new ListNode(value, next), node => node.val, node => node.next);
""",
    "tree": """\
    static readonly OfTree<{T}, TreeNode> tree = new OfTree<{T}, TreeNode>({codec},
        value => new TreeNode(value), node => node.val, node => node.left, node => node.right,
        (node, child, onLeft) => {
            if (onLeft) node.left = child;
            else node.right = child;
        });
""",
}


def driver(signature: Signature) -> dict[str, bytes]:
    held = [(name, of) for name in ("linked", "tree") if (of := signature.node(name)) is not None]
    nodes = "".join(_NODES[name].replace("{T}", _type(of)) for name, of in held)
    codecs = "".join(
        _NODE_CODECS[name].replace("{T}", _type(of)).replace("{codec}", _codec(of)) for name, of in held
    )
    body = _calls(signature) if signature.methods else _call(signature)
    main = f"""using System;
using System.Collections.Generic;
using System.Numerics;
using System.Text;
using AssayJudge;

{nodes}
static class AssayDriver
{{
{codecs}
    static void Main()
    {{
        try
        {{
            Run();
        }}
        catch (Exception problem)
        {{
            Environment.Exit(Answer.Failed(problem));
        }}
        Environment.Exit(0);
    }}

    static void Run()
    {{
        var reader = Reader.Stdin();
        var output = new StringBuilder();
{body}        Answer.Write(output);
    }}
}}
"""
    return {"AssayDriver.cs": main.encode(), "AssayJson.cs": text("AssayJson.cs")}


def starter(signature: Signature) -> str:
    nodes = [
        _NODES[name].replace("{T}", _type(of)) for name in ("linked", "tree") if (of := signature.node(name))
    ]
    head = commented("\n".join(nodes), "//") + ("\n" if nodes else "")
    if not signature.methods:
        return f"{head}public class Solution\n{{\n{_method(signature, 'public static ')}}}\n"
    made = f"    public {_TYPES(signature.name)}({_parameters(signature)})\n    {{\n        // Your solution.\n    }}\n"
    methods = "".join(f"\n{_method(method, 'public ')}" for method in signature.methods)
    return f"{head}public class {_TYPES(signature.name)}\n{{\n{made}{methods}}}\n"


def _call(signature: Signature) -> str:
    assert signature.returns is not None
    given = listed(signature.parameters, lambda each: f"{_codec(each.type)}.Read(reader)")
    return (
        f"        {_codec(signature.returns)}.Write(output, Solution.{_METHODS(signature.name)}({given}));\n"
    )


def _calls(signature: Signature) -> str:
    cases = "".join(_case(method) for method in signature.methods)
    return f"""        var names = new OfList<string>(new OfString()).Read(reader);
        reader.Item(0);
        var made = new {_TYPES(signature.name)}({_given(signature.parameters)});
        reader.End({len(signature.parameters)});
        output.Append("[null");
        for (int i = 1; i < names.Count; i++)
        {{
            reader.Item(i);
            output.Append(',');
            switch (names[i])
            {{
{cases}                default:
                    throw new MissingMethodException(names[i]);
            }}
        }}
        output.Append(']');
"""


def _case(method: Method) -> str:
    call = f"made.{_METHODS(method.name)}({_given(method.parameters)})"
    done = f'{call};\n                    output.Append("null");'
    if method.returns is not None:
        done = f"{_codec(method.returns)}.Write(output, {call});"
    end = f"reader.End({len(method.parameters)});"
    return (
        f'                case "{method.name}":\n                    {done}\n'
        f"                    {end}\n                    break;\n"
    )


def _given(parameters: tuple[Parameter, ...]) -> str:
    return ", ".join(f"reader.Take({place}, {_codec(each.type)})" for place, each in enumerate(parameters))


def _method(of: Signature | Method, modifier: str) -> str:
    returns = _type(of.returns) if of.returns is not None else "void"
    ask = "return the answer" if of.returns is not None else "change the object"
    body = (
        f'        // Your solution: {ask}.\n        throw new NotImplementedException("not written yet");\n'
    )
    head = f"    {modifier}{returns} {_METHODS(of.name)}({_parameters(of)})\n"
    return f"{head}    {{\n{body}    }}\n"


def _parameters(of: Signature | Method) -> str:
    return listed(of.parameters, lambda each: f"{_type(each.type)} {_NAMES(each.name)}")


def _type(of: Type) -> str:
    if of.name == "optional":  # what is no value type may be null as it is
        return _type(of.inner) + ("?" if of.inner.name in _VALUES else "")
    wrapped = {"list": "List<{}>", "map": "Dictionary<string, {}>", "tree": "TreeNode", "linked": "ListNode"}
    return _SCALARS[of.name] if of.of is None else wrapped[of.name].replace("{}", _type(of.of))


def _codec(of: Type) -> str:
    if of.of is None:
        return f"new Of{of.name.capitalize()}()"
    if of.name in ("tree", "linked"):
        return of.name
    name = (
        "OfOptionalValue"
        if of.name == "optional" and of.inner.name in _VALUES
        else f"Of{of.name.capitalize()}"
    )
    return f"new {name}<{_type(of.of)}>({_codec(of.of)})"
