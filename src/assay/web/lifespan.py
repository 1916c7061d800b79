"""Starts what the server is made of, in order, and stops it in the reverse order."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from assay.bank.library import Library, practice
from assay.judge.model import Judge
from assay.store.engine import open_database
from assay.store.migrate import migrate
from assay.store.secret import MasterKey
from assay.web.candidate.practice import PracticeDesk
from assay.web.judging import open_judging
from assay.web.likeness import open_likeness
from assay.web.live.clock import Clock
from assay.web.live.serving import open_hub
from assay.web.observe import Metrics
from assay.web.security import Limiter
from assay.web.services import Services
from assay.web.settings import Settings
from assay.worker.measurer import Measuring


def master_key(settings: Settings) -> MasterKey:
    """From the settings, else from the data folder, where it is made once."""
    if settings.secret_key is not None:
        return MasterKey.parse(settings.secret_key.get_secret_value(), "ASSAY_SECRET_KEY")
    return MasterKey.load_or_make(settings.data)


@asynccontextmanager
async def open_services(
    settings: Settings,
    metrics: Metrics,
    clock: Clock,
    judge: Judge | None = None,
    measuring: Measuring | None = None,
) -> AsyncIterator[Services]:
    """Raises what stops the server from starting: an unreachable database, a broken package, a wrong key,
    a machine on which programs cannot be isolated. ``judge`` and ``measuring``: by default this machine's own,
    or the fleet."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(settings.database_url))
        await migrate(database)
        await database.open_all()
        key = master_key(settings)
        library = Library(settings.bank or Library.default_folder())
        judging = await stack.enter_async_context(open_judging(settings, database, judge, measuring))
        metrics.slots.set_function(judging.slots)
        metrics.workers.set_function(judging.workers)
        desk = PracticeDesk(judging.turns, practice(), judging.slots)
        hub = await stack.enter_async_context(
            open_hub(
                database=database,
                master_key=key,
                packages=library.packages,
                turns=judging.turns,
                measuring=judging.measuring,
                window=judging.window,
                clock=clock,
                fleet=judging.fleet,
                slots=judging.slots,
                practising=desk.judging,
                on_fault=metrics.judge_faults.inc,
            )
        )
        yield Services(
            settings=settings,
            database=database,
            master_key=key,
            library=library,
            languages_now=judging.languages,
            clock=clock,
            hub=hub,
            practice=desk,
            likeness=await stack.enter_async_context(open_likeness(database, library.packages)),
            metrics=metrics,
            sign_ins=Limiter(attempts=10, seconds=600),
            addresses=Limiter(attempts=100, seconds=600),
            entries=Limiter(attempts=60, seconds=600),
        )
