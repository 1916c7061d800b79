"""Runs in CPython in WebAssembly: a problem's generator, one size after the other (see ``machine``)."""

import json
import os

FOLDER = "/w"


def say(what):
    try:
        os.unlink(f"{FOLDER}/{what}")
    except OSError:
        return False
    return True


with open(f"{FOLDER}/generator.py", encoding="utf-8") as file:
    scope = {"__name__": "generator"}
    exec(compile(file.read(), "generator.py", "exec"), scope)
generate = scope.get("generate")
if not callable(generate):
    raise SystemExit("the generator defines no function generate")
while say("next"):
    with open(f"{FOLDER}/wanted", encoding="utf-8") as file:
        *sizes, seed = json.loads(file.read())
    made = generate(*sizes, seed)
    if not isinstance(made, (str, list, tuple)):
        raise SystemExit(
            f"generate returned {type(made).__name__}: it has to be the list of arguments, or the input as str"
        )
    if not isinstance(made, str):
        made = "".join(json.dumps(argument, ensure_ascii=False) + "\n" for argument in made)
    with open(f"{FOLDER}/made", "w", encoding="utf-8", newline="") as file:
        file.write(made)
    say("made")
