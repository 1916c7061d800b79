"""PHP."""

from __future__ import annotations

from assay.judge.drivers.form import Names, commented, composed, description, listed, text, words
from assay.judge.signature import Method, Signature, Type, camel, pascal

_FUNCTIONS = words(
    "abstract and array as break callable case catch class clone const continue declare default die do echo "
    "else elseif empty enddeclare endfor endforeach endif endswitch endwhile enum eval exit extends final "
    "finally fn for foreach function global goto if implements include instanceof insteadof interface isset "
    "list match namespace new or print private protected public readonly require return static switch throw "
    "trait try unset use var while xor yield count max min sum sort reverse end next reset current key each "
    "range explode implode trim floor ceil round abs pow log time date rand"
)
_NAMES, _METHODS = Names(camel, _FUNCTIONS), Names(camel, words("class"))
_PARAMETERS = Names(camel, words("this"))
_TYPES = Names(pascal, words("ListNode TreeNode List Array String Object Iterator Countable Stack Queue"))
_SCALARS = {
    "int": "int",
    "long": "int",
    "integer": "string",
    "float": "float",
    "bool": "bool",
    "string": "string",
}
_DOCUMENTED = {
    "list": "list<{}>",
    "map": "array<string, {}>",
    "optional": "{}|null",
    "tree": "TreeNode|null",
    "linked": "ListNode|null",
}
_WRAPPED = {"list": "array", "map": "array", "optional": "?{}", "tree": "?TreeNode", "linked": "?ListNode"}
_NODES = {
    "linked": """\
class ListNode
{
    public $val;
    public $next;

    public function __construct($val = 0, $next = null) { ... }
}
""",
    "tree": """\
class TreeNode
{
    public $val;
    public $left;
    public $right;

    public function __construct($val = 0, $left = null, $right = null) { ... }
}
""",
}


def driver(signature: Signature) -> dict[str, bytes]:
    names = _METHODS if signature.methods else _NAMES
    return {"driver.php": text("driver.php"), "signature.json": description(signature, names, _TYPES)}


def starter(signature: Signature) -> str:
    nodes = [_NODES[name] for name in ("linked", "tree") if signature.node(name)]
    head = "<?php\n\n" + commented("\n".join(nodes), "//") + ("\n" if nodes else "")
    if not signature.methods:
        return f"{head}{_function(signature, f'function {_NAMES(signature.name)}', '')}"
    made = _function(signature, "public function __construct", "    ")
    methods = "".join(
        f"\n{_function(method, f'public function {_METHODS(method.name)}', '    ')}"
        for method in signature.methods
    )
    return f"{head}class {_TYPES(signature.name)}\n{{\n{made}{methods}}}\n"


def _function(of: Signature | Method, head: str, indent: str) -> str:
    documented = [
        f" * @param {composed(each.type, _SCALARS, _DOCUMENTED)} ${_PARAMETERS(each.name)}"
        for each in of.parameters
    ]
    documented += (
        [f" * @return {composed(of.returns, _SCALARS, _DOCUMENTED)}"] if of.returns is not None else []
    )
    given = listed(of.parameters, lambda each: f"{_type(each.type)} ${_PARAMETERS(each.name)}")
    constructor = isinstance(of, Signature) and of.returns is None
    returns = "" if constructor else f": {_type(of.returns)}" if of.returns is not None else ": void"
    ask = "// Your solution: return the answer." if of.returns is not None else "// Your solution."
    lines = ["/**", *documented, " */"] if documented else []
    lines += [f"{head}({given}){returns}", "{", f"    {ask}", "}"]
    return "".join(f"{indent}{line}\n" for line in lines)


def _type(of: Type) -> str:
    return composed(of, _SCALARS, _WRAPPED).replace("??", "?")
