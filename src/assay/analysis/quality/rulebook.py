"""docs/rules.md, written from the rules themselves."""

from __future__ import annotations

from assay.analysis.quality.analysis import READABLE
from assay.analysis.quality.model import FAMILIES, FULL, RULES, Rule
from assay.analysis.syntax import LANGUAGES

_HEAD = f"""# The rules of quality

Made by `make types` from `assay.analysis.quality`; do not edit by hand.

`assay analyze FILE` reads code with a parser and applies the rules below. A score begins at {FULL}. Each finding
takes its points, in the order of the text, until its family has taken the most it may; so the points of all
findings and the score always add up to exactly {FULL}. A finding without points is there to be read.

What is not looked at: what comments, texts and names *say*. No language model takes part, so nothing written in the
code can ask for a better score, and no comment takes or gives a point. (Two things are read of names: whether they
are on a published list of empty ones, and their form. One is read of comments: "fall through" in a switch, as
compilers do.)

Code that cannot be read, such as a program half written, is still answered: the places are named, nothing is found
on those lines, and there is no score where less than {READABLE:.0%} of the lines could be read.

With `--problem P` what the problem gave is not held against the code: findings that its starter code has on the same
lines, and those about the names that its signature asks for. They are listed as excused. What a candidate makes of a
function that was given is held against it all the same.

No other linter runs beside these rules. A fast one that can be installed off line exists for a few of the twelve
languages only; and what ruff finds by its own default in the 171 Python programs at hand (the bank's and the bench's)
is two things: a variable never used, which is found here too, and a name that these rules allow.

How often the rules are right was measured: [bench/RESULTS.md](../bench/RESULTS.md#quality).

## Cognitive complexity, as counted here

After G. A. Campbell, *Cognitive Complexity: a new way of measuring understandability* (SonarSource, version 1.7,
2023), appendix B. One for each if, else if, else, loop, switch, conditional expression and handler of errors; one
more for each of these around an if, a loop, a switch, a conditional expression or a handler; one for each row of the
same "and" or "or", for a jump to a label, and for a function that calls itself. Functions inside a function count
with it, one level deeper. Ruby's blocks of `each`, `times` and the like are counted as the loops they are, and
Python's comprehensions are not counted, as in the original.
"""


def rulebook() -> str:
    """The whole page."""
    parts = [_HEAD]
    for family, most in FAMILIES.items():
        parts.append(f"\n## {family.capitalize()}: at most {most} points\n")
        parts += [_entry(rule) for rule in RULES.values() if rule.family == family]
    return "".join(parts)


def _entry(rule: Rule) -> str:
    names = [LANGUAGES[each].name for each in LANGUAGES if each in rule.languages]
    where = ", ".join(names) if rule.languages else "all languages"
    points = "1 point" if rule.points == 1 else f"{rule.points or 'no'} points"
    return f"\n### `{rule.id}`\n\n{points}; {where}. {rule.says}\n\n*Why:* {rule.rests_on}\n"
