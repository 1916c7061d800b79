"""The ways to isolate programs that can be set up on this machine, as root and as ordinary users.

A judge under another user needs an interpreter that this user may start, and so runs in a process of its own:
``Setting.run(script)`` runs a Python script there and returns what it printed.
"""

from __future__ import annotations

import functools
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SYSTEM_PYTHON = "/usr/bin/python3"
_NOBODY = 65534
_SOURCE = Path(__file__).resolve().parents[1] / "src"
_WITHOUT_NAMESPACES = 'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"'
_MASKED = 'mount -t tmpfs none /proc/tty; exec "$@"'
_PROBE = """
from assay.judge.service import IsolationUnavailable, find_tier
try:
    print("yes" if find_tier().many or {alone} else "one user only")
except IsolationUnavailable as error:
    print(error)
"""


@dataclass(frozen=True)
class Setting:
    """``backend`` as judges are told it; ``uid`` is that of the judge; ``many``: a user of its own for each
    test is expected."""

    backend: str
    uid: int
    many: bool

    @property
    def id(self) -> str:
        """As pytest prints it: "landlock-as-user", "namespaces-as-user-many"."""
        who = "root" if self.uid == 0 else "user"
        return f"{self.backend}-as-{who}" + (
            "-many" if self.many and self.uid != 0 and self.backend == "namespaces" else ""
        )

    def run(self, script: str, *arguments: str, timeout_s: float = 600) -> str:
        """What ``script`` prints under this setting. Fails the test if it ends badly."""
        done = self.start(script, *arguments, timeout_s=timeout_s)
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    def start(self, script: str, *arguments: str, timeout_s: float) -> subprocess.CompletedProcess[str]:
        return run_as(self.uid, script, *arguments, backend=self.backend, timeout_s=timeout_s)


def run_as(
    uid: int,
    script: str,
    *arguments: str,
    backend: str | None = None,
    namespaces: bool = True,
    masked: bool = False,
    timeout_s: float = 600,
) -> subprocess.CompletedProcess[str]:
    """Runs ``script`` as ``uid`` on the system's Python with this project's source and packages.

    ``namespaces`` False: where no user namespace can be made. ``masked``: where a part of /proc is covered, as
    in many containers, so that nobody may mount another; needs root.
    """
    command = command_as(uid, script, *arguments)
    if not namespaces:
        command = ["unshare", "--user", "--map-root-user", "sh", "-c", _WITHOUT_NAMESPACES, "sh", *command]
    if masked:
        command = ["unshare", "--mount", "sh", "-c", _MASKED, "sh", *command]
    environment = environment_of(backend)
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd="/", timeout=timeout_s, check=False
    )


def command_as(uid: int, script: str, *arguments: str) -> list[str]:
    """What runs ``script`` as ``uid``, in the process that is started with it."""
    command = [SYSTEM_PYTHON, "-B", "-c", script, *arguments]
    if uid == os.geteuid():
        return command
    group = pwd.getpwuid(uid).pw_gid
    return ["setpriv", f"--reuid={uid}", f"--regid={group}", "--clear-groups", *command]


def environment_of(backend: str | None) -> dict[str, str]:
    import pydantic

    packages = Path(pydantic.__file__).parents[1]
    values = {"PATH": os.environ["PATH"], "HOME": "/tmp", "PYTHONPATH": f"{_SOURCE}:{packages}"}
    return values if backend is None else values | {"ASSAY_JUDGE_BACKEND": backend}


@functools.cache
def backends_here() -> tuple[Setting, ...]:
    """Every setting under which a judge starts here; gVisor, which is slow, comes last."""
    return tuple(setting for setting in settings() if why_not(setting) is None)


@functools.cache
def why_not(setting: Setting) -> str | None:
    """None where a judge starts under ``setting``, else what stands in the way."""
    if not Path(SYSTEM_PYTHON).exists() or shutil.which("setpriv") is None:
        return "needs a Python open to all users, and setpriv"
    said = setting.start(_PROBE.replace("{alone}", str(not setting.many)), timeout_s=120)
    text = said.stdout.strip() or said.stderr.strip()[-500:]
    return None if text == "yes" else text


def settings() -> list[Setting]:
    """All that might be had here."""
    users = {_NOBODY if os.geteuid() == 0 else os.geteuid(): False, **dict.fromkeys(_granted(), True)}
    settings = [Setting("namespaces", 0, many=True)] if os.geteuid() == 0 else []
    settings += [Setting("namespaces", uid, many=many) for uid, many in users.items()]
    for backend in ("bubblewrap", "landlock", "gvisor"):
        if os.geteuid() == 0:
            settings.append(Setting(backend, 0, many=backend != "bubblewrap"))
        settings.append(Setting(backend, next(iter(users)), many=backend == "gvisor"))
    return settings


def _granted() -> list[int]:
    """A user of this machine with subordinate ids, or this one if it has some."""
    try:
        lines = Path("/etc/subuid").read_text().splitlines()
    except OSError:
        return []
    found: list[int] = []
    for line in lines:
        name = line.split(":")[0]
        try:
            uid = pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
        if os.geteuid() in (0, uid) and Path(pwd.getpwuid(uid).pw_shell).name not in ("nologin", "false"):
            found.append(uid)
    return found[:1]
