"""The broker's configuration for a fleet: who may connect, and what each may do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from assay.worker.credentials import Credentials
from assay.worker.subjects import server_permissions, worker_permissions

_CONFIG = """\
# The broker of an Assay fleet, for nats-server 2.10 or later. Made by `assay fleet config`.
# Workers may pull work and report, and nothing else; see docs/fleet.md.

listen: {listen}
server_name: assay

# Other machines reach the broker over a network: encrypt it. Then workers and servers use tls://.
{tls}

jetstream {{
  store_dir: {store}
  # What the broker has confirmed is on disk. (Assay survives the loss of the whole store all the same.)
  sync_interval: always
  max_memory_store: 64MB
  max_file_store: 1GB
}}

max_payload: 1MB

authorization {{
  users = [
{users}
  ]
}}
"""
_TLS = """\
tls {{
  cert_file: {cert}
  key_file: {key}
}}"""
_NO_TLS = """\
# tls {
#   cert_file: "/etc/assay/broker.crt"
#   key_file: "/etc/assay/broker.key"
# }"""


def configuration(
    server: Credentials,
    workers: Sequence[Credentials],
    *,
    listen: str = "127.0.0.1:4222",
    store: Path = Path("/var/lib/nats"),
    tls: tuple[Path, Path] | None = None,
) -> str:
    """Text of a nats-server configuration. ``tls``: certificate and key. Holds no secrets."""
    users = [(server, server_permissions()), *((one, worker_permissions(one.name)) for one in workers)]
    lines = [
        f"    # {who.name}\n    {json.dumps({'nkey': who.user, 'permissions': permissions})}"
        for who, permissions in users
    ]
    return _CONFIG.format(
        listen=json.dumps(listen),
        store=json.dumps(str(store)),
        tls=_TLS.format(cert=json.dumps(str(tls[0])), key=json.dumps(str(tls[1]))) if tls else _NO_TLS,
        users=",\n".join(lines),
    )
