"""Statements: Markdown to safe HTML, and the samples within."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_SAMPLE = {"sample-in": "Input", "sample-out": "Output"}
_CAPTIONS = {**_SAMPLE, "sample-talk": "Interaction: < to the program, > from it"}


@dataclass(frozen=True)
class Block:
    """A fenced block marked sample-in or sample-out. ``line`` counts from 1."""

    mark: str
    text: str
    line: int


@dataclass(frozen=True)
class Sample:
    """An input with its answer, or what an interactive problem's two programs say to each other."""

    input: str | None
    answer: str | None
    talk: str | None = None

    @property
    def markdown(self) -> str:
        parts = (("sample-in", self.input), ("sample-out", self.answer), ("sample-talk", self.talk))
        return "\n".join(_fenced(mark, text) for mark, text in parts if text is not None)


def _fenced(mark: str, text: str) -> str:
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{mark}\n{text}\n{fence}\n"


def html(markdown: str) -> str:
    """Safe HTML: raw HTML is shown as text, and nothing is loaded from elsewhere (no pictures)."""
    return str(_parser().render(markdown))


def sample_blocks(markdown: str) -> list[Block]:
    """The fenced samples, in order."""
    return [
        Block(token.info.strip(), token.content, token.map[0] + 1 if token.map else 1)
        for token in _parser().parse(markdown)
        if token.type == "fence" and token.info.strip() in _SAMPLE
    ]


def with_samples(markdown: str, samples: list[Sample]) -> str:
    """For plain ICPC packages, whose statements leave the samples to the system that shows them.

    They stand where ``{{nextsample}}`` and ``{{remainingsamples}}``
    ask for them, the rest at the end.
    """
    blocks = [sample.markdown for sample in samples]
    while blocks and "{{nextsample}}" in markdown:
        markdown = markdown.replace("{{nextsample}}", blocks.pop(0), 1)
    rest = "\n".join(blocks)
    if "{{remainingsamples}}" in markdown:
        return markdown.replace("{{remainingsamples}}", rest, 1)
    return f"{markdown}\n\n## Samples\n\n{rest}" if blocks else markdown


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.add_render_rule("fence", _fence)
    return parser


def _fence(self: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    mark = token.info.strip()
    code = f"<pre><code>{escapeHtml(token.content)}</code></pre>"
    if mark not in _CAPTIONS:
        return code + "\n"
    return f'<figure class="sample {mark}"><figcaption>{escapeHtml(_CAPTIONS[mark])}</figcaption>{code}</figure>\n'
