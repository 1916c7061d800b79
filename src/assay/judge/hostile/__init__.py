"""Programs that attack the judge: the proof of its isolation on the machine it runs on.

A program prints LEAK with what it reached if an attack worked; it is contained when it did not, when its
verdict is one of those expected, and when an honest program judged right after it is accepted.
"""

from __future__ import annotations

from assay.judge.hostile.attack import Attack, Outcome, clean, launch
from assay.judge.hostile.denied import DENIED
from assay.judge.hostile.exhaustion import EXHAUSTION
from assay.judge.hostile.trickery import TRICKERY

__all__ = ["CORPUS", "Attack", "Outcome", "clean", "launch"]

CORPUS: tuple[Attack, ...] = (*EXHAUSTION, *DENIED, *TRICKERY)
