"""JavaScript and TypeScript."""

from __future__ import annotations

from assay.judge.drivers.form import Names, commented, description, listed, text, words
from assay.judge.signature import Method, Parameter, Signature, Type, camel, pascal

_RESERVED = words(
    "await break case catch class const continue debugger default delete do else enum export extends false "
    "finally for function if implements import in instanceof interface let new null package private "
    "protected public return static super switch this throw true try typeof var void while with yield "
    "arguments eval undefined"
)
_NAMES, _TYPES = Names(camel, _RESERVED), Names(pascal, _RESERVED)
_METHODS = Names(camel, words("constructor"))
_SCALARS = {
    "int": "number",
    "long": "number",
    "integer": "bigint",
    "float": "number",
    "bool": "boolean",
    "string": "string",
}
_NODES = {
    "linked": """\
class ListNode {
  constructor(val, next = null) {
    this.val = val;
    this.next = next;
  }
}
""",
    "tree": """\
class TreeNode {
  constructor(val, left = null, right = null) {
    this.val = val;
    this.left = left;
    this.right = right;
  }
}
""",
}
_TYPED_NODES = {
    "linked": """\
class ListNode {
  val: {T};
  next: ListNode | null;
  constructor(val: {T}, next: ListNode | null = null) { ... }
}
""",
    "tree": """\
class TreeNode {
  val: {T};
  left: TreeNode | null;
  right: TreeNode | null;
  constructor(val: {T}, left: TreeNode | null = null, right: TreeNode | null = null) { ... }
}
""",
}


def driver(signature: Signature, file: str = "solution.js") -> dict[str, bytes]:
    return {
        "driver.js": text("driver.js"),
        "core.js": text("core.js"),
        "signature.json": description(
            signature, _METHODS if signature.methods else _NAMES, _TYPES, file=file
        ),
    }


def typed_driver(signature: Signature) -> dict[str, bytes]:
    return driver(signature, "solution.ts")


def starter(signature: Signature) -> str:
    nodes = [_NODES[name] for name in ("linked", "tree") if signature.node(name)]
    head = commented("\n".join(nodes), "//") + ("\n" if nodes else "")
    if not signature.methods:
        return f"{head}{_documented(signature, '')}function {_NAMES(signature.name)}{_body(signature, '')}"
    made = (
        f"{_documented(signature, '  ')}  constructor({_plain(signature)}) {{\n    // Your solution.\n  }}\n"
    )
    methods = "".join(
        f"\n{_documented(method, '  ')}  {_METHODS(method.name)}{_body(method, '  ')}"
        for method in signature.methods
    )
    return f"{head}class {_TYPES(signature.name)} {{\n{made}{methods}}}\n"


def typed_starter(signature: Signature) -> str:
    held = [(name, signature.node(name)) for name in ("linked", "tree")]
    nodes = [_TYPED_NODES[name].replace("{T}", _type(of)) for name, of in held if of is not None]
    head = commented("\n".join(nodes), "//") + ("\n" if nodes else "")
    if not signature.methods:
        return f"{head}function {_NAMES(signature.name)}{_typed_body(signature, '')}"
    made = f"  constructor({_typed(signature)}) {{\n    // Your solution.\n  }}\n"
    methods = "".join(
        f"\n  {_METHODS(method.name)}{_typed_body(method, '  ')}" for method in signature.methods
    )
    return f"{head}class {_TYPES(signature.name)} {{\n{made}{methods}}}\n"


def _documented(of: Signature | Method, indent: str) -> str:
    lines = [f" * @param {{{_type(each.type)}}} {_NAMES(each.name)}" for each in of.parameters]
    lines += [f" * @returns {{{_type(of.returns)}}}"] if of.returns is not None else []
    return "".join(f"{indent}{line}\n" for line in ["/**", *lines, " */"]) if lines else ""


def _body(of: Signature | Method, indent: str) -> str:
    ask = "return the answer" if of.returns is not None else "change the object"
    return f"({_plain(of)}) {{\n{indent}  // Your solution: {ask}.\n{indent}}}\n"


def _typed_body(of: Signature | Method, indent: str) -> str:
    returns = _type(of.returns) if of.returns is not None else "void"
    ask = "return the answer" if of.returns is not None else "change the object"
    unwritten = f'{indent}  throw new Error("not written yet");\n'
    return f"({_typed(of)}): {returns} {{\n{indent}  // Your solution: {ask}.\n{unwritten}{indent}}}\n"


def _plain(of: Signature | Method) -> str:
    return listed(of.parameters, lambda parameter: _NAMES(parameter.name))


def _typed(of: Signature | Method) -> str:
    def form(parameter: Parameter) -> str:
        return f"{_NAMES(parameter.name)}: {_type(parameter.type)}"

    return listed(of.parameters, form)


def _type(of: Type) -> str:
    if of.name == "list":
        inner = _type(of.inner)
        return f"({inner})[]" if " " in inner else f"{inner}[]"
    wrapped = {
        "map": "Record<string, {}>",
        "optional": "{} | null",
        "tree": "TreeNode | null",
        "linked": "ListNode | null",
    }
    return _SCALARS[of.name] if of.of is None else wrapped[of.name].replace("{}", _type(of.of))
