"""A submission and an interactor that talk through pipes, each in a sandbox of its own.

Nothing connects the two but bytes that pass through the judge, which counts and records them.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from assay.judge.model import KEPT
from assay.judge.sandbox.host import Run, SandboxLost, Step

RunStep = Callable[[Step, bytes | int, int | None], Run]
"""``Sandbox.run``: an int as stdin or stdout is a pipe's end, which belongs to the call from then on."""
_CHUNK = 65536


@dataclass(frozen=True)
class Talk:
    """``interactor`` is None where its sandbox was lost or it did not end in time (``fault`` says what).

    ``interactor_first``: it ended, stopped to write or to listen, before the submission did. ``flooded``: the submission wrote more
    than it may. ``said`` are the submission's first bytes. ``transcript`` has lines "> " from the submission
    and "< " to it.
    """

    submission: Run
    interactor: Run | None
    fault: str | None
    interactor_first: bool
    flooded: bool
    said: bytes
    transcript: str


@dataclass
class _Record:
    """What was said, in the order in which it came by; cut at ``KEPT`` bytes."""

    lines: list[str] = field(default_factory=list)
    left: int = KEPT
    ends: list[str] = field(default_factory=list)
    """Whose words have come to an end, in that order. The second to end may do so because of the first, but
    never the other way round: so this tells cause from effect, which the ends of processes would not."""
    _rest: dict[str, bytes] = field(default_factory=lambda: {">": b"", "<": b""})
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, mark: str, chunk: bytes) -> None:
        with self._lock:
            chunk = chunk[: max(self.left, 0)]
            self.left -= len(chunk)
            *whole, self._rest[mark] = (self._rest[mark] + chunk).split(b"\n")
            self.lines += [f"{mark} {line.decode(errors='replace')}" for line in whole]

    def deaf(self, mark: str) -> None:
        """An interactor that does not listen any more has judged: all that is said after that is said to nobody.
        At its end its stdin closes before its stdout, in between a flood would come to its end."""
        if mark == ">":
            self.ends.append("<")

    def text(self) -> str:
        with self._lock:
            rest = [f"{mark} {line.decode(errors='replace')}" for mark, line in self._rest.items() if line]
            cut = ["... (cut here)"] if self.left <= 0 else []
            return "\n".join([*self.lines, *rest, *cut])


class _Pump(threading.Thread):
    """Carries bytes from one pipe to another until the first ends or ``most`` bytes have come.

    When nobody reads at the other end any more it goes on reading, so that a program is not ended by the
    other one's end; after ``most`` bytes it stops, which ends a program that writes on.
    """

    def __init__(self, source: int, target: int, most: int, mark: str, record: _Record) -> None:
        super().__init__(name=f"pump {mark}", daemon=True)
        self._source, self._target, self._most = source, target, most
        self._mark, self._record = mark, record
        self.first = bytearray()
        self.flooded = False

    def run(self) -> None:
        carried, open_target = 0, True
        try:
            while chunk := os.read(self._source, _CHUNK):
                carried += len(chunk)
                if carried > self._most:
                    self.flooded = True
                    return
                self.first += chunk[: KEPT - len(self.first)]
                self._record.add(self._mark, chunk)
                while open_target and chunk:
                    try:
                        chunk = chunk[os.write(self._target, chunk) :]
                    except BrokenPipeError:
                        open_target = False
                        self._record.deaf(self._mark)
        finally:
            self._record.ends.append(self._mark)
            os.close(self._source)
            os.close(self._target)


def talk(
    run_submission: RunStep,
    submission: Step,
    run_interactor: RunStep,
    interactor: Step,
    *,
    most_bytes: int,
    most_back_bytes: int,
    grace_s: float,
    stop_interactor: Callable[[], None],
) -> Talk:
    """Blocks until both have ended. The interactor has ``grace_s`` after the submission's end; then
    ``stop_interactor`` is called. Raises SandboxLost where the submission's sandbox was."""
    record = _Record()
    from_submission, submission_out = os.pipe2(os.O_CLOEXEC)
    interactor_in, to_interactor = os.pipe2(os.O_CLOEXEC)
    from_interactor, interactor_out = os.pipe2(os.O_CLOEXEC)
    submission_in, to_submission = os.pipe2(os.O_CLOEXEC)
    there = _Pump(from_submission, to_interactor, most_bytes, ">", record)
    back = _Pump(from_interactor, to_submission, most_back_bytes, "<", record)
    ended: list[Run] = []
    lost: list[str] = []

    def interact() -> None:
        try:
            ended.append(run_interactor(interactor, interactor_in, interactor_out))
        except SandboxLost as error:
            lost.append(str(error))

    thread = threading.Thread(target=interact, name="interactor", daemon=True)
    for each in (there, back, thread):
        each.start()
    try:
        run = run_submission(submission, submission_in, submission_out)
    except BaseException:
        with contextlib.suppress(OSError):
            stop_interactor()
        raise
    finally:
        thread.join(grace_s)
        late = thread.is_alive()
        if late:
            stop_interactor()
        for each in (thread, there, back):
            each.join()
    fault = None
    if late:
        fault = f"it did not end within {grace_s:.0f} s after the submission had ended"
    elif lost:
        fault = f"its sandbox was lost: {lost[0]}"
    elif back.flooded:
        fault = f"it wrote more than {most_back_bytes >> 20} MiB"
    return Talk(
        submission=run,
        interactor=ended[0] if ended else None,
        fault=fault,
        interactor_first=record.ends[0] == "<",
        flooded=there.flooded,
        said=bytes(there.first),
        transcript=record.text(),
    )
