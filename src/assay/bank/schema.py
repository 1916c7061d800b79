"""Writes the published JSON Schemas of this room: ``python -m assay.bank.schema [FOLDER]``.

Run it after changing the models; a test holds docs/schema/ against them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assay.bank.interview_yaml import json_schema

DRAFT = "https://json-schema.org/draft/2020-12/schema"

VERIFY: dict[str, Any] = {
    "$schema": DRAFT,
    "title": "assay verify --json",
    "type": "object",
    "required": ["packages"],
    "properties": {
        "packages": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["package", "ok", "problems"],
                "properties": {
                    "package": {"type": "string", "description": "the package's folder name"},
                    "ok": {"type": "boolean"},
                    "problems": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["file", "line", "message", "remedy"],
                            "properties": {
                                "file": {"type": "string", "description": "within the package"},
                                "line": {"type": ["integer", "null"], "minimum": 1},
                                "message": {"type": "string"},
                                "remedy": {"type": "string"},
                            },
                        },
                    },
                },
            },
        }
    },
}

SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "interview.schema.json": json_schema,
    "verify.schema.json": lambda: VERIFY,
}


def text(name: str) -> str:
    """The file's content as it should be."""
    return json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/schema")
    folder.mkdir(parents=True, exist_ok=True)
    for name in SCHEMAS:
        (folder / name).write_text(text(name), encoding="utf-8")


if __name__ == "__main__":
    main()
