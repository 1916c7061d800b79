"""What would hold programs more strongly, or measure them more exactly, on this machine: with the commands."""

from __future__ import annotations

import getpass
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assay.judge.sandbox.landlock import SIGNALS_SINCE
from assay.judge.tier import Tier

_SETTINGS = Path("/proc/sys")
_CONTAINER_SIGNS = (Path("/.dockerenv"), Path("/run/.containerenv"))
_IN_A_CONTAINER = (
    "docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined --cap-add SYS_ADMIN ..."
)
# A setting of the kernel, the value that forbids namespaces, and what to set instead.
_FORBIDDING = (
    ("user/max_user_namespaces", "0", "sysctl -w user.max_user_namespaces=15000"),
    ("kernel/unprivileged_userns_clone", "0", "sysctl -w kernel.unprivileged_userns_clone=1"),
    (
        "kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    ),
)


@dataclass(frozen=True)
class Advice:
    """``gain`` in a sentence; ``commands`` to type, by root unless they say otherwise."""

    gain: str
    commands: tuple[str, ...]


def advice(tier: Tier | None) -> list[Advice]:
    """For ``tier``, or for a machine where nothing can be isolated (None). The weightiest first."""
    found: list[Advice] = []
    if tier is None or tier.isolation.backend in ("bubblewrap", "landlock"):
        found += _namespaces()
    if tier is None:
        found += _without_namespaces()
        return found
    if not tier.many and tier.isolation.backend != "gvisor":
        found.append(_users())
    found += _controllers(tier)
    if tier.isolation.backend == "landlock" and tier.isolation.landlock < SIGNALS_SINCE:
        found.append(
            Advice("Linux 6.12 or newer ends all that a program started in one call, and hides nothing.", ())
        )
    return found


def _namespaces() -> Iterator[Advice]:
    commands = [command for name, value, command in _FORBIDDING if _setting(name) == value]
    if any(sign.exists() for sign in _CONTAINER_SIGNS):
        commands.append(_IN_A_CONTAINER)
    gain = "Namespaces of its own hide the host's files, processes, name and network from a program."
    yield Advice(gain, tuple(commands or [command for *_, command in _FORBIDDING]))


def _without_namespaces() -> Iterator[Advice]:
    if shutil.which("bwrap") is None:
        yield Advice(
            "Bubblewrap may be allowed namespaces where others are not.", ("apt-get install bubblewrap",)
        )
    yield Advice(
        "Landlock isolates without namespaces, less strongly, on Linux 5.13 or newer.",
        ("add `lsm=landlock,` before the other names in `lsm=` on the kernel's command line",),
    )


def _users() -> Advice:
    gain = "Each test gets a user of its own, which owns nothing and can do nothing to the supervisor."
    if os.geteuid() == 0:
        return Advice(
            gain, ("install Python and Assay where every user may read them, such as /opt or /usr/local",)
        )
    name = getpass.getuser()
    subordinate = f"usermod --add-subuids 1000000-1065535 --add-subgids 1000000-1065535 {name}"
    return Advice(gain, ("apt-get install uidmap", subordinate))


def _controllers(tier: Tier) -> Iterator[Advice]:
    for controller, what in (("memory", "memory"), ("pids", "number")):
        if tier.parents.tier(controller) == "rlimit":
            why = tier.parents.why.get(controller, "no control group can be made")
            yield Advice(
                f"A control group limits the {what} of all of a program's processes together. Now: {why}.",
                (
                    f"systemd-run --uid={os.geteuid()} --property=Delegate=yes assay serve",
                    "or Delegate=yes in the service's unit, or run the judge as root",
                ),
            )


def _setting(name: str) -> str | None:
    try:
        return (_SETTINGS / name).read_text().strip()
    except OSError:
        return None  # this kernel has no such setting
