"""The candidate's routes: entering, consent, practice, the course of the session, the log, the own copy."""

from __future__ import annotations

from fastapi import APIRouter

from assay.web.candidate import copy, course, enter, practice, socket


def routers() -> list[APIRouter]:
    return [module.router for module in (enter, course, practice, copy, socket)]
