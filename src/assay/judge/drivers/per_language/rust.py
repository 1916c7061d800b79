"""Rust."""

from __future__ import annotations

from assay.judge.drivers.form import Names, commented, composed, listed, snake, text, words
from assay.judge.signature import Method, Parameter, Signature, Type, pascal

_RESERVED = words(
    "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match "
    "mod move mut pub ref return self static struct super trait true type unsafe use where while abstract "
    "become box do final macro override priv try typeof unsized virtual yield main drop new"
)
_NAMES = Names(snake, _RESERVED)
_TYPES = Names(pascal, words("ListNode TreeNode Option Vec String Box HashMap Result Rc RefCell"))
_SCALARS = {
    "int": "i32",
    "long": "i64",
    "integer": "String",
    "float": "f64",
    "bool": "bool",
    "string": "String",
}
_WRAPPED = {
    "list": "Vec<{}>",
    "map": "HashMap<String, {}>",
    "optional": "Option<{}>",
    "tree": "Option<Rc<RefCell<TreeNode>>>",
    "linked": "Option<Box<ListNode>>",
}
_PATHS = (
    ("HashMap", "std::collections::HashMap"),
    ("Rc", "std::rc::Rc"),
    ("RefCell", "std::cell::RefCell"),
)
_CODECS = {name: f"assay::{name.capitalize()}" for name in _SCALARS} | {"string": "assay::Text"}
_NODES = {
    "linked": """\
#[derive(PartialEq, Clone, Debug)]
pub struct ListNode {
    pub val: {T},
    pub next: Option<Box<ListNode>>,
}

impl ListNode {
    pub fn new(val: {T}) -> Self {
        ListNode { val, next: None }
    }
}
""",
    "tree": """\
#[derive(PartialEq, Clone, Debug)]
pub struct TreeNode {
    pub val: {T},
    pub left: Option<Rc<RefCell<TreeNode>>>,
    pub right: Option<Rc<RefCell<TreeNode>>>,
}

impl TreeNode {
    pub fn new(val: {T}) -> Self {
        TreeNode { val, left: None, right: None }
    }
}
""",
}
_NODE_CODECS = {
    "linked": """
impl assay::LinkedNode<{T}> for ListNode {
    fn make(val: {T}, next: Option<Box<ListNode>>) -> Self {
        ListNode { val, next }
    }
    fn parts(&self) -> (&{T}, &Option<Box<ListNode>>) {
        (&self.val, &self.next)
    }
}
""",
    "tree": """
impl assay::BinaryNode<{T}> for TreeNode {
    fn make(val: {T}) -> Self {
        TreeNode::new(val)
    }
    fn parts(&mut self) -> (&{T}, &mut Option<Rc<RefCell<TreeNode>>>, &mut Option<Rc<RefCell<TreeNode>>>) {
        (&self.val, &mut self.left, &mut self.right)
    }
}
""",
}


def driver(signature: Signature) -> dict[str, bytes]:
    """The candidate's source is included, so that its items need not be public."""
    nodes = [
        (_NODES[name] + _NODE_CODECS[name]).replace("{T}", _type(of))
        for name in ("linked", "tree")
        if (of := signature.node(name)) is not None
    ]
    body = _calls(signature) if signature.methods else _call(signature)
    main = f"""#![allow(dead_code, unused, non_snake_case)]
mod assay;
{_pathed("".join(nodes))}
include!("solution.rs");

fn main() {{
    let mut input = assay::Reader::stdin();
    let mut out: std::vec::Vec<u8> = std::vec::Vec::new();
{body}    assay::answer(&out);
}}
"""
    return {"call.rs": main.encode(), "assay.rs": text("assay.rs")}


