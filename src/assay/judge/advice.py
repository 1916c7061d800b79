"""What would hold programs more strongly, or measure them more exactly, on this machine: with the commands."""

from __future__ import annotations

import getpass
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assay.judge.sandbox import cgroups, subordinate
from assay.judge.sandbox.isolation import Isolation
from assay.judge.sandbox.landlock import SIGNALS_SINCE
from assay.judge.tier import SETTING, Tier

_SETTINGS = Path("/proc/sys")
_CONTAINER_SIGNS = (Path("/.dockerenv"), Path("/run/.containerenv"))
_IN_A_CONTAINER = (
    "docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined --cap-add SYS_ADMIN ..."
)
_GROUPS_IN_A_CONTAINER = "docker run --cgroupns=host --volume /sys/fs/cgroup:/sys/fs/cgroup:rw ..."
_SYSTEMD = Path("/run/systemd/system")
_GRANTED_FROM, _GRANTED = 1_000_000, 65_536
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


Ways = Sequence[tuple[Isolation, str | None]]
"""What might work here, best first, and what is in the way of each: ``probe.attempts``."""


@dataclass(frozen=True)
class Advice:
    """``gain`` in a sentence; ``commands`` to type, by root unless they say otherwise."""

    gain: str
    commands: tuple[str, ...]


def advice(tier: Tier | None, ways: Ways) -> list[Advice]:
    """For ``tier``, or for a machine where nothing can be isolated (None). The weightiest first."""
    found: list[Advice] = []
    if tier is None:
        asked_for_another = _better(None, ways)
        return [asked_for_another] if asked_for_another else [*_namespaces(_HIDE), *_without_namespaces()]
    own = tier.isolation
    better = None if own.backend == "gvisor" else _better(own, ways)  # who asks for the strongest means it
    if better is not None:
        found.append(better)
    elif own.backend == "namespaces":
        found += [] if own.many else _users()
    elif own.backend != "gvisor":
        found += _namespaces(_HIDE if own.backend == "landlock" else _MADE_BY_US)
        if own.backend == "landlock" and not own.many:
            found.append(Advice(_A_USER_EACH, ("run the judge as root",)))
    found += _controllers(tier)
    if own.backend == "landlock" and own.landlock < SIGNALS_SINCE:
        found.append(
            Advice("Linux 6.12 or newer ends all that a program started in one call, and hides nothing.", ())
        )
    return found


_HIDE = "Namespaces of its own hide the host's files, processes, name and network from a program."
_MADE_BY_US = (
    "Namespaces that the judge makes by itself bound the number of files, and start programs sooner."
)
_A_USER_EACH = "Each test gets a user of its own, which owns nothing and can do nothing to the supervisor."


def _better(own: Isolation | None, ways: Ways) -> Advice | None:
    """Where a weaker way was asked for than there is."""
    first = next((isolation for isolation, trouble in ways if trouble is None), None)
    if first is None or (own is not None and first.backend == own.backend):
        return None
    return Advice(
        f"This machine can do better: {first.words}.", (f"leave out --backend, or unset {SETTING}",)
    )


def _namespaces(gain: str) -> Iterator[Advice]:
    commands = [command for name, value, command in _FORBIDDING if _setting(name) == value]
    if _in_a_container():
        commands.append(_IN_A_CONTAINER)
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


def _users() -> Iterator[Advice]:
    if os.geteuid() == 0:
        yield Advice(
            _A_USER_EACH,
            ("install Python and Assay where every user may read them, such as /opt or /usr/local",),
        )
        return
    commands = []
    if shutil.which("newuidmap") is None:
        commands.append("apt-get install uidmap")
    if not subordinate.listed():
        first = max(_GRANTED_FROM, subordinate.end_of_all())
        both = f"{first}-{first + _GRANTED - 1}"
        commands.append(f"usermod --add-subuids {both} --add-subgids {both} {getpass.getuser()}")
    # With both there, what is wrong stands beside that way itself.
    yield Advice(_A_USER_EACH, tuple(commands))


def _controllers(tier: Tier) -> Iterator[Advice]:
    """One for both where the same is in the way of both."""
    in_the_way: dict[str, list[str]] = {}
    for controller, what in (("memory", "memory"), ("pids", "number")):
        if tier.parents.tier(controller) != "rlimit":
            continue
        if controller == "pids" and tier.isolation.backend == "gvisor":
            continue  # they are no processes of this kernel
        why = tier.parents.why.get(controller, "no control group can be made")
        in_the_way.setdefault(why, []).append(what)
    for why, all_of in in_the_way.items():
        gain = f"A control group limits the {' and the '.join(all_of)} of a program's processes together."
        yield Advice(f"{gain} Now: {why}.", tuple(_groups(all_of)))


def _groups(what: Sequence[str]) -> Iterator[str]:
    if os.geteuid() == 0:
        yield _GROUPS_IN_A_CONTAINER if _in_a_container() else "allow root to write below /sys/fs/cgroup"
        return
    if _SYSTEMD.is_dir():
        if not all(cgroups.unified(_CONTROLLERS[each]) for each in what):
            yield "boot with systemd.unified_cgroup_hierarchy=1 on the kernel's command line, and then"
        yield f"systemd-run --uid={os.geteuid()} --property=Delegate=yes assay serve"
        yield "or Delegate=yes in the service's unit, or run the judge as root"
    else:
        yield "run the judge as root"


_CONTROLLERS = {"memory": "memory", "number": "pids"}


def _in_a_container() -> bool:
    return any(sign.exists() for sign in _CONTAINER_SIGNS)


def _setting(name: str) -> str | None:
    try:
        return (_SETTINGS / name).read_text().strip()
    except OSError:
        return None  # this kernel has no such setting
