"""Starts what the server is made of, in order, and stops it in the reverse order."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from assay.bank.library import Library, practice
from assay.jobs.carrier import Window
from assay.jobs.turns import LocalTurns
from assay.judge.languages import available
from assay.judge.model import Judge
from assay.judge.service import LocalJudge
from assay.store.engine import open_database
from assay.store.migrate import migrate
from assay.store.secret import MasterKey
from assay.web.candidate.practice import PracticeDesk
from assay.web.live.clock import Clock
from assay.web.live.serving import open_hub
from assay.web.observe import Metrics
from assay.web.schema.common import Language
from assay.web.security import Limiter
from assay.web.services import Services
from assay.web.settings import Settings


def master_key(settings: Settings) -> MasterKey:
    """From the settings, else from the data folder, where it is made once."""
    if settings.secret_key is not None:
        return MasterKey.parse(settings.secret_key.get_secret_value(), "ASSAY_SECRET_KEY")
    return MasterKey.load_or_make(settings.data)


def languages_here() -> tuple[Language, ...]:
    """What this machine can run."""
    return tuple(
        Language(
            id=found.spec.id,
            name=found.spec.name,
            version=found.version,
            file_name=found.spec.file_name,
            time_factor=found.spec.time_factor,
        )
        for found in available().values()
    )


@asynccontextmanager
async def open_services(
    settings: Settings, metrics: Metrics, clock: Clock, judge: Judge | None = None
) -> AsyncIterator[Services]:
    """Raises what stops the server from starting: an unreachable database, a broken package, a wrong key,
    a machine on which programs cannot be isolated. ``judge``: by default this machine's own."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(settings.database_url))
        await migrate(database)
        key = master_key(settings)
        library = Library(settings.bank or Library.default_folder())
        languages = languages_here()
        slots = settings.slots or os.cpu_count() or 1
        if judge is None:
            judge = await stack.enter_async_context(LocalJudge(slots))
        turns = LocalTurns(judge, slots)
        hub = await stack.enter_async_context(
            open_hub(
                database=database,
                master_key=key,
                packages=library.packages,
                turns=turns,
                # One more than the judge has slots, so that the next job waits for it and not in the table.
                window=Window(lambda: slots + 1, evaluations=slots),
                clock=clock,
            )
        )
        yield Services(
            settings=settings,
            database=database,
            master_key=key,
            library=library,
            languages=languages,
            clock=clock,
            hub=hub,
            practice=PracticeDesk(turns, practice()),
            metrics=metrics,
            sign_ins=Limiter(attempts=10, seconds=600),
            addresses=Limiter(attempts=100, seconds=600),
            entries=Limiter(attempts=60, seconds=600),
        )
