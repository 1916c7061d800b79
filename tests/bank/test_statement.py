from __future__ import annotations

from assay.bank.statement import Sample, html, sample_blocks, with_samples

MARKDOWN = """\
Add **up**.

```sample-in
1 < 2
```

```sample-out
3
```
"""


def test_samples_are_marked_and_escaped() -> None:
    shown = html(MARKDOWN)
    assert '<figure class="sample sample-in"><figcaption>Input</figcaption><pre><code>1 &lt; 2\n' in shown
    assert [(block.mark, block.text, block.line) for block in sample_blocks(MARKDOWN)] == [
        ("sample-in", "1 < 2\n", 3),
        ("sample-out", "3\n", 7),
    ]


def test_nothing_runs_and_nothing_is_loaded() -> None:
    shown = html(
        "<script>x()</script> ![p](https://a.example/p.png) [go](javascript:x()) <img src=x onerror=y>"
    )
    assert "<script" not in shown
    assert "<img" not in shown
    assert 'href="javascript' not in shown


def test_tables() -> None:
    assert "<table>" in html("| a | b |\n|---|---|\n| 1 | 2 |\n")


def test_samples_of_plain_packages_stand_where_they_are_asked_for() -> None:
    text = with_samples("A {{nextsample}} B", [Sample("1", "2"), Sample("3", "4"), Sample(None, None, "> 5")])
    assert text.index("A") < text.index("sample-in\n1") < text.index("B") < text.index("sample-in\n3")
    assert "Interaction" in html(text)
