"""C++."""

from __future__ import annotations

from assay.judge.drivers.form import Names, commented, composed, listed, text, words
from assay.judge.signature import Method, Parameter, Signature, Type, camel, pascal

_RESERVED = words(
    "alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t "
    "class compl concept const consteval constexpr constinit const_cast continue co_await co_return co_yield "
    "decltype default delete do double dynamic_cast else enum explicit export extern false float for friend "
    "goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private "
    "protected public register reinterpret_cast requires return short signed sizeof static static_assert "
    "static_cast struct switch template this thread_local throw true try typedef typeid typename union "
    "unsigned using virtual void volatile wchar_t while xor xor_eq main"
)
_NAMES, _TYPES = Names(camel, _RESERVED), Names(pascal, words("ListNode TreeNode"))
_SCALARS = {
    "int": "int",
    "long": "long long",
    "integer": "std::string",
    "float": "double",
    "bool": "bool",
    "string": "std::string",
}
_WRAPPED = {
    "list": "std::vector<{}>",
    "map": "std::map<std::string, {}>",
    "optional": "std::optional<{}>",
    "tree": "TreeNode*",
    "linked": "ListNode*",
}
_TAGS = {name: f"assay_judge::{name.capitalize()}" for name in _SCALARS}
_TAG_OF = {name: f"assay_judge::{name.capitalize()}<{{}}>" for name in _WRAPPED}
_NODES = {
    "linked": """\
struct ListNode {
    {T} val;
    ListNode* next;
    ListNode() : val(), next(nullptr) {}
    ListNode({T} value, ListNode* after = nullptr) : val(value), next(after) {}
};
""",
    "tree": """\
struct TreeNode {
    {T} val;
    TreeNode* left;
    TreeNode* right;
    TreeNode() : val(), left(nullptr), right(nullptr) {}
    TreeNode({T} value, TreeNode* l = nullptr, TreeNode* r = nullptr) : val(value), left(l), right(r) {}
};
""",
}


def driver(signature: Signature) -> dict[str, bytes]:
    """The candidate's source comes by #include, so that its lines keep their numbers."""
    body = _calls(signature) if signature.methods else _call(signature)
    head = f'#include "assay_driver.hpp"\n{_nodes(signature)}#include "solution.cpp"\n'
    # A compiler's complaint about the call then says what was called.
    main = f'{head}#line 1 "call of {_name(signature)}"\n{body}'
    return {"driver.cpp": main.encode(), "assay_driver.hpp": text("assay_driver.hpp")}


def starter(signature: Signature) -> str:
    nodes = commented(_nodes(signature), "//")
    head = nodes + "\n" if nodes else ""
    if not signature.methods:
        return f"{head}{_function(signature, '')}"
    made = f"    {_TYPES(signature.name)}({_parameters(signature)}) {{\n        // Your solution.\n    }}\n"
    methods = "".join(f"\n{_function(method, '    ')}" for method in signature.methods)
    return f"{head}class {_TYPES(signature.name)} {{\n   public:\n{made}{methods}}};\n"


def _name(signature: Signature) -> str:
    return _TYPES(signature.name) if signature.methods else _NAMES(signature.name)


def _nodes(signature: Signature) -> str:
    held = [(name, signature.node(name)) for name in ("linked", "tree")]
    return "\n".join(_NODES[name].replace("{T}", _type(of)) for name, of in held if of is not None)


def _call(signature: Signature) -> str:
    assert signature.returns is not None
    tags = ", ".join(map(_tag, [signature.returns, *(each.type for each in signature.parameters)]))
    return f"signed main() {{ return assay_judge::Function<{tags}>::run({_NAMES(signature.name)}); }}\n"


def _calls(signature: Signature) -> str:
    made = _TYPES(signature.name)
    read = "".join(
        f"  {_type(each.type)} a{place}{{}};\n  in.item({place});\n  assay_judge::As<{_tag(each.type)}>::read(in, a{place});\n"
        for place, each in enumerate(signature.parameters)
    )
    given = ", ".join(f"std::move(a{place})" for place in range(len(signature.parameters)))
    cases = "".join(_case(made, method) for method in signature.methods)
    return f"""signed main() {{
  const std::string all = assay_judge::input();
  assay_judge::Reader in{{all.data(), all.data() + all.size()}};
  std::vector<std::string> names;
  assay_judge::As<assay_judge::List<assay_judge::String>>::read(in, names);
  std::string out = "[null";
  in.item(0);
{read}  in.finish({len(signature.parameters)});
  auto *made = new {made}({given});
  for (std::size_t i = 1; i < names.size(); ++i) {{
    const std::string &name = names[i];
    in.item(i);
    out += ',';
{cases}    assay_judge::fail("no method " + name);
  }}
  out += ']';
  return assay_judge::answer(out);
}}
"""


def _case(made: str, method: Method) -> str:
    returns = _tag(method.returns) if method.returns is not None else "void"
    tags = ", ".join([returns, *(_tag(each.type) for each in method.parameters)])
    call = f"assay_judge::Method<{tags}>::call(in, out, *made, &{made}::{_NAMES(method.name)});"
    return f'    if (name == "{method.name}") {{\n      {call}\n      continue;\n    }}\n'


def _function(of: Signature | Method, indent: str) -> str:
    returns = _type(of.returns) if of.returns is not None else "void"
    ask = "return the answer" if of.returns is not None else "change the object"
    end = f"{indent}    return {{}};\n" if of.returns is not None else ""
    head = f"{indent}{returns} {_NAMES(of.name)}({_parameters(of)}) {{\n"
    return f"{head}{indent}    // Your solution: {ask}.\n{end}{indent}}}\n"


def _parameters(of: Signature | Method) -> str:
    def form(parameter: Parameter) -> str:
        return f"{_type(parameter.type)} {_NAMES(parameter.name)}"

    return listed(of.parameters, form)


def _type(of: Type) -> str:
    return composed(of, _SCALARS, _WRAPPED)


def _tag(of: Type) -> str:
    return composed(of, _TAGS, _TAG_OF)
