"""Runs in CPython in WebAssembly: a generator of inputs, one size after the other (see ``machine``).

argv: how arguments are written ("lines" of JSON, or "marshal"); of a function that no package describes also its
name and the least and the most arguments that it takes.
"""

import inspect
import json
import marshal
import os
import sys
from collections import Counter, OrderedDict, defaultdict, deque

FOLDER = "/w"
_FORM, *_CALL = sys.argv[1:]


def say(what):
    try:
        os.unlink(f"{FOLDER}/{what}")
    except OSError:
        return False
    return True


def unfit(words):
    return SystemExit(f"unfit: {words}")


def arguments(made):
    """The list of arguments. Something else, also a list of another length, is the only one."""
    if not _CALL:
        return made
    name, least, most = _CALL[0], int(_CALL[1]), int(_CALL[2])
    if isinstance(made, (list, tuple)) and least <= len(made) <= most:
        return list(made)
    if made is None:
        raise unfit("generate returned None: it has to return the arguments")
    if least <= 1 <= most and not isinstance(made, tuple):
        return [made]
    count = f"{least}" if least == most else f"{least} to {most}"
    what = (
        f"{len(made)} arguments"
        if isinstance(made, (list, tuple))
        else f"one argument ({type(made).__name__})"
    )
    raise unfit(f"generate returned {what}, and {name} takes {count}: return them as a list or tuple")


def plain(value):
    """Of the types that both languages have."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (dict, Counter, OrderedDict, defaultdict)):
        return {key if _FORM == "marshal" else key_text(key): plain(inner) for key, inner in value.items()}
    if _FORM == "marshal" and isinstance(value, (tuple, set, frozenset, bytes, bytearray)):
        if isinstance(value, (bytes, bytearray)):
            return value
        return (tuple if isinstance(value, tuple) else type(value))(map(plain, value))
    if isinstance(value, (list, tuple, set, frozenset, deque, range)) or hasattr(value, "__next__"):
        return [plain(inner) for inner in value]
    raise unfit(
        f"generate made a {type(value).__name__}: only numbers, text, None, lists, tuples, sets and dicts can be given"
    )


def key_text(key):
    return key if isinstance(key, str) else json.dumps(key if not isinstance(key, tuple) else list(key))


def written(made):
    if isinstance(made, str) and not _CALL:
        return made.encode()
    if not _CALL and not isinstance(made, (list, tuple)):
        raise unfit(
            f"generate returned {type(made).__name__}: it has to be the list of arguments, or the input as str"
        )
    given = arguments(made)
    if _FORM == "marshal":
        try:
            return marshal.dumps(given)
        except ValueError:
            return marshal.dumps(plain(given))
    try:
        texts = [json.dumps(each, ensure_ascii=False) for each in given]
    except TypeError:
        texts = [json.dumps(plain(each), ensure_ascii=False) for each in given]
    return "".join(text + "\n" for text in texts).encode()


def main():
    with open(f"{FOLDER}/generator.py", encoding="utf-8-sig") as file:
        text = file.read()
    scope = {"__name__": "generator"}
    try:
        code = compile(text, "generator.py", "exec")
    except SyntaxError as error:
        raise unfit(f"the generator is not Python: {error}") from error
    sys.setrecursionlimit(20_000)
    exec(code, scope)
    generate = scope.get("generate")
    if not callable(generate):
        raise unfit("the generator defines no function generate(n, seed)")
    try:
        takes = len(inspect.signature(generate).parameters)
    except (TypeError, ValueError):
        takes = 0
    while say("next"):
        with open(f"{FOLDER}/wanted", encoding="utf-8") as file:
            wanted = json.loads(file.read())
        made = generate(*(wanted[:1] if takes == 1 else wanted))
        with open(f"{FOLDER}/made", "wb") as file:
            file.write(written(made))
        say("made")


main()
