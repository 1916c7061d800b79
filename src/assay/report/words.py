"""The report's sentences: facts in, plain words out. No adjective that a figure does not carry."""

from __future__ import annotations

from assay.report.scoring import Estimate

_VERDICTS = {
    "AC": "passed",
    "WA": "wrong answer",
    "TLE": "too slow",
    "MLE": "too much memory",
    "OLE": "too much output",
    "RTE": "crashed",
    "CE": "does not compile",
    "JE": "could not be judged (our fault)",
}


def verdict(code: str) -> str:
    return _VERDICTS.get(code, code)


def count(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def duration(ms: int) -> str:
    """``95_000`` to "1 min 35 s"."""
    seconds = round(ms / 1000)
    hours, seconds = divmod(seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    if hours:
        return f"{hours} h {minutes:02} min"
    if minutes:
        return f"{minutes} min {seconds:02} s"
    return f"{seconds} s"


def per_cent(value: float) -> str:
    """One decimal only where it says something: "87", "87.5"."""
    return f"{value:.1f}".removesuffix(".0")


def score(estimate: Estimate) -> str:
    """An interval in words."""
    if estimate.low == estimate.high:
        return f"{per_cent(estimate.value)} of 100"
    return (
        f"{per_cent(estimate.value)} of 100; with other tests of the same kinds it could be "
        f"from {per_cent(estimate.low)} to {per_cent(estimate.high)}"
    )


def listed(items: list[str]) -> str:
    """ "a, b and c" """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def test_outcome(code: str, *, cpu_s: float, exit_words: str | None, difference: str | None) -> str:
    match code:
        case "TLE":
            return f"too slow: stopped after {cpu_s:.1f} s of computing"
        case "WA" if difference:
            return f"wrong answer: {difference}"
        case "RTE" if exit_words:
            return f"crashed: {exit_words}"
        case _:
            return verdict(code)


def ended(reason: str | None) -> str:
    return {
        "finished": "ended by the candidate",
        "time": "ended when the time was over",
        "withdrawn": "withdrawn by the candidate",
        None: "not ended",
    }[reason]
