"""What was prepared for this machine: precompiled headers, linkers, class archives. Made in the background at
first use, never waited for by a submission, used only after a trial has shown that it works."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import structlog

from assay.judge import cache, preparing
from assay.judge.compiling import Choice
from assay.judge.gate import GivenUp
from assay.judge.languages import Found
from assay.judge.manifest import Preparation
from assay.judge.preparing import PLACE, NotPrepared, applies
from assay.judge.sandbox.host import View
from assay.judge.slot import Slot

log = structlog.get_logger(__name__)
_NICE = 10
MakeSlot = Callable[[View, int], Slot]
"""Of a view, and of the MiB of its /tmp."""


class Prepared:
    """For all slots of one judge. ``view`` is what sandboxes see without it; ``make_slot`` gives a slot of its
    own, in which things are made."""

    def __init__(self, view: View, make_slot: MakeSlot) -> None:
        self._make_slot = make_slot
        self._lock = threading.Lock()
        self._work: dict[str, Future[str]] = {}
        self._thread: ThreadPoolExecutor | None = None
        self._slot: Slot | None = None
        self._closed = False
        self._root: Path | None = None
        self._why = ""
        try:
            self._root = cache.folder("prepared")
        except cache.NoCache as error:
            self._why = str(error)
        placed = {} if self._root is None else {PLACE: str(self._root)}
        self.view = replace(view, placed={**view.placed, **placed})
        """What sandboxes see, with the prepared things."""

    def choice(self, found: Found, sources: Mapping[str, bytes]) -> Choice:
        """What of it serves a program of these files. Never waits: what is not there yet is begun."""
        items = [item for item in found.spec.prepare if item.use == "compile"]
        options: list[str] = []
        apart: list[str] = []
        names: list[str] = []
        for item in items:
            if not applies(item, sources):
                continue
            folder, why = self.folder(found, item)
            names.append(item.name if folder is not None else f"without {item.name}: {why}")
            if folder is not None:
                options += preparing.options(item, folder)
                apart += item.files
        return Choice(tuple(options), tuple(apart), "; ".join(names) if items else None)

    def for_batch(self, found: Found) -> tuple[bool, str | None]:
        """Whether all is ready to run many tests in one process, and the folder in the sandbox of what there
        is for that. Never waits: what is not there yet is begun."""
        folder: str | None = None
        for item in found.spec.prepare:
            if item.use == "batch":
                name, _ = self.folder(found, item)
                if name is None:
                    return False, None
                folder = f"{PLACE}/{name}"
        return True, folder

    def folder(self, found: Found, item: Preparation) -> tuple[str | None, str]:
        """The name of what is ready of ``item``, or None and why."""
        if self._root is None:
            return None, self._why
        future = self._begun(self._root, found, item)
        if not future.done():
            return None, "it is being prepared"
        error = future.exception()
        return (future.result(), "") if error is None else (None, str(error))

    def wait(self, found: Found) -> dict[str, str | None]:
        """Prepares all that the language has now: name to None, or to what stands in the way."""
        if self._root is None:
            return {item.name: self._why for item in found.spec.prepare}
        begun = {item.name: self._begun(self._root, found, item) for item in found.spec.prepare}
        errors = {name: future.exception() for name, future in begun.items()}
        return {name: None if error is None else str(error) for name, error in errors.items()}

    def close(self) -> None:
        """Ends what is being made."""
        with self._lock:
            self._closed = True
            thread, slot = self._thread, self._slot
        if slot is not None:
            slot.abandon()
        if thread is not None:
            thread.shutdown(cancel_futures=True)

    def _begun(self, root: Path, found: Found, item: Preparation) -> Future[str]:
        name = f"{found.spec.id} {item.name}"
        with self._lock:
            future = self._work.get(name)
            if future is None:
                future = self._work[name] = self._begin(root, found, item)
        return future

    def _begin(self, root: Path, found: Found, item: Preparation) -> Future[str]:
        ready: Future[str] = Future()
        try:
            key = preparing.key(found, item)
        except NotPrepared as error:
            ready.set_exception(error)
            return ready
        if preparing.is_ready(root, key):
            ready.set_result(key)
            return ready
        if self._closed:
            ready.set_exception(NotPrepared("the judge is closing"))
            return ready
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="prepare")
        return self._thread.submit(self._prepare, root, found, item)

    def _prepare(self, root: Path, found: Found, item: Preparation) -> str:
        """In the thread of its own: its processes stand back behind all others."""
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
        slot = self._make_slot(self.view, preparing.TMP_MIB)
        slot.begin(lambda: self._closed)
        with self._lock:
            self._slot = slot
        try:
            return preparing.prepare(root, found, item, slot)
        except GivenUp as error:
            raise NotPrepared("the judge is closing") from error
        except NotPrepared as error:
            log.warning("judge.not_prepared", language=found.spec.id, item=item.name, why=str(error))
            raise
        except Exception as error:
            log.exception("judge.not_prepared", language=found.spec.id, item=item.name)
            raise NotPrepared(f"{item.name}: {error}") from error
        finally:
            with self._lock:
                self._slot = None
            slot.close()
