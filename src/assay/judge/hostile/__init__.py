"""Programs that attack the judge: the proof of its isolation on the machine it runs on.

A program prints LEAK with what it reached if an attack worked; it is contained when it did not, when its
verdict is one of those expected, when the next test of the same submission finds no trace of it, and when
an honest program judged right after it finds none either and is accepted.
"""

from __future__ import annotations

from assay.judge.hostile.attack import Attack, Outcome, clean, launch
from assay.judge.hostile.behaviours import BEHAVIOURS
from assay.judge.hostile.carried import CARRIED
from assay.judge.hostile.compiling import COMPILING
from assay.judge.hostile.denied import DENIED
from assay.judge.hostile.exhaustion import EXHAUSTION
from assay.judge.hostile.forgery import FORGERY
from assay.judge.hostile.memory import MEMORY
from assay.judge.hostile.outputs import OUTPUTS
from assay.judge.hostile.traces import TRACES

__all__ = ["BEHAVIOURS", "CORPUS", "Attack", "Outcome", "clean", "launch"]

CORPUS: tuple[Attack, ...] = (
    *EXHAUSTION,
    *MEMORY,
    *DENIED,
    *TRACES,
    *CARRIED,
    *FORGERY,
    *OUTPUTS,
    *COMPILING,
)
