"""The judge's own faults: told to whoever runs the judge, never to be read as something the candidate did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from assay.judge.sandbox.host import JudgeFault

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Fault:
    """``test`` is the one it happened in, if any. ``again``: the submission is now tried on another slot;
    otherwise its verdict is JE."""

    slot: int
    language: str
    test: str | None
    said: str
    again: bool


OnFault = Callable[[Fault], None]


def alarm(fault: Fault, error: Exception, on_fault: OnFault | None) -> None:
    log.error(
        "judge.fault",
        slot=fault.slot,
        language=fault.language,
        test=fault.test,
        said=fault.said,
        again=fault.again,
        exc_info=None if isinstance(error, JudgeFault) else error,  # whose words say it all
    )
    if on_fault is not None:
        on_fault(fault)


def brought_down(language: str, what: str, how: str) -> None:
    """A program that ended its own sandbox. It gets its verdict; but the sandbox should have outlived it."""
    log.error("judge.sandbox_brought_down", language=language, what=what, how=how)
