"""Limits in ``problem.yaml``, and the other places where older packages state a time limit."""

from __future__ import annotations

import configparser
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assay.bank.complaint import Complaints
from assay.judge.model import Limits

UNSTATED_TIME_LIMIT_S = 5.0
"""Where an ICPC package leaves the limit to be found from its solutions' times."""
UNSTATED_MEMORY_MIB = 2048
UNSTATED_OUTPUT_MIB = 8
UNSTATED_COMPILATION_MIB = 2048
"""The format's "typical system defaults"."""
_MOST_COMPILATION_MIB = 4096


@dataclass(frozen=True)
class Timing:
    """How the format has the time limit stand to the solutions' times: at least ``times`` the slowest of those
    that have to end in time; those that have to be too slow take more than ``to_tle`` times the limit. Where
    none is stated, it is the smallest multiple of ``resolution_s``."""

    times: float = 2.0
    resolution_s: float = 1.0
    to_tle: float = 1.5


@dataclass(frozen=True)
class Validation:
    """``custom``: the package has a validator of its own (None: as its folder says). ``passes``: how often
    a submission may be run on one test. The limits are those of one call of the validator."""

    custom: bool | None = None
    interactive: bool = False
    passes: int = 1
    scores: bool = False
    cpu_s: float = 60.0
    memory_mib: int = 2048
    output_mib: int = 8


class Multipliers(BaseModel):
    model_config = ConfigDict(extra="forbid")
    ac_to_time_limit: float = Field(2.0, ge=1, description="a number of at least 1, such as 2")
    time_limit_to_tle: float = Field(1.5, ge=1, description="a number of at least 1, such as 1.5")


class LimitsIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    time_multipliers: Multipliers = Field(
        default_factory=Multipliers, description="`{ ac_to_time_limit: 2, time_limit_to_tle: 1.5 }`"
    )
    time_limit: float | None = Field(None, gt=0, le=600, description="seconds of CPU time, such as 2")
    time_resolution: float | None = Field(None, gt=0, description="seconds")
    memory: int | None = Field(None, gt=0, description="MiB, such as 256")
    output: int | None = Field(None, gt=0, description="MiB, such as 8")
    code: int | None = Field(None, gt=0, description="KiB, such as 128")
    compilation_time: float | None = Field(None, gt=0, description="seconds, such as 60")
    compilation_memory: int | None = Field(None, gt=0, description="MiB, such as 2048")
    validation_time: float | None = Field(None, gt=0, description="seconds, such as 60")
    validation_memory: int | None = Field(None, gt=0, description="MiB, such as 2048")
    validation_output: int | None = Field(None, gt=0, description="MiB, such as 8")
    validation_passes: int | None = Field(None, ge=2, le=100, description="a whole number from 2 to 100")

    @property
    def timing(self) -> Timing:
        given = self.time_multipliers
        return Timing(given.ac_to_time_limit, self.time_resolution or 1.0, given.time_limit_to_tle)

    def for_submissions(self, time_limit_s: float | None) -> Limits:
        return Limits(
            cpu_s=time_limit_s or self.time_limit or UNSTATED_TIME_LIMIT_S,
            memory_mib=self.memory or UNSTATED_MEMORY_MIB,
            output_mib=self.output or UNSTATED_OUTPUT_MIB,
            compilation_mib=min(self.compilation_memory or UNSTATED_COMPILATION_MIB, _MOST_COMPILATION_MIB),
        )

    def for_validators(
        self, *, custom: bool | None = None, interactive: bool, passes: int, scores: bool = True
    ) -> Validation:
        return Validation(
            custom=custom,
            interactive=interactive,
            passes=passes,
            scores=scores,
            cpu_s=self.validation_time or 60.0,
            memory_mib=self.validation_memory or 2048,
            output_mib=self.validation_output or 8,
        )


class DraftLimits(LimitsIn):
    model_config = ConfigDict(extra="ignore")


class LegacyLimits(LimitsIn):
    model_config = ConfigDict(extra="ignore")
    time_multiplier: float = Field(5.0, ge=1, description="a number of at least 1, such as 5")
    time_safety_margin: float = Field(2.0, ge=1, description="a number of at least 1, such as 2")

    @property
    def timing(self) -> Timing:
        return Timing(self.time_multiplier, to_tle=self.time_safety_margin)


def legacy_time_limit(root: Path, complaints: Complaints) -> float | None:
    """From ``.timelimit`` (Kattis) or ``domjudge-problem.ini`` (DOMjudge): legacy has no key for it."""
    for name in (".timelimit", "domjudge-problem.ini"):
        if not (root / name).is_file():
            continue
        text = (root / name).read_text(encoding="utf-8", errors="replace").strip()
        if name.endswith(".ini"):
            parser = configparser.ConfigParser(interpolation=None)
            try:
                parser.read_string(text if text.startswith("[") else f"[problem]\n{text}")
            except configparser.Error as error:
                complaints.add(
                    name, f"cannot be read: {error.message}", "write lines of the form key = value"
                )
                return None
            text = next((parser[s]["timelimit"] for s in parser if "timelimit" in parser[s]), "").strip(
                "'\" "
            )
            if not text:
                continue
        try:
            seconds = float(text)
        except ValueError:
            seconds = 0.0
        if not 0 < seconds <= 600:
            complaints.add(name, f"{text!r} is not a time limit", "write seconds, such as 2", 1)
            return None
        return seconds
    return None
