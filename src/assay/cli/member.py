"""``assay member``: the people of an organization. Works beside a running server."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assay.store.engine import Database
    from assay.store.members import KnownMember

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
Data = Annotated[Path | None, typer.Option(help="Data folder of the server. [ASSAY_DATA, else assay-data]")]
DatabaseUrl = Annotated[
    str | None, typer.Option(help="Database URL. [ASSAY_DATABASE, else SQLite in the folder]")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@asynccontextmanager
async def _opened(data: Path | None, url: str | None) -> AsyncIterator[Database]:
    """The database that the server with these options uses. Exits 2 where they cannot be."""
    from assay.store.engine import open_database
    from assay.store.migrate import migrate
    from assay.web.settings import Settings, SettingsError

    try:
        settings = Settings.chosen(data=data, database=url)
    except SettingsError as error:
        typer.echo(f"assay: {error}", err=True)
        raise typer.Exit(2) from error
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    async with open_database(settings.database_url) as database:
        await migrate(database)
        yield database


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
    from assay.store.members import PERMISSIONS, MemberExists, add_member
    from assay.store.passwords import hash_password

    if not _EMAIL.fullmatch(email) or not name.strip() or not organization.strip():
        raise typer.BadParameter("give an address such as grace@example.org, a name and an organization")
    if set(permission or ()) - set(PERMISSIONS):
        raise typer.BadParameter(f"permissions are {', '.join(PERMISSIONS)}")
    password, made = _chosen_password(password_stdin)

    async def run() -> str:
        hashed = await hash_password(password)
        async with _opened(data, database) as opened, opened.write() as s:
            return await add_member(
                s,
                organization=organization.strip(),
                name=name.strip(),
                email=email,
                password_hash=hashed,
                permissions=permission or list(PERMISSIONS),
            )

    try:
        id = asyncio.run(run())
    except MemberExists as error:
        typer.echo(f"assay: {error}", err=True)
        raise typer.Exit(1) from error
    shown = {"id": id, "email": email.lower(), "password": password if made else None}
    _say(f"{email.lower()} is a member of {organization.strip()}.", shown, as_json)


def _say(sentence: str, shown: dict[str, str | None], as_json: bool) -> None:
    """A password is printed only where it was made here."""
    if as_json:
        typer.echo(json.dumps(shown))
        return
    typer.echo(sentence)
    if shown["password"] is not None:
        typer.echo(f"Password: {shown['password']}")


@app.command()
def password(
    email: Annotated[str, typer.Option(help="Address of the member.")],
    password_stdin: Annotated[bool, typer.Option(help="Read the password from standard input.")] = False,
    data: Data = None,
    database: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Give a member a new password: asked for, or made and printed. Ends all their sign-ins."""
    from assay.store.members import set_password
    from assay.store.passwords import hash_password

    chosen, made = _chosen_password(password_stdin)

    async def run() -> bool:
        hashed = await hash_password(chosen)
        async with _opened(data, database) as opened, opened.write() as s:
            return await set_password(s, email, hashed)

    if not asyncio.run(run()):
        typer.echo(f"assay: {email.lower()} is no member: see `assay member list`", err=True)
        raise typer.Exit(1)
    shown = {"email": email.lower(), "password": chosen if made else None}
    _say(f"{email.lower()} has a new password.", shown, as_json)


@app.command("list")
def list_(data: Data = None, database: DatabaseUrl = None, as_json: Json = False) -> None:
    """List the members of all organizations."""
    from assay.store.members import list_members

    async def run() -> list[KnownMember]:
        async with _opened(data, database) as opened, opened.read() as s:
            return await list_members(s)

    found = asyncio.run(run())
    if as_json:
        rows = [
            {
                "organization": member.organization_name,
                "email": member.email,
                "name": member.name,
                "permissions": sorted(member.permissions),
            }
            for member in found
        ]
        typer.echo(json.dumps({"members": rows}))
        return
    for member in found:
        permissions = ", ".join(sorted(member.permissions)) or "none"
        typer.echo(f"{member.organization_name}: {member.email} ({member.name}; permissions: {permissions})")
