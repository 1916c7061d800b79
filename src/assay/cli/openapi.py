"""``assay openapi``: the published API document."""

from __future__ import annotations

import json
import sys


def document() -> str:
    """As committed in docs/schema/openapi.json."""
    from assay.web.app import create_app

    return json.dumps(create_app().openapi(), indent=2, ensure_ascii=False) + "\n"


def openapi() -> None:
    """Print the OpenAPI document of the server's API, as JSON."""
    sys.stdout.write(document())
