"""Runs a candidate's Python function in the sandbox (see the package's docstring)."""

import json
import os
import sys
import traceback
import types
from typing import Any, NoReturn

_PATH = "/box/solution.py"


def _fail(message: str) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.write(message)
    sys.stderr.flush()
    os._exit(1)


def _converted(value: Any, type_name: str) -> Any:
    """JSON has one kind of number: a float parameter gets a float also where the input says 3."""
    if value is None:
        return None
    if type_name == "float":
        return float(value)
    if type_name.startswith("list<"):
        return [_converted(item, type_name[5:-1]) for item in value]
    if type_name.startswith("optional<"):
        return _converted(value, type_name[9:-1])
    if type_name.startswith("map<"):
        return {key: _converted(item, type_name[11:-1]) for key, item in value.items()}
    return value


def _main() -> None:
    with open("/box/signature.json", encoding="utf-8") as file:
        signature = json.load(file)
    with open(_PATH, encoding="utf-8") as file:
        source = file.read()
    lines = [line for line in sys.stdin.buffer.read().split(b"\n") if line.strip()]
    arguments = [
        _converted(json.loads(line), name) for line, name in zip(lines, signature["parameters"], strict=True)
    ]
    module = types.ModuleType("solution")
    module.__file__ = _PATH
    sys.modules["solution"] = module
    name = signature["name"]
    dumps, write = json.dumps, os.write
    try:
        exec(compile(source, _PATH, "exec", dont_inherit=True), module.__dict__)
        function = getattr(module, name, None)
        if function is None or not callable(function):
            _fail(f"solution.py defines no function {name}\n")
        result = function(*arguments)
    except SystemExit:
        raise
    except BaseException as error:
        frames = error.__traceback__.tb_next if error.__traceback__ is not None else None
        _fail("".join(traceback.format_exception(type(error), error, frames)))
    try:
        answer = dumps(result).encode()
    except (TypeError, ValueError, RecursionError) as error:
        _fail(f"{name} returned what is not {signature['returns']}: {error}\n")
    sys.stdout.flush()
    while answer:
        answer = answer[write(3, answer) :]


_main()
