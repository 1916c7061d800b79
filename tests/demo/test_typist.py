"""Whatever is typed, deleted and corrected on the way, the text comes out as meant."""

from hypothesis import given
from hypothesis import strategies as st

from assay.demo.typist import Typist, change_set
from assay.log.text import Text

TEXTS = st.text(alphabet="ab cd\n(x", max_size=120)


@given(before=TEXTS, after=TEXTS, seed=st.integers(0, 999))
def test_the_keys_turn_one_text_into_the_other(before: str, after: str, seed: int) -> None:
    text = before
    log = Text.of(before)
    for key in Typist(seed, slips=0.2).rewrite(before, after):
        log = log.apply(change_set(key, len(text)))
        text = text[: key.start] + key.text + text[key.end :]
        assert key.pause_ms >= 20
    assert text == after
    assert str(log) == after


@given(seed=st.integers(0, 99))
def test_the_same_seed_types_the_same_way(seed: int) -> None:
    keys = [list(Typist(seed).rewrite("", "for x in xs:\n    pass\n")) for _ in range(2)]
    assert keys[0] == keys[1]
