"""``assay verify``: the publishing gate for problem packages."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from assay.bank.verify import Verification

NO, WRONG_USE, FAILED = 1, 2, 3


def verify(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PACKAGE|FOLDER...", help="packages, archives of such (.zip, .kpp), or folders of them"
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document on stdout")] = False,
    slots: Annotated[
        int | None, typer.Option(min=1, help="programs run at once; one per core if not given")
    ] = None,
) -> None:
    """Check problem packages before they are published. Exits 1 if one does not pass."""
    from rich.console import Console
    from rich.markup import escape

    from assay.bank.verify import JudgeFailed
    from assay.judge.service import IsolationUnavailable

    errors = Console(stderr=True, highlight=False)
    with contextlib.ExitStack() as stack:
        folders = _folders(paths, stack, errors)
        try:
            found = asyncio.run(_verify_all(folders, slots, errors, quiet=as_json))
        except (IsolationUnavailable, JudgeFailed) as error:
            errors.print(f"[red]the judge could not work:[/] {escape(str(error))}")
            raise typer.Exit(FAILED) from error
    if as_json:
        json.dump({"packages": [_as_json(each) for each in found]}, sys.stdout, indent=2)
        sys.stdout.write("\n")
    else:
        typer.echo(f"{sum(each.ok for each in found)} of {len(found)} packages pass")
    if not all(each.ok for each in found):
        raise typer.Exit(NO)


def _folders(paths: list[Path], stack: contextlib.ExitStack, errors: Console) -> list[Path | Verification]:
    """Packages to look into, and what there is to say already of archives that hold none."""
    from rich.markup import escape

    from assay.bank.archive import opened
    from assay.bank.library import package_folders
    from assay.bank.package import PackageError
    from assay.bank.verify import Verification

    folders: list[Path | Verification] = []
    for path in paths:
        try:
            inside = package_folders(stack.enter_context(opened(path)))
        except PackageError as error:
            folders.append(Verification(error.slug, error.complaints, ran=False))
            continue
        except FileNotFoundError as error:
            errors.print(
                f"[red]{escape(str(error))}[/]; give the folder of a package, or one that holds packages"
            )
            raise typer.Exit(WRONG_USE) from error
        if not inside:
            errors.print(
                f"[red]{escape(str(path))} holds no package[/]; a package is a folder with problem.yaml"
            )
            raise typer.Exit(WRONG_USE)
        folders += [each for each in inside if each not in folders]
    return folders


async def _verify_all(
    folders: list[Path | Verification], slots: int | None, errors: Console, *, quiet: bool
) -> list[Verification]:
    """In order; unless ``quiet``, each is printed as soon as it is done."""
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    from assay.bank.verify import verify as verify_package
    from assay.judge.service import LocalJudge

    found: list[Verification] = []
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=errors,
        transient=True,
        redirect_stdout=False,
        disable=not errors.is_terminal,
    )
    async with LocalJudge(slots) as judge:
        with bar:
            task = bar.add_task("verifying", total=len(folders))
            for folder in folders:

                def say(step: str, of: Path | Verification = folder) -> None:
                    name = of.name if isinstance(of, Path) else of.package
                    bar.update(task, description=f"{escape(name)}: {escape(step)}")

                say("reading")
                each = await verify_package(folder, judge, say) if isinstance(folder, Path) else folder
                found.append(each)
                bar.advance(task)
                if not quiet:
                    bar.stop()  # it would take what is printed to stderr
                    _print(each)
                    bar.start()
    return found


def _print(each: Verification) -> None:
    typer.echo(f"{each.package}: {'ok' if each.ok else 'not ok'}")
    for complaint in each.complaints:
        whole = str(complaint).removeprefix(".: ") if complaint.file == "." else None
        typer.echo(f"  {each.package}/{complaint}" if whole is None else f"  {each.package}: {whole}")
    if not each.ran:
        typer.echo("  (its programs were not run: first put this right)")


def _as_json(each: Verification) -> dict[str, Any]:
    return {
        "package": each.package,
        "ok": each.ok,
        "problems": [
            {
                "file": complaint.file,
                "line": complaint.line,
                "message": complaint.message,
                "remedy": complaint.remedy,
            }
            for complaint in each.complaints
        ],
    }
