"""Runs a Python program in a fork of this interpreter, as if it had been started with it.

Saves what starting the interpreter and importing modules takes, which is most of the time of a small test. The
keeper is such an interpreter (``preload``), a submission's supervisor imports what its program will (``bring``),
and every test is then a fork of the supervisor, in which ``become`` runs the program's code and never returns. What it can see is what it would
see as ``python -I -S -B -X utf8 FILE``: its arguments, environment, streams, ``__main__``, tracebacks, exit
statuses, the order of everything at its end, and no frame of ours below its own.
"""

from __future__ import annotations

import _imp
import _signal  # type: ignore[import-not-found] # signal.signal does the same with much around it
import _thread
import atexit
import builtins
import contextlib
import ctypes
import gc
import importlib
import io
import marshal
import os
import signal
import sys
import types
import weakref
from collections.abc import Mapping, Sequence
from importlib.machinery import SourceFileLoader

from .text import share_program_text

TYPE_CHECKING = False  # see ``wire``
if TYPE_CHECKING:
    from typing import Any, NoReturn

CODE = ".code"
"""The ending of a file that holds a marshalled code object, beside the source it was compiled from."""
FLAGS = ("-I", "-S", "-B", "-X", "utf8")
"""With which the keeper's interpreter runs, and with which every program seems to run."""
_FOR_RANDOM = ("_random", "_sha512" if sys.version_info < (3, 12) else "_sha2", "bisect", "math", "warnings")
BROUGHT = {
    **{
        name: (name,)
        for name in (
            *("__future__", "abc", "array", "ast", "base64", "binascii", "bisect", "calendar", "cmath"),
            *("collections", "contextlib", "copy", "dataclasses", "datetime", "decimal", "dis", "enum"),
            *(
                "fractions",
                "functools",
                "hashlib",
                "heapq",
                "importlib",
                "inspect",
                "io",
                "itertools",
                "json",
            ),
            *("keyword", "linecache", "locale", "math", "numbers", "operator", "pprint", "queue", "re"),
            *("reprlib", "string", "struct", "textwrap", "threading", "time", "traceback", "types", "typing"),
            *("unicodedata", "warnings", "weakref"),
        )
    },
    # These import "random", which has to be imported anew by each program, to have another seed.
    **dict.fromkeys(("random", "tempfile"), _FOR_RANDOM),
    "statistics": (*_FOR_RANDOM, "decimal", "fractions", "numbers"),
}
"""Modules that can be imported before a program runs without it being able to tell, and what to import then."""
_SAMPLE = """
n = int(input())
values = [int(each) for each in input().split()]
print(n, sum(map(int, ["1"])), max(values), *sorted(values))
"""
_REHEARSALS = 24  # CPython 3.11 makes bytecode anew after 8 runs, and may think twice
_OURS = "sandbox"
_SIGINT = int(signal.SIGINT)
# Where this version of CPython keeps the running frame and the frames left until the limit of recursion, in
# bytes: PyThreadState.cframe and _PyCFrame.current_frame (from 3.13 on the thread has the frame itself).
_LAYOUT = {(3, 11): (56, 8, 32), (3, 12): (56, 0, 28), (3, 13): (72, None, 44)}


_ready = False
_environment: Mapping[str, str] | None = None
_contents: dict[str, bytes] = {}
_name = ""  # the program's file
_fflush = ctypes.pythonapi.fflush
_cell = ctypes.c_void_p.from_address
_frame, _frames_left = ctypes.c_void_p(), ctypes.c_int()  # see ``_find_stack``
_frame_within: int | None = None
_RECURSION = sys.getrecursionlimit()


def preload() -> None:
    """Makes what each program gets. No module of ours may be imported afterwards."""
    global _ready
    for name in [each for each in sys.modules if each == _OURS or each.startswith(_OURS + ".")]:
        del sys.modules[name]
    sys.path_importer_cache.pop(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), None)
    sys.path_importer_cache.pop(os.path.dirname(os.path.abspath(__file__)), None)
    _open_streams()
    _find_stack()
    hide()
    _rehearse()
    share_program_text()
    hide()
    _ready = True


