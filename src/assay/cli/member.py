"""``assay member``: the people of an organization. Works beside a running server."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from pathlib import Path
from typing import Annotated

import typer

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
Data = Annotated[Path | None, typer.Option(help="Data folder of the server. [ASSAY_DATA, else assay-data]")]
DatabaseUrl = Annotated[
    str | None, typer.Option(help="Database URL. [ASSAY_DATABASE, else SQLite in the folder]")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


async def _add(
    url: str, organization: str, name: str, email: str, password: str, permissions: list[str]
) -> str:
    from assay.store.engine import open_database
    from assay.store.members import add_member
    from assay.store.migrate import migrate
    from assay.store.passwords import hash_password

    hashed = await hash_password(password)
    async with open_database(url) as database:
        await migrate(database)
        async with database.write() as s:
            return await add_member(
                s,
                organization=organization,
                name=name,
                email=email,
                password_hash=hashed,
                permissions=permissions,
            )


def _chosen_password(given_on_stdin: bool) -> tuple[str, bool]:
    """The password, and whether it was made here and must be shown."""
    from assay.store.passwords import MINIMUM

    if given_on_stdin:
        password = typer.get_text_stream("stdin").readline().rstrip("\n")
    elif typer.get_text_stream("stdin").isatty():
        password = typer.prompt(
            "Password (empty: one is made)", hide_input=True, default="", show_default=False, err=True
        )
    else:
        password = ""
    if not password:
        return secrets.token_urlsafe(12), True
    if len(password) < MINIMUM:
        raise typer.BadParameter(f"the password needs at least {MINIMUM} characters")
    return password, False


app = typer.Typer(help="Members of organizations.", no_args_is_help=True)


@app.callback()
def member() -> None:
    """Members of organizations."""


@app.command()
def add(
    email: Annotated[str, typer.Option(help="Address to sign in with.")],
    name: Annotated[str, typer.Option(help="The person's name.")],
    organization: Annotated[str, typer.Option(help="Name of the organization; made if it is new.")],
    permission: Annotated[
        list[str] | None, typer.Option(help="positions, invite, sessions or admin; several times. [all]")
    ] = None,
    password_stdin: Annotated[bool, typer.Option(help="Read the password from standard input.")] = False,
    data: Data = None,
    database: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Add a member. The password is asked for, or made and printed."""
    from assay.store.members import PERMISSIONS, MemberExists
    from assay.web.settings import Settings, SettingsError

    if not _EMAIL.fullmatch(email) or not name.strip() or not organization.strip():
        raise typer.BadParameter("give an address such as grace@example.org, a name and an organization")
    if set(permission or ()) - set(PERMISSIONS):
        raise typer.BadParameter(f"permissions are {', '.join(PERMISSIONS)}")
    try:
        settings = Settings.chosen(data=data, database=database)
    except SettingsError as error:
        typer.echo(f"assay: {error}", err=True)
        raise typer.Exit(2) from error
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    password, made = _chosen_password(password_stdin)
    try:
        id = asyncio.run(
            _add(
                settings.database_url,
                organization.strip(),
                name.strip(),
                email,
                password,
                permission or list(PERMISSIONS),
            )
        )
    except MemberExists as error:
        typer.echo(f"assay: {error}", err=True)
        raise typer.Exit(1) from error
    if as_json:
        shown = {"id": id, "email": email.lower(), "password": password if made else None}
        typer.echo(json.dumps(shown))
    else:
        typer.echo(f"{email.lower()} is a member of {organization.strip()}.")
        if made:
            typer.echo(f"Password: {password}")
