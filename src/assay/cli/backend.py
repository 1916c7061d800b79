"""The option ``--backend`` of the commands that run programs."""

from __future__ import annotations

from typing import Annotated

import typer


def _known(name: str | None) -> str | None:
    from assay.judge.sandbox.isolation import BACKENDS

    if name is not None and name not in BACKENDS:
        raise typer.BadParameter(f"there is no {name!r}: choose from {', '.join(BACKENDS)}")
    return name


Backend = Annotated[
    str | None,
    typer.Option(
        "--backend", callback=_known, help="isolate programs by this one only; default the best here"
    ),
]
