"""What the problem gave: found in the code, and not held against the candidate."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from assay.analysis.quality.code import Code
from assay.analysis.quality.model import RULES, Hit, Rule
from assay.analysis.syntax import parse
from assay.judge.signature import Method, Signature, camel, pascal

_OF_NAMES = frozenset({"unused-parameter", "many-parameters"})
"""Rules outside the family of naming that speak of a name that a signature gives."""


@dataclass(frozen=True)
class Given:
    """``starter``: the code in the editor at the beginning. ``names``: those that the signature asks for."""

    starter: str
    names: frozenset[str] = frozenset()


def given_by(starter: str, signature: Signature | None) -> Given:
    """Of a problem, in one language: names in each of the forms that languages write them in."""
    if signature is None:
        return Given(starter)
    parts: tuple[Signature | Method, ...] = (signature, *signature.methods)
    names = {each.name for each in parts} | {each.name for part in parts for each in part.parameters}
    return Given(starter, frozenset(form(name) for name in names for form in (str, camel, pascal)))


class Excuses:
    """Which of the hits in one file are the problem's own."""

    def __init__(self, problem: Given, language: str) -> None:
        self._names = problem.names
        starter = Code(parse(problem.starter, language))
        self._left = Counter(
            _key(starter, rule, hit)
            for rule in RULES.values()
            if not rule.languages or language in rule.languages
            for hit in rule.find(starter)
        )

    def cover(self, code: Code, rule: Rule, hit: Hit) -> bool:
        """Each hit in the starter excuses one like it: of the same rule, about the same words, on the same line.
        A function that was given excuses nothing that its body makes of it."""
        named = rule.family == "naming" or rule.id in _OF_NAMES
        if named and code.text(hit.node).lstrip("$@") in self._names:
            return True
        key = _key(code, rule, hit)
        if self._left[key] == 0:
            return False
        self._left[key] -= 1
        return True


def _key(code: Code, rule: Rule, hit: Hit) -> tuple[str, str, str]:
    source, start = code.tree.source, hit.node.start
    begin = source.rfind(b"\n", 0, start) + 1
    end = source.find(b"\n", start)
    line = source[begin : end if end >= 0 else len(source)]
    return rule.id, hit.message, line.decode("utf-8", "replace").strip()
