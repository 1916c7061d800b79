"""Whether sandboxes can be made on this machine, and of which kind."""

from __future__ import annotations

import os

from assay.judge.sandbox import kernel, wire
from assay.judge.sandbox.cgroups import Parents
from assay.judge.sandbox.host import (
    INTERPRETER,
    JudgeFault,
    Keeper,
    Sandbox,
    SandboxLost,
    Step,
    View,
    bare_environment,
    exit_words,
)
from assay.judge.sandbox.isolation import Isolation

_MIB = 1 << 20


class IsolationUnavailable(Exception):
    """No sandbox can be made on this machine; the message says what to change."""


def _try_interpreter(sandbox: Sandbox) -> None:
    """The interpreter may lie where only this user may look: then it does not start under another id."""
    step = Step(
        argv=(INTERPRETER, "-I", "-S", "-c", "pass"),
        environment=bare_environment(),
        cpu_s=10,
        wall_s=30,
        memory_mib=512,
        processes=16,
        output_bytes=_MIB,
        file_bytes=_MIB,
    )
    run = sandbox.run(step)
    if run.status != 0:
        said = run.stderr.decode(errors="replace").strip()
        raise JudgeFault(f"{INTERPRETER} does not start inside a sandbox ({exit_words(run.status)}): {said}")


def _candidates() -> list[Isolation]:
    """Best first."""
    namespaces = [Isolation("namespaces", many=False)]
    if os.geteuid() == 0:
        namespaces.insert(0, Isolation("namespaces", many=True))
    return namespaces


def probe(view: View, backend: str | None = None) -> Isolation:
    """The best isolation that works here, or the best by ``backend``: a program was run under it.

    Raises IsolationUnavailable with what to change.
    """
    if not kernel.supported():
        raise IsolationUnavailable(
            f"The judge knows the system calls of x86_64 and aarch64; this machine is {kernel.MACHINE}."
        )
    troubles: list[str] = []
    for isolation in _candidates():
        if backend is not None and isolation.backend != backend:
            continue
        try:
            keeper = Keeper(0, view, Parents(), isolation)
        except JudgeFault as fault:
            troubles.append(str(fault))
            continue
        try:
            with keeper.sandbox({}) as sandbox:
                _try_interpreter(sandbox)
            return isolation
        except (JudgeFault, SandboxLost, wire.Closed) as fault:
            troubles.append(str(fault))
        finally:
            keeper.close()
    raise IsolationUnavailable(
        "Programs cannot be isolated on this machine, so none will be run. "
        + "; ".join(troubles)
        + ". The judge needs Linux 5.12 or newer and user namespaces. Allow them with "
        "`sysctl -w kernel.unprivileged_userns_clone=1` (Debian), "
        "`sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` (Ubuntu 24.04 and newer) or "
        "`sysctl -w user.max_user_namespaces=15000` (Red Hat); in a container, run it with "
        "`--security-opt seccomp=unconfined --security-opt apparmor=unconfined --cap-add SYS_ADMIN`."
    )
