"""Runs in CPython in WebAssembly: a submission on one input after the other (see ``machine``).

argv: "time", "space" or "lines"; "function", "entry" or "program".
"""

import builtins
import gc
import io
import os
import sys
import types

FOLDER = "/w"
INPUT = f"{FOLDER}/input"
DEEPEST = 60_000
FRAME_BYTES = 120
_unlink, _open = os.unlink, open


def say(what):
    try:
        _unlink(f"{FOLDER}/{what}")
    except OSError:
        return False
    return True


def function_calls(text):
    """What is to be measured, with its arguments ready, in a module of its own."""
    import json

    import driver

    given = [json.loads(line) for line in text.split(b"\n") if line.strip()]
    called = getattr(CODE.module(), SIGNATURE["name"], None)
    if not callable(called):
        what = "class" if SIGNATURE["methods"] else "function"
        raise SystemExit(f"solution.py defines no {what} {SIGNATURE['name']}")
    if not SIGNATURE["methods"]:
        arguments = driver.taken(SIGNATURE["parameters"], given)
        return lambda: called(*arguments)
    methods = {each["name"]: each for each in SIGNATURE["methods"]}
    made = driver.taken(SIGNATURE["parameters"], given[1][0])
    calls = [
        (methods[name]["call"], driver.taken(methods[name]["parameters"], values))
        for name, values in zip(given[0][1:], given[1][1:], strict=True)
    ]

    def all_calls():
        instance = called(*made)
        for name, values in calls:
            getattr(instance, name)(*values)

    return all_calls


def entry_calls(data, code, entry):
    """The same of a function that no package describes, its arguments as they were made."""
    import collections
    import inspect
    import marshal

    given = marshal.loads(data)
    sys.setrecursionlimit(DEEPEST)
    module = types.ModuleType("solution")
    module.__file__ = "solution.py"
    for name in (
        "List",
        "Dict",
        "Optional",
        "Set",
        "Tuple",
        "Any",
    ):  # as pages that run such functions have it
        module.__dict__[name] = getattr(typing, name)
    sys.modules["solution"] = module
    exec(code, module.__dict__)
    home = module if entry["owner"] is None else getattr(module, entry["owner"])()
    called = getattr(home, entry["name"])

    def driven():
        result = called(*given)
        if inspect.iscoroutine(result):
            try:
                result.send(None)
            except StopIteration:
                return None
            raise RuntimeError("it waits for something")
        if hasattr(result, "__next__"):  # what it yields is its work
            collections.deque(result, maxlen=0)
            return None
        return result

    return driven


class Silent(io.TextIOBase):
    """Where output goes: written out as text, and gone."""

    encoding = "utf-8"

    def __init__(self):
        self.buffer = types.SimpleNamespace(write=len, flush=lambda: None)

    def write(self, text):
        return len(text)

    def writable(self):
        return True


class Watched(io.FileIO):
    """Says when it is read first: what a program needs for its own modules and classes comes before."""

    def readinto(self, buffer):
        first_read()
        return super().readinto(buffer)

    def readall(self):
        first_read()
        return super().readall()


def first_read():
    if BEFORE and BEFORE[-1] is None:
        import tracemalloc

        BEFORE[-1] = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()


BEFORE = []


def program_calls(code):
    """The whole program, reading the input from its standard input."""
    sys.modules["__main__"] = module = types.ModuleType("__main__")
    module.__file__ = "solution.py"
    file = io.BufferedReader(Watched(INPUT, "rb"))
    sys.stdin = io.TextIOWrapper(file, encoding="utf-8")

    def opened(name, mode="r", *rest, **named):
        if name in (0, "/dev/stdin"):
            return file if "b" in mode else sys.stdin
        return _open(name, mode, *rest, **named)

    builtins.open = io.open = opened
    os.read = lambda number, count: file.read(count) if number == 0 else b""

    def run():
        try:
            exec(code, module.__dict__)
        except SystemExit as ended:
            if ended.code not in (None, 0):
                raise RuntimeError(f"exit status {ended.code}") from None

    return run


