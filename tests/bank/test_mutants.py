from __future__ import annotations

from assay.bank.mutants import mutants

SOURCE = '''
def f(xs: list[int]) -> int:
    """Text that stays."""
    total = 0
    for x in xs:
        if x > 3 and x != 7:
            total += x
    return total
'''


def test_slips_that_people_make() -> None:
    found = list(mutants(SOURCE))
    assert any("x >= 3 and x != 7" in each for each in found)
    assert any("x > 4 and" in each for each in found)
    assert any("x > 3 or x != 7" in each for each in found)
    assert any("if x > 3:" in each for each in found)
    assert any("total -= x" in each or "pass" in each for each in found)


def test_each_differs_and_none_is_the_original() -> None:
    found = list(mutants(SOURCE))
    assert len(set(found)) == len(found)
    assert all("Text that stays." in each and "list[int]" in each for each in found)


def test_patterns_become_a_little_wider() -> None:
    found = list(mutants("import re\nP = re.compile(r'[0-9]{1,5}')\n"))
    assert any("{1,6}" in each for each in found)
