"""OCaml."""

from __future__ import annotations

from assay.judge.drivers.form import Names, composed, snake, text, words
from assay.judge.signature import Method, Parameter, Signature, Type

_RESERVED = words(
    "and as assert asr begin class constraint do done downto else end exception external false for fun function "
    "functor if in include inherit initializer land lazy let lor lsl lsr lxor match method mod module mutable "
    "new nonrec object of open or private rec sig struct then to true try type val virtual when while with "
    "parser self"
)
_NAMES = Names(snake, _RESERVED)
_SCALARS = {
    "int": "int",
    "long": "int",
    "integer": "string",
    "float": "float",
    "bool": "bool",
    "string": "string",
}
_WRAPPED = {
    "list": "{} array",
    "map": "(string, {}) Hashtbl.t",
    "optional": "{} option",
    "tree": "{} tree",
    "linked": "{} list",
}
_CODECS = {name: f"Assay.{name}" for name in _SCALARS}
_CODEC_OF = {
    "list": "(Assay.array {})",
    "map": "(Assay.map {})",
    "optional": "(Assay.optional {})",
    "tree": "(Assay.tree {})",
    "linked": "(Assay.linked {})",
}


def driver(signature: Signature) -> dict[str, bytes]:
    body = _calls(signature) if signature.methods else _call(signature)
    main = f"let () =\n  Assay.start ();\n{body}  Assay.answer ()\n"
    files = {name: text(name) for name in ("tree.ml", "assay.ml")}
    return {**files, "call.ml": main.encode()}


def starter(signature: Signature) -> str:
    head = ""
    if signature.node("tree") is not None:
        head = "open Tree (* type 'a tree = Empty | Node of 'a * 'a tree * 'a tree *)\n\n"
    if not signature.methods:
        return head + _function("let", signature, "")
    given = "".join(f" {_parameter(each)}" for each in signature.parameters)
    made = f"class {_NAMES(signature.name)}{given} =\n  object\n    (* Your solution. *)\n"
    methods = "".join(f"\n{_function('method', method, '    ')}" for method in signature.methods)
    return f"{head}{made}{methods}  end\n"


def _call(signature: Signature) -> str:
    assert signature.returns is not None
    reads = "".join(
        f"  let a{place} = {_codec(each.type)}.Assay.read () in\n"
        for place, each in enumerate(signature.parameters)
    )
    given = "".join(f" a{place}" for place in range(len(signature.parameters))) or " ()"
    call = f"Solution.{_NAMES(signature.name)}{given}"
    return f"{reads}  {_codec(signature.returns)}.Assay.write ({call});\n"


def _calls(signature: Signature) -> str:
    reads = _reads(signature.parameters, "  ")
    given = "".join(f" a{place}" for place in range(len(signature.parameters)))
    cases = "".join(_case(method) for method in signature.methods)
    return f"""  let names = (Assay.array Assay.string).Assay.read () in
  Assay.need '[';
{reads}  Assay.close {len(signature.parameters)};
  let made = new Solution.{_NAMES(signature.name)}{given} in
  Assay.calls names (function
{cases}    | other -> Assay.fail ("no method " ^ other));
"""


def _case(method: Method) -> str:
    given = "".join(f" a{place}" for place in range(len(method.parameters)))
    call = f"made#{_NAMES(method.name)}{given}"
    done = f'{call}; Buffer.add_string Assay.out "null"'
    if method.returns is not None:
        done = f"{_codec(method.returns)}.Assay.write ({call})"
    reads = _reads(method.parameters, "      ")
    return f'    | "{method.name}" ->\n{reads}      Assay.close {len(method.parameters)};\n      {done}\n'


def _reads(parameters: tuple[Parameter, ...], indent: str) -> str:
    return "".join(
        f"{indent}let a{place} = Assay.item {place} {_codec(each.type)} in\n"
        for place, each in enumerate(parameters)
    )


def _function(word: str, of: Signature | Method, indent: str) -> str:
    given = "".join(f" {_parameter(each)}" for each in of.parameters) or (" ()" if word == "let" else "")
    returns = _type(of.returns) if of.returns is not None else "unit"
    ask = "return the answer" if of.returns is not None else "change the object"
    head = f"{indent}{word} {_NAMES(of.name)}{given} : {returns} =\n"
    return f'{head}{indent}  (* Your solution: {ask}. *)\n{indent}  failwith "not written yet"\n'


def _parameter(parameter: Parameter) -> str:
    return f"({_NAMES(parameter.name)} : {_type(parameter.type)})"


def _type(of: Type) -> str:
    return composed(of, _SCALARS, _WRAPPED)


def _codec(of: Type) -> str:
    return composed(of, _CODECS, _CODEC_OF)
