"""Haskell."""

from __future__ import annotations

from assay.judge.drivers.form import Names, composed, text, words
from assay.judge.signature import Method, Parameter, Signature, Type, camel, pascal

_RESERVED = words(
    "case class data default deriving do else foreign if import in infix infixl infixr instance let module "
    "newtype of then type where forall mdo family role pattern stock anyclass via main "
    "abs acos all and any appendFile asTypeOf asin atan atan2 break ceiling compare concat concatMap const cos "
    "curry cycle decodeFloat div divMod drop dropWhile elem either encodeFloat enumFrom error even exp exponent "
    "fail filter flip floor fmap foldMap foldl foldl1 foldr foldr1 fromEnum fromInteger fromIntegral fst gcd "
    "getChar getContents getLine head id init interact ioError isNaN iterate last lcm length lex lines log "
    "lookup map mapM max maxBound maximum maybe mempty min minBound minimum mod negate not notElem null odd or "
    "otherwise pi pred print product properFraction pure putStr quot quotRem read reads rem repeat replicate "
    "return reverse round scanl scanr seq sequence show showString significand sin span splitAt sqrt subtract "
    "succ sum tail take takeWhile tan toEnum toInteger traverse truncate uncurry undefined unlines until unwords "
    "unzip userError words zip zip3 zipWith this"
)
_NAMES, _TYPES = Names(camel, _RESERVED), Names(pascal, words("Tree Node Empty Map Maybe Int Integer String"))
_SCALARS = {
    "int": "Int",
    "long": "Int",
    "integer": "Integer",
    "float": "Double",
    "bool": "Bool",
    "string": "String",
}
_CODECS = {"int": "J.int", "long": "J.int", "integer": "J.integer", "float": "J.float", "bool": "J.bool"} | {
    "string": "J.text"
}
_CODEC_OF = {
    "list": "(J.array {})",
    "map": "(J.stringMap {})",
    "optional": "(J.optional {})",
    "tree": "(J.tree {})",
    "linked": "(J.linked {})",
}


def driver(signature: Signature) -> dict[str, bytes]:
    body = _calls(signature) if signature.methods else _call(signature)
    main = f"""module Main (main) where

import qualified AssayJson as J
import qualified Data.ByteString.Char8 as B
import qualified Solution as S
import System.IO

main :: IO ()
main = do
  hSetEncoding stdout utf8
  hSetEncoding stderr utf8
  i0 <- B.getContents
{body}"""
    return {"Call.hs": main.encode(), "AssayJson.hs": text("AssayJson.hs"), "Tree.hs": text("Tree.hs")}


def starter(signature: Signature) -> str:
    imports = ""
    if any(part.name == "map" for part in signature.parts()):
        imports += "import Data.Map.Strict (Map)\nimport qualified Data.Map.Strict as Map\n"
    if signature.node("tree") is not None:
        imports += "import Tree (Tree (..)) -- data Tree a = Empty | Node a (Tree a) (Tree a)\n"
    if signature.methods:
        imports = f"import Data.IORef\n{imports}"
    head = f"module Solution where\n\n{imports}" + ("\n" if imports else "")
    if not signature.methods:
        return head + _function(signature, "")
    made = _TYPES(signature.name)
    types = " -> ".join([*(_type(each.type) for each in signature.parameters), f"IO {made}"])
    given = "".join(f" {_NAMES(each.name)}" for each in signature.parameters)
    constructor = f"data {made} = {made}\n\nnew{made} :: {types}\nnew{made}{given} = do\n  -- Your solution.\n  pure {made}\n"
    return head + constructor + "".join(f"\n{_function(method, made)}" for method in signature.methods)


def _call(signature: Signature) -> str:
    assert signature.returns is not None
    count = len(signature.parameters)
    reads = "".join(
        f"  let (a{place}, i{place + 1}) = J.readIn {_codec(each.type)} i{place}\n"
        for place, each in enumerate(signature.parameters)
    )
    given = "".join(f" a{place}" for place in range(count))
    return f"{reads}  J.answer (J.writeOut {_codec(signature.returns)} (S.{_NAMES(signature.name)}{given}))\n"


def _calls(signature: Signature) -> str:
    made = _TYPES(signature.name)
    reads, last = _reads(signature.parameters, "j0", "  let ")
    given = "".join(f" a{place}" for place in range(len(signature.parameters)))
    methods = ",\n".join(_method(method) for method in signature.methods)
    return f"""  let (names, i1) = J.readIn (J.array J.text) i0
  let j0 = bracket '[' i1
{reads}  made <- S.new{made}{given}
  let methods =
        [
{methods}
        ]
  result <- J.call methods names (closed {len(signature.parameters)} {last})
  J.answer result
 where
  bracket mark given = B.drop 1 (B.dropWhile (/= mark) given)
  closed count given = bracket ']' (if count == (0 :: Int) then bracket '[' given else given)
"""


def _method(method: Method) -> str:
    reads, last = _reads(method.parameters, "j0", "              ")
    given = "".join(f" a{place}" for place in range(len(method.parameters)))
    act = f"S.{_NAMES(method.name)} made{given}"
    wrapped = (
        f"J.method {_codec(method.returns)} ({act})" if method.returns is not None else f"J.void ({act})"
    )
    lines = f"let\n{reads}            in " if reads else ""
    return f'          ("{method.name}", \\j0 -> {lines}({wrapped}, closed {len(method.parameters)} {last}))'


def _reads(parameters: tuple[Parameter, ...], first: str, indent: str) -> tuple[str, str]:
    """Lines that read a list of arguments from ``first``, and the name of what remains."""
    lines, last = "", first
    for place, each in enumerate(parameters):
        lines += f"{indent}(a{place}, j{place + 1}) = J.itemised {place} {_codec(each.type)} {last}\n"
        last = f"j{place + 1}"
    return lines, last


def _function(of: Signature | Method, own: str) -> str:
    name = _NAMES(of.name)
    returns = _type(of.returns) if of.returns is not None else "()"
    if own:
        returns = f"IO {returns}" if " " not in returns or returns[0] in "([" else f"IO ({returns})"
    types = " -> ".join([own] * bool(own) + [_type(each.type) for each in of.parameters] + [returns])
    given = "".join([" this"] * bool(own) + [f" {_NAMES(each.name)}" for each in of.parameters])
    ask = "return the answer" if of.returns is not None else "change the object"
    return f'{name} :: {types}\n{name}{given} =\n  -- Your solution: {ask}.\n  error "not written yet"\n'


def _type(of: Type) -> str:
    if of.of is None:
        return _SCALARS[of.name]
    inner = _type(of.of)
    if of.name in ("list", "linked"):
        return f"[{inner}]"
    name = {"map": "Map String", "optional": "Maybe", "tree": "Tree"}[of.name]
    return f"{name} ({inner})" if " " in inner and inner[0] != "[" else f"{name} {inner}"


def _codec(of: Type) -> str:
    return composed(of, _CODECS, _CODEC_OF)
