"""The team's routes. They only translate: what they ask of the database is in ``assay.store``."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from fastapi import APIRouter

from assay.web.team import bank, invitations, plans, positions, sessions, sign_in


def routers() -> list[APIRouter]:
    made = [module.router for module in (sign_in, positions, bank, plans, invitations, sessions)]
    if find_spec("assay.web.team.session_detail") is not None:
        made.append(import_module("assay.web.team.session_detail").router)
    return made
