"""The report's sentences: facts in, plain words out. No adjective that a figure does not carry."""

from __future__ import annotations

from assay.report.document import Grown
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


_DOUBT = {
    "correctness": "with other tests of the same kinds",
    "efficiency": "by what is not known of its growth, and with other large inputs",
    "quality": "in other code of the same length by the same person",
    "robustness": "with other tests of the same kinds",
}


def score(part: str, estimate: Estimate) -> str:
    """An interval in words, with what its doubt is about."""
    if estimate.low == estimate.high:
        return f"{per_cent(estimate.value)} of 100"
    return (
        f"{per_cent(estimate.value)} of 100; {_DOUBT.get(part, 'by the doubt of its parts')} it could be "
        f"from {per_cent(estimate.low)} to {per_cent(estimate.high)}"
    )


def taken(points: int) -> str:
    """What a finding takes from the score."""
    return f"−{points}" if points else "nothing more (its family has taken all it may)"


def grown(of: str, found: Grown) -> str:
    """Growth in a sentence: the set, as far as it was seen, and the target."""
    name = "Time" if of == "time" else "Memory"
    if not found.classes:
        return f"{name}: cannot tell, {found.reason}"
    classes = " or ".join(found.classes) + (", to within a logarithm" if found.coarse else "")
    seen = f", seen up to n = {found.largest_n:,}" if found.largest_n else ""
    if found.target is None:
        return f"{name} grows like {classes}{seen}"
    held = {True: "within", False: "more than", None: "perhaps more than"}
    return f"{name} grows like {classes}{seen}: {held[found.meets_target]} the target {found.target}"


def ability(value: float, low: float, high: float) -> str:
    """On the scale of all candidates."""
    side = "above" if value >= 0 else "below"
    return (
        f"{abs(value):.1f} {side} the middle of all candidates, with 90 % certainty between {low:+.1f} and "
        f"{high:+.1f}; 1 is a standard deviation"
    ).replace("-", "−")


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
