"""Makes the published schemas and the TypeScript types anew; with --check, says which of them have drifted.

python scripts/generated.py [--check]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from assay.bank import schema as bank_schema
from assay.report.document import Report
from assay.web.app import create_app

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "docs" / "schema"
TYPES = ROOT / "frontend" / "src" / "api" / "schema.d.ts"


def documents() -> dict[str, object]:
    """Name of the file in docs/schema to its content."""
    report = Report.model_json_schema(mode="serialization")
    return {
        **{name: make() for name, make in bank_schema.SCHEMAS.items()},
        "openapi.json": create_app().openapi(),
        "report.schema.json": {"$schema": bank_schema.DRAFT, **report, "title": "assay report --json"},
    }


def generate(schemas: Path, types: Path) -> None:
    """Writes everything to the folder ``schemas`` and the file ``types``."""
    schemas.mkdir(parents=True, exist_ok=True)
    for name, document in documents().items():
        (schemas / name).write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    frontend = ROOT / "frontend"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        [
            "node",
            "node_modules/openapi-typescript/bin/cli.js",
            str(schemas / "openapi.json"),
            "-o",
            str(types),
        ],
        cwd=frontend,
        env={**os.environ, "PATH": path},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def main() -> int:
    if "--check" not in sys.argv:
        generate(SCHEMAS, TYPES)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        generate(fresh / "schema", fresh / "schema.d.ts")
        pairs = {SCHEMAS / file.name: file for file in sorted((fresh / "schema").iterdir())}
        pairs[TYPES] = fresh / "schema.d.ts"
        drifted = [
            kept.relative_to(ROOT)
            for kept, made in pairs.items()
            if not kept.exists() or kept.read_bytes() != made.read_bytes()
        ]
    for file in drifted:
        print(f"{file} is not what the models say: run `make types` and commit it", file=sys.stderr)
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main())