def starter(signature: Signature) -> str:
    held = [(name, signature.node(name)) for name in ("linked", "tree")]
    nodes = [_NODES[name].replace("{T}", _type(of)) for name, of in held if of is not None]
    used = " ".join(_type(each) for each in signature.types())
    uses = "".join(f"use {path};\n" for name, path in _PATHS if f"{name}<" in used.replace("RefCell<", "Cell<")
                   or (name == "RefCell" and "RefCell<" in used))  # fmt: skip
    head = commented("\n".join(nodes), "//") + ("\n" if nodes else "") + uses + ("\n" if uses else "")
    if not signature.methods:
        return f"{head}{_function(signature, _parameters(signature), '')}"
    made = _TYPES(signature.name)
    constructor = f"    fn new({_parameters(signature)}) -> Self {{\n        // Your solution.\n        {made} {{}}\n    }}\n"
    methods = "".join(
        f"\n{_function(method, ', '.join(filter(None, ['&mut self', _parameters(method)])), '    ')}"
        for method in signature.methods
    )
    return f"{head}struct {made} {{}}\n\nimpl {made} {{\n{constructor}{methods}}}\n"


def _call(signature: Signature) -> str:
    assert signature.returns is not None
    codecs = [f"<{_codec(each.type)} as assay::Codec>::read(&mut input)" for each in signature.parameters]
    call = f"{_NAMES(signature.name)}({', '.join(codecs)})"
    return f"    let result = {call};\n    <{_codec(signature.returns)} as assay::Codec>::write(&mut out, &result);\n"


def _calls(signature: Signature) -> str:
    cases = "".join(_case(method) for method in signature.methods)
    return f"""    let names = <assay::List<assay::Text> as assay::Codec>::read(&mut input);
    input.item(0);
    let mut made = {_TYPES(signature.name)}::new({_given(signature.parameters)});
    input.end({len(signature.parameters)});
    out.extend_from_slice(b"[null");
    for i in 1..names.len() {{
        input.item(i);
        out.push(b',');
        match names[i].as_str() {{
{cases}            other => assay::no_method(other),
        }}
    }}
    out.push(b']');
"""


def _case(method: Method) -> str:
    call = f"made.{_NAMES(method.name)}({_given(method.parameters)})"
    done = f'{call};\n                out.extend_from_slice(b"null");'
    if method.returns is not None:
        done = (
            f"let result = {call};\n"
            f"                <{_codec(method.returns)} as assay::Codec>::write(&mut out, &result);"
        )
    end = f"input.end({len(method.parameters)});"
    return (
        f'            "{method.name}" => {{\n                {done}\n                {end}\n            }}\n'
    )


def _given(parameters: tuple[Parameter, ...]) -> str:
    return ", ".join(f"input.take::<{_codec(each.type)}>({place})" for place, each in enumerate(parameters))


def _function(of: Signature | Method, given: str, indent: str) -> str:
    returns = f" -> {_type(of.returns)}" if of.returns is not None else ""
    ask = "return the answer" if of.returns is not None else "change the object"
    body = f'{indent}    // Your solution: {ask}.\n{indent}    todo!("not written yet")\n'
    return f"{indent}fn {_NAMES(of.name)}({given}){returns} {{\n{body}{indent}}}\n"


def _parameters(of: Signature | Method) -> str:
    return listed(of.parameters, lambda each: f"{_NAMES(each.name)}: {_type(each.type)}")


def _type(of: Type) -> str:
    return composed(of, _SCALARS, _WRAPPED)


def _pathed(source: str) -> str:
    """With whole paths: what the candidate imports is the candidate's affair."""
    for name, path in _PATHS:
        source = source.replace(f" {name}<", f" {path}<").replace(f"<{name}<", f"<{path}<")
    return source


def _codec(of: Type) -> str:
    if of.name in ("tree", "linked"):
        node = "TreeNode" if of.name == "tree" else "ListNode"
        return f"assay::{of.name.capitalize()}<{_codec(of.inner)}, {node}>"
    if of.of is None:
        return _CODECS[of.name]
    return f"assay::{of.name.capitalize()}<{_codec(of.of)}>"
