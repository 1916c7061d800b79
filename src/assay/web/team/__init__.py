"""The team's routes. They only translate: what they ask of the database is in ``assay.store``."""

from __future__ import annotations

from fastapi import APIRouter

from assay.web.team import (
    bank,
    comparison,
    invitations,
    plans,
    positions,
    session_detail,
    sessions,
    sign_in,
    similarity,
)


def routers() -> list[APIRouter]:
    return [
        module.router
        for module in (
            sign_in,
            positions,
            comparison,
            similarity,
            bank,
            plans,
            invitations,
            sessions,
            session_detail,
        )
    ]
