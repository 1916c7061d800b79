"""Which isolation can be had on this machine: tried, best first, by running a program under it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace

from assay.judge.sandbox import bubblewrap, gvisor, kernel, landlock, subordinate, wire
from assay.judge.sandbox.cgroups import Parents
from assay.judge.sandbox.host import (
    INTERPRETER,
    JudgeFault,
    Keeper,
    NotOffered,
    Sandbox,
    SandboxLost,
    Step,
    View,
    bare_environment,
    exit_words,
)
from assay.judge.sandbox.isolation import BACKENDS, Isolation

_MIB = 1 << 20
_NOTHING_MORE = Step(
    argv=(INTERPRETER, "-I", "-S", "-c", "pass"),
    environment=bare_environment(),
    cpu_s=10,
    wall_s=30,
    memory_mib=512,
    processes=16,
    output_bytes=_MIB,
    file_bytes=_MIB,
)
_SUBORDINATE_IDS = 2048  # per slot: one for the supervisor, those from 1000 on for tests
_ADVICE = (
    "The judge needs Linux 5.12 or newer and either user namespaces or Landlock. Allow namespaces with "
    "`sysctl -w kernel.unprivileged_userns_clone=1` (Debian), "
    "`sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` (Ubuntu 24.04 and newer) or "
    "`sysctl -w user.max_user_namespaces=15000` (Red Hat); in a container, run it with "
    "`--security-opt seccomp=unconfined --security-opt apparmor=unconfined --cap-add SYS_ADMIN`. "
    "Landlock (Linux 5.13) is switched on by `lsm=landlock,...` on the kernel's command line."
)


class IsolationUnavailable(Exception):
    """No sandbox can be made on this machine; the message says what to change."""


def candidates() -> Iterator[Isolation]:
    """What might work here, best first; at the end gVisor, which is taken only where it is asked for."""
    root = os.geteuid() == 0
    abi = landlock.abi()
    if root:
        yield Isolation("namespaces", many=True)
    elif (ids := subordinate.granted(_SUBORDINATE_IDS)) is not None:
        user, group, count = ids
        slots = count // _SUBORDINATE_IDS
        yield Isolation(
            "namespaces",
            many=True,
            first_id=user,
            first_group=group,
            ids=_SUBORDINATE_IDS,
            slots=slots,
            mapped=True,
        )
    yield Isolation("namespaces", many=False)
    if shutil.which(bubblewrap.PROGRAM) is not None:
        # A container whose own /proc is partly covered cannot mount another one.
        for processes_shown in (True, False) if abi else (False,):
            yield Isolation("bubblewrap", many=False, landlock=abi, processes_shown=processes_shown)
    if abi:
        yield Isolation("landlock", many=root, landlock=abi)
    if shutil.which(gvisor.PROGRAM) is not None:
        yield Isolation("gvisor", many=True)


def probe(view: View, backend: str | None = None) -> Isolation:
    """The best isolation that works here, or the best by ``backend``.

    Raises IsolationUnavailable with what to change.
    """
    if backend is not None and backend not in BACKENDS:
        raise IsolationUnavailable(
            f"There is no backend {backend!r} to isolate programs by: choose from {', '.join(BACKENDS)}."
        )
    if not kernel.supported():
        raise IsolationUnavailable(
            f"The judge knows the system calls of x86_64 and aarch64; this machine is {kernel.MACHINE}."
        )
    troubles: dict[str, str] = {}
    for isolation in candidates():
        if isolation.backend == backend or (backend is None and isolation.backend != "gvisor"):
            trouble, offered = _tried(view, isolation)
            if trouble is None:
                return offered
            troubles[f"{isolation.backend} ({isolation.users})"] = trouble
    if backend is not None and not troubles:
        troubles[backend] = _absent(backend)
    tried = "; ".join(f"{name}: {trouble}" for name, trouble in troubles.items())
    only = "" if backend is None else f" by {backend}"
    raise IsolationUnavailable(
        f"Programs cannot be isolated{only} on this machine, so none will be run. {tried}. {_ADVICE}"
    )


def attempts(view: View) -> Iterator[tuple[Isolation, str | None]]:
    """All that might work here, and what is in the way of each."""
    if kernel.supported():
        for isolation in candidates():
            yield isolation, attempt(view, isolation)


def attempt(view: View, isolation: Isolation) -> str | None:
    """Runs a program under ``isolation``: None if it ran, else what went wrong in words."""
    return _tried(view, isolation)[0]


def _tried(view: View, isolation: Isolation) -> tuple[str | None, Isolation]:
    """As ``attempt``; and, where a program ran, the same with what it cannot have."""
    try:
        keeper = Keeper(0, view, Parents(), isolation)
    except JudgeFault as fault:
        return str(fault), isolation
    try:
        with keeper.sandbox({}) as sandbox:
            _try_interpreter(sandbox, _NOTHING_MORE)
            no_proc = _refused(sandbox, replace(_NOTHING_MORE, proc=True))
            no_shared_memory = _refused(sandbox, replace(_NOTHING_MORE, shared_memory=True))
    except (JudgeFault, SandboxLost) as fault:
        return str(fault), isolation
    except wire.Closed as error:
        return f"the sandbox ended before it was ready: {keeper.said() or error}", isolation
    finally:
        keeper.close()
    return None, replace(isolation, no_proc=no_proc, no_shared_memory=no_shared_memory)


def _refused(sandbox: Sandbox, step: Step) -> str:
    """Why a program cannot have what ``step`` asks for; empty where it can."""
    try:
        _try_interpreter(sandbox, step)
    except NotOffered as refused:
        return str(refused)
    return ""


def _try_interpreter(sandbox: Sandbox, step: Step) -> None:
    """The interpreter may lie where only this user may look: then it does not start under another id."""
    run = sandbox.run(step)
    if run.status != 0:
        said = run.stderr.decode(errors="replace").strip()
        raise JudgeFault(f"{INTERPRETER} does not start inside a sandbox ({exit_words(run.status)}): {said}")


def _absent(backend: str) -> str:
    return {
        "bubblewrap": "it is not installed (`apt-get install bubblewrap`)",
        "landlock": "the kernel has none, or it is switched off",
        "gvisor": "it is not installed (`apt-get install runsc`)",
    }.get(backend, "it is not installed")
