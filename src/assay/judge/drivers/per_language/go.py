"""Go."""

from __future__ import annotations

from assay.judge.drivers.form import Names, commented, composed, listed, text, words
from assay.judge.signature import Method, Parameter, Signature, Type, camel, pascal

_RESERVED = words(
    "break case chan const continue default defer else fallthrough for func go goto if import interface map "
    "package range return select struct switch type var main init append cap close complex copy delete imag "
    "len make new panic print println real recover string int bool error nil true false iota any byte rune"
)
_NAMES, _METHODS = Names(camel, _RESERVED), Names(pascal, frozenset())
_TYPES = Names(pascal, words("ListNode TreeNode"))
_SCALARS = {
    "int": "int",
    "long": "int64",
    "integer": "*big.Int",
    "float": "float64",
    "bool": "bool",
    "string": "string",
}
_WRAPPED = {
    "list": "[]{}",
    "map": "map[string]{}",
    "optional": "*{}",
    "tree": "*TreeNode",
    "linked": "*ListNode",
}
_CODECS = {name: f"assay{name.capitalize()}" for name in _SCALARS}
_CODEC_OF = {
    "list": "assayList({})",
    "map": "assayMap({})",
    "optional": "assayOptional({})",
    "tree": "assayTreeNode",
    "linked": "assayListNode",
}
_NODES = {
    "linked": "type ListNode struct {\n\tVal  {T}\n\tNext *ListNode\n}\n",
    "tree": "type TreeNode struct {\n\tVal   {T}\n\tLeft  *TreeNode\n\tRight *TreeNode\n}\n",
}
_NODE_CODECS = {
    "linked": """
var assayListNode = assayLinked({codec},
\tfunc(value {T}, next *ListNode) *ListNode { return &ListNode{value, next} },
\tfunc(node *ListNode) ({T}, *ListNode) { return node.Val, node.Next })
""",
    "tree": """
var assayTreeNode = assayTree({codec},
\tfunc(value {T}) *TreeNode { return &TreeNode{value, nil, nil} },
\tfunc(node *TreeNode) (*{T}, **TreeNode, **TreeNode) { return &node.Val, &node.Left, &node.Right })
""",
}


def driver(signature: Signature) -> dict[str, bytes]:
    nodes = [
        _nodes(name, of) + _NODE_CODECS[name].replace("{T}", _type(of)).replace("{codec}", _codec(of))
        for name in ("linked", "tree")
        if (of := signature.node(name)) is not None
    ]
    big = 'import "math/big"\n\n' if any("*big.Int" in node for node in nodes) else ""
    body = _calls(signature) if signature.methods else _call(signature)
    main = f"package main\n\n{big}{''.join(nodes)}\nfunc main() {{\n\tdefer assayPanicked()\n{body}\tassayAnswer(out)\n}}\n"
    return {"call.go": main.encode(), "assay.go": text("assay.go")}


def starter(signature: Signature) -> str:
    nodes = [_nodes(name, of) for name in ("linked", "tree") if (of := signature.node(name)) is not None]
    own = (each for each in signature.types() for each in each.parts())
    big = 'import "math/big"\n\n' if any(part.name == "integer" for part in own) else ""
    head = f"package main\n\n{big}" + commented("\n".join(nodes), "//") + ("\n" if nodes else "")
    if not signature.methods:
        return f"{head}{_function(signature, _NAMES(signature.name))}"
    made = _TYPES(signature.name)
    constructor = (
        f"type {made} struct {{\n}}\n\nfunc New{made}({_parameters(signature)}) *{made} {{\n"
        f"\t// Your solution.\n\treturn &{made}{{}}\n}}\n"
    )
    methods = (
        f"\n{_function(method, f'(this *{made}) {_METHODS(method.name)}')}" for method in signature.methods
    )
    return head + constructor + "".join(methods)


def _call(signature: Signature) -> str:
    assert signature.returns is not None
    lines = ["in := assayInput()"] if signature.parameters else []
    lines += [f"a{place} := {_codec(each.type)}.read(in)" for place, each in enumerate(signature.parameters)]
    given = ", ".join(f"a{place}" for place in range(len(signature.parameters)))
    lines.append(f"out := {_codec(signature.returns)}.write(nil, {_NAMES(signature.name)}({given}))")
    return "".join(f"\t{line}\n" for line in lines)


def _calls(signature: Signature) -> str:
    given = _given(signature.parameters)
    cases = "".join(_case(method) for method in signature.methods)
    return f"""\tin := assayInput()
\tnames := assayList(assayString).read(in)
\tin.item(0)
\tmade := New{_TYPES(signature.name)}({given})
\tin.end({len(signature.parameters)})
\tout := []byte("[null")
\tfor i := 1; i < len(names); i++ {{
\t\tin.item(i)
\t\tout = append(out, ',')
\t\tswitch names[i] {{
{cases}\t\tdefault:
\t\t\tpanic("no method " + names[i])
\t\t}}
\t}}
\tout = append(out, ']')
"""


def _case(method: Method) -> str:
    call = f"made.{_METHODS(method.name)}({_given(method.parameters)})"
    done = f'{call}\n\t\t\tout = append(out, "null"...)'
    if method.returns is not None:
        done = f"out = {_codec(method.returns)}.write(out, {call})"
    return f'\t\tcase "{method.name}":\n\t\t\t{done}\n\t\t\tin.end({len(method.parameters)})\n'


def _given(parameters: tuple[Parameter, ...]) -> str:
    return ", ".join(f"assayItem(in, {place}, {_codec(each.type)})" for place, each in enumerate(parameters))


def _nodes(name: str, of: Type) -> str:
    return _NODES[name].replace("{T}", _type(of))


def _function(of: Signature | Method, head: str) -> str:
    returns = f" {_type(of.returns)}" if of.returns is not None else ""
    ask = "return the answer" if of.returns is not None else "change the object"
    unwritten = '\tpanic("not written yet")\n'
    return f"func {head}({_parameters(of)}){returns} {{\n\t// Your solution: {ask}.\n{unwritten}}}\n"


def _parameters(of: Signature | Method) -> str:
    return listed(of.parameters, lambda each: f"{_NAMES(each.name)} {_type(each.type)}")


def _type(of: Type) -> str:
    return composed(of, _SCALARS, _WRAPPED)


def _codec(of: Type) -> str:
    return composed(of, _CODECS, _CODEC_OF)