def _rehearse() -> None:
    """Does what every fork is going to do: what CPython notes down for the next time (found attributes, bytecode
    made for the types at hand) is then there for all of them, and is not written, on a page to be copied, by each."""
    kept = sys.orig_argv[:], sys.argv[:], _signal.getsignal(_SIGINT)
    name = "/box/solution.py"
    _contents[name + CODE] = marshal.dumps(compile(_SAMPLE, name, "exec", dont_inherit=True))
    memory = os.memfd_create("rehearsal", os.MFD_CLOEXEC)
    stage(name + CODE, [name])
    for _ in range(_REHEARSALS):
        os.ftruncate(memory, 0)
        os.pwrite(memory, b"3\n1 2 3\n", 0)
        os.lseek(memory, 0, os.SEEK_SET)
        _make_main()
        code = _code(name + CODE)
        _dress(regular=True)
        _frames_left.value = _frames_left.value
        _running_frame()
        for stream, mode in (("stdin", "r"), ("stdout", "w")):
            setattr(sys, stream, _stream(memory, stream, mode, "strict"))
        exec(code, sys.modules["__main__"].__dict__)
        del code
        _status(None)
        _flush()
        _let_go()
        _fflush(None)
    os.close(memory)
    forget()
    sys.orig_argv[:], sys.argv[:], handler = kept
    _signal.signal(_SIGINT, handler)


def hide() -> None:
    """Puts all that was made so far out of the garbage collector's sight, and so out of programs'."""
    gc.collect()
    gc.freeze()
    _make_main()  # not frozen: what a program's names hold has to be collected at its end


def bring(modules: Sequence[str]) -> bool:
    """In the supervisor, before the fork: imports what programs here will (names out of ``BROUGHT``). Whether
    that made it larger."""
    before = len(sys.modules)
    for name in modules:
        with contextlib.suppress(ImportError):  # it lacks here: the program will find that itself
            importlib.import_module(name)
    grew = len(sys.modules) != before
    if grew:
        hide()
    return grew


def ready() -> bool:
    return _ready


def settle(environment: Mapping[str, str]) -> None:
    """In the supervisor, before the fork: a program's environment."""
    global _environment
    if environment != _environment:
        os.environ.clear()
        os.environ.update(environment)
        _environment = environment


def stage(path: str, argv: Sequence[str]) -> None:
    """In the supervisor, before the fork: how a program is called. ``argv`` is the interpreter's; the program's own
    begins at its file, ``path``, without CODE."""
    global _name
    sys.orig_argv[:] = argv
    name = path.removesuffix(CODE)
    sys.argv[:] = argv[argv.index(name) :] if name in argv else [name]
    if name != _name:
        _name = name
        _make_main()


def read(path: str) -> None:
    """In the supervisor, before the fork, once for all tests: the bytes of a program. Raises OSError."""
    if path not in _contents:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        _contents[path] = os.read(file, os.fstat(file).st_size)
        os.close(file)


def forget() -> None:
    _contents.clear()


def become(path: str, *, regular: bool) -> NoReturn:
    """Runs ``path``: a marshalled code object where it ends in CODE, else source text. ``regular``: its streams are
    files. It was ``read`` and put on ``stage``, and streams, environment and limits are in place; what cannot even
    be started raises."""
    code = _code(path)
    _dress(regular=regular)
    names = [sys.modules["__main__"].__dict__]
    ended: BaseException | None = None
    frame = _running_frame()
    try:
        # Nothing may come between these two: the one makes the other's frame the lowest.
        frame.value, _frames_left.value = None, _RECURSION + 1
        exec(code, names[0])
    except BaseException as error:
        ended = error.with_traceback(_below_ours(error))
    status = _status(ended)  # a call before all else, with which this frame runs again: profilers look for it
    del code, ended
    names.clear()
    _end(status)


def _code(path: str) -> types.CodeType:
    if not path.endswith(CODE):
        return compile(_contents[path], path, "exec", dont_inherit=True)
    code: types.CodeType = marshal.loads(_contents[path])
    if code.co_filename != _name:
        # Tracebacks show the file where it lies now; it may have been compiled in another place.
        _imp._fix_co_filename(code, _name)  # type: ignore[attr-defined]
    return code


def _below_ours(error: BaseException) -> types.TracebackType | None:
    return None if error.__traceback__ is None else error.__traceback__.tb_next


def _dress(*, regular: bool) -> None:
    threading = sys.modules.get("threading")
    if threading is not None:
        # What else is new in a fork is not to be seen.
        threading.main_thread().__dict__["_native_id"] = os.getpid()
    _signal.signal(_SIGINT, _signal.default_int_handler)
    if not regular:
        _open_streams()  # those that are there take their descriptors for files, which have a position


def _open_streams() -> None:
    for number, stream, mode, errors in (
        (0, "stdin", "r", "surrogateescape"),
        (1, "stdout", "w", "surrogateescape"),
        (2, "stderr", "w", "backslashreplace"),
    ):
        opened = _stream(number, stream, mode, errors)
        setattr(sys, stream, opened)
        setattr(sys, f"__{stream}__", opened)