class Depth:
    """The deepest nesting of calls, by sys.monitoring."""

    def __init__(self):
        self.now = self.most = 0
        events = sys.monitoring.events
        self.wanted = (
            events.PY_START | events.PY_RESUME | events.PY_RETURN | events.PY_YIELD | events.PY_UNWIND
        )
        sys.monitoring.use_tool_id(sys.monitoring.PROFILER_ID, "depth")
        for event in (events.PY_START, events.PY_RESUME):
            sys.monitoring.register_callback(sys.monitoring.PROFILER_ID, event, self.deeper)
        for event in (events.PY_RETURN, events.PY_YIELD, events.PY_UNWIND):
            sys.monitoring.register_callback(sys.monitoring.PROFILER_ID, event, self.shallower)

    def deeper(self, *_):
        self.now += 1
        if self.now > self.most:
            self.most = self.now

    def shallower(self, *_):
        self.now -= 1

    def of(self, call):
        self.now = self.most = 0
        sys.monitoring.set_events(sys.monitoring.PROFILER_ID, self.wanted)
        try:
            call()
        finally:
            sys.monitoring.set_events(sys.monitoring.PROFILER_ID, 0)
        return self.most


def timed(call):
    gc.collect()
    gc.disable()
    say("begin")
    call()
    say("end")
    gc.enable()


def space(make):
    """Bytes at the peak above what was there before, and those of the frames."""
    import tracemalloc

    call = make()
    gc.collect()
    say("begin")
    tracemalloc.start()
    tracemalloc.reset_peak()
    BEFORE.append(None)
    at_start, _ = tracemalloc.get_traced_memory()
    deepest = DEPTH.of(call)
    before = BEFORE.pop()
    before = at_start if before is None else before
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    say(f"value {max(peak - before, 0) + FRAME_BYTES * deepest}")
    say("end")


class Lines:
    """Fuel per line of the solution, and how often each was begun: what is spent between one line's beginning
    and the next's is the first one's, also what noting it takes: the clock is dear, and that is the same for all."""

    def __init__(self, tick):
        self.tick = tick
        self.spent, self.hits = {}, {}
        self.at, self.since = 0, 0
        sys.monitoring.use_tool_id(sys.monitoring.PROFILER_ID, "lines")
        sys.monitoring.register_callback(sys.monitoring.PROFILER_ID, sys.monitoring.events.LINE, self.line)

    def line(self, code, number):
        if code.co_filename != "solution.py":
            return sys.monitoring.DISABLE
        now = self.tick()
        at = self.at
        self.spent[at] = self.spent.get(at, 0) + now - self.since
        self.hits[at] = self.hits.get(at, 0) + 1
        self.at, self.since = number, now
        return None

    def of(self, call):
        self.spent.clear()
        self.hits.clear()
        self.at, self.since = 0, self.tick()
        say("begin")
        sys.monitoring.set_events(sys.monitoring.PROFILER_ID, sys.monitoring.events.LINE)
        try:
            call()
        finally:
            sys.monitoring.set_events(sys.monitoring.PROFILER_ID, 0)
        self.line(self.of.__code__.replace(co_filename="solution.py"), 0)
        for number, spent in self.spent.items():
            if number:
                say(f"line {number} {self.hits[number]} {spent}")
        say("end")


def _threads_in_turn():
    """There are no threads in WebAssembly: who starts one to have a larger stack gets its work done at once."""
    import threading

    threading.Thread.start = lambda thread: thread.run()
    threading.Thread.join = lambda thread, timeout=None: None
    threading.stack_size = lambda size=0: 0


def main():
    global CODE, SIGNATURE, DEPTH
    sys.path.insert(0, FOLDER)
    what, form = sys.argv[1:3]
    sys.setrecursionlimit(DEEPEST)
    if form == "function":
        import driver

        CODE, SIGNATURE = driver.load(FOLDER)

        def make():
            with _open(INPUT, "rb") as file:
                return function_calls(file.read())
    else:
        with _open(f"{FOLDER}/solution.py", "rb") as file:
            code_text = file.read()
        code = compile(code_text, "solution.py", "exec", dont_inherit=True)

        def make():
            return program_calls(code)

    if form == "entry":
        import json

        global typing
        import typing

        with _open(f"{FOLDER}/entry.json", "rb") as file:
            entry = json.load(file)
        sys.stdin = io.StringIO()
        if b"threading" in code_text:
            _threads_in_turn()

        def make():
            with _open(INPUT, "rb") as file:
                return entry_calls(file.read(), code, entry)

    if what == "space":
        DEPTH = Depth()
    if what == "lines":
        import time

        lines = Lines(time.perf_counter_ns)
    sys.stdout = Silent()
    timed(lambda: None)  # what measuring itself takes
    while say("next"):
        if what == "time":
            timed(make())
        elif what == "space":
            space(make)
        else:
            lines.of(make())


main()
