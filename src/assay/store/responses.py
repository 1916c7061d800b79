"""What each ended session's newest report says of its problems, for statistics on problems."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from assay.store.comparisons import AT_ONCE
from assay.store.engine import Database
from assay.store.tables import Report, Session


async def reported(database: Database) -> AsyncIterator[tuple[str, datetime, dict[str, Any]]]:
    """Id, start and report of each session that was started and has one, in the order of their ids."""
    age = func.row_number().over(
        partition_by=Report.session, order_by=(Report.created_at.desc(), Report.version_sha256)
    )
    aged = select(Report.session, Report.version_sha256, age.label("age")).subquery()
    query = (
        select(Session.id, Session.started_at, aged.c.version_sha256)
        .join(aged, aged.c.session == Session.id)
        .where(aged.c.age == 1, Session.started_at.is_not(None))
        .order_by(Session.id)
    )
    async with database.read() as s:
        rows = [(id, at, version) for id, at, version in await s.execute(query)]
    for start in range(0, len(rows), AT_ONCE):
        async with database.read() as s:
            for id, at, version in rows[start : start + AT_ONCE]:
                document = await s.scalar(
                    select(Report.document).where(Report.session == id, Report.version_sha256 == version)
                )
                if document is not None and at is not None:
                    yield id, at, document