def _stream(number: int, name: str, mode: str, errors: str) -> io.TextIOWrapper:
    """As CPython's own start makes them (``create_stdio``)."""
    buffered: Any = open(number, mode + "b", closefd=False)  # noqa: SIM115 - for as long as the program runs
    buffered.raw.name = f"<{name}>"
    lines = name == "stderr" or buffered.raw.isatty()
    text: Any = io.TextIOWrapper(buffered, "utf-8", errors, "\n", line_buffering=lines)
    text.mode = mode
    return text  # type: ignore[no-any-return]


def _make_main() -> None:
    main = types.ModuleType("__main__")
    loader = SourceFileLoader("__main__", _name)
    main.__dict__.update(
        __annotations__={}, __builtins__=builtins, __file__=_name, __cached__=None, __loader__=loader
    )
    sys.modules["__main__"] = main


def _find_stack() -> None:
    """Where the interpreter keeps this thread's running frame and how many frames are left to it: emptied and
    filled, the next frame is the lowest. Where this CPython's layout is not known, cells without effect:
    then programs that look below their own frame find ``become``."""
    global _frame, _frame_within, _frames_left
    layout = _LAYOUT.get(sys.version_info[:2])
    if layout is None or sys.implementation.name != "cpython":
        return
    at, _frame_within, depth = layout
    current = ctypes.pythonapi.PyThreadState_Get
    current.restype = ctypes.c_void_p
    thread: int = current()
    _frame = ctypes.c_void_p.from_address(thread + at)
    _frames_left = ctypes.c_int.from_address(thread + depth)


def _running_frame() -> ctypes.c_void_p:
    """The cell that points to it. Where that is not the thread's own (see ``_LAYOUT``), it is another at each depth of
    C calls."""
    return _frame if _frame_within is None else _cell((_frame.value or 0) + _frame_within)


def _status(ended: BaseException | None) -> int:
    """The exit status, after saying what there is to say, as CPython's ``PyErr_Print`` does."""
    if ended is None:
        return 0
    if isinstance(ended, SystemExit):
        code = ended.code
        if code is None:
            return 0
        if isinstance(code, int):
            return code & 0xFF
        print(code, file=sys.stderr)
        return 1
    sys.last_type, sys.last_value, sys.last_traceback = type(ended), ended, ended.__traceback__
    try:
        sys.excepthook(type(ended), ended, ended.__traceback__)
    except BaseException as another:
        print("Error in sys.excepthook:", file=sys.stderr)
        another = another.with_traceback(_below_ours(another))
        sys.__excepthook__(type(another), another, another.__traceback__)
        print("\nOriginal exception was:", file=sys.stderr)
        sys.__excepthook__(type(ended), ended, ended.__traceback__)
    return -signal.SIGINT if isinstance(ended, KeyboardInterrupt) else 1


def _end(status: int) -> NoReturn:
    """The interpreter's end: other threads, exit functions, streams, and what the program's names still hold."""
    threading: Any = sys.modules.get("threading")
    if threading is not None and (_thread._count() > 0 or threading._threading_atexits):
        try:
            threading._shutdown()
        except BaseException:
            sys.excepthook(*sys.exc_info())
    atexit._run_exitfuncs()
    flushed = _flush()
    _let_go()
    if flushed:
        flushed = _flush()
    _fflush(None)
    if status < 0:
        signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status if flushed else 120)


def _let_go() -> None:
    """Of all that the program's names hold."""
    for name in ("last_type", "last_value", "last_traceback"):
        if name in sys.__dict__:
            setattr(sys, name, None)
    sys.stdin = getattr(sys, "__stdin__", None)
    sys.stdout = getattr(sys, "__stdout__", None)
    sys.stderr = getattr(sys, "__stderr__", None)
    main = sys.modules.pop("__main__", None)
    seen = None if main is None else weakref.ref(main)
    del main
    gc.collect()
    left = None if seen is None else seen()
    if left is not None:  # someone else holds it: names with one underscore go first, as CPython does it
        names = left.__dict__
        order = sorted(names, key=lambda each: each[:1] != "_" or each[:2] == "__")
        for name in [each for each in order if each != "__builtins__"]:
            names[name] = None
        gc.collect()


def _flush() -> bool:
    """Whether what was printed could be written."""
    flushed = True
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except BaseException as error:
            if stream is sys.stdout:
                flushed = False
                import traceback

                said = "".join(traceback.format_exception_only(type(error), error))
                print(f"Exception ignored in: {stream!r}\n{said}", end="", file=sys.stderr)
    return flushed
