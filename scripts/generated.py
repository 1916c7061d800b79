"""Makes the published schemas, the TypeScript types, what is said of the languages and the rule book anew; with
--check, says which of them have drifted.

python scripts/generated.py [--check]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from assay.analysis.quality.rulebook import rulebook
from assay.bank import schema as bank_schema
from assay.jobs.rejudging import RejudgeReport
from assay.judge.languages import LANGUAGES
from assay.judge.manifest import LanguageSpec
from assay.measure.document import Simulated
from assay.measure.statistics import Statistics
from assay.report.comparison_document import Comparison
from assay.report.document import Report
from assay.web.app import create_app

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "docs" / "schema"
TYPES = ROOT / "frontend" / "src" / "api" / "schema.d.ts"
NAMES = ROOT / "frontend" / "src" / "api" / "languages.ts"
GUIDE = ROOT / "docs" / "judge.md"
RULES = ROOT / "docs" / "rules.md"
_TABLE = ("<!-- languages: made by `make types` from the manifests -->\n", "<!-- /languages -->\n")


def documents() -> dict[str, object]:
    """Name of the file in docs/schema to its content."""
    compared = Comparison.model_json_schema(mode="serialization")
    report = Report.model_json_schema(mode="serialization")
    rejudged = RejudgeReport.model_json_schema(mode="serialization")
    simulated = Simulated.model_json_schema(mode="serialization")
    return {
        **{name: make() for name, make in bank_schema.SCHEMAS.items()},
        "comparison.schema.json": {
            "$schema": bank_schema.DRAFT,
            **compared,
            "title": "GET /api/positions/{id}/comparison",
        },
        "measure-items.schema.json": {
            "$schema": bank_schema.DRAFT,
            **Statistics.model_json_schema(mode="serialization"),
            "title": "assay measure items --json",
        },
        "measure-simulate.schema.json": {
            "$schema": bank_schema.DRAFT,
            **simulated,
            "title": "assay measure simulate --json",
        },
        "openapi.json": create_app().openapi(),
        "rejudge.schema.json": {"$schema": bank_schema.DRAFT, **rejudged, "title": "assay rejudge --json"},
        "report.schema.json": {"$schema": bank_schema.DRAFT, **report, "title": "assay report --json"},
    }


def names() -> str:
    """Of the languages, for pages that show a session without a judge at hand."""
    rows = "".join(f"  {spec.id}: {json.dumps(spec.name)},\n" for spec in LANGUAGES.values())
    head = "/** Made by `make types` from the manifests of the judge's languages. */\n\n"
    return f"{head}export const LANGUAGE_NAMES: Record<string, string> = {{\n{rows}}};\n"


def guide(text: str) -> str:
    """docs/judge.md with the table of the languages as the manifests have it."""
    before, found, rest = text.partition(_TABLE[0])
    _, end, after = rest.partition(_TABLE[1])
    if not found or not end:
        raise SystemExit(f"{GUIDE.name} has lost the marks of its table of languages: {' '.join(_TABLE)}")
    head = "| id | language | problems | time limit | more memory | options | from |\n|---|---|---|---|---|---|---|\n"
    return before + found + head + "".join(map(_row, LANGUAGES.values())) + end + after


def _row(spec: LanguageSpec) -> str:
    start = f" + {spec.start_s:g} s" if spec.start_s else ""
    memory = f"{spec.memory_extra_mib} MiB" if spec.memory_extra_mib else ""
    modes = "where named" if spec.by_name_only else ", ".join(spec.modes)
    cells = (
        f"`{spec.id}`",
        spec.name,
        modes,
        f"x {spec.time_factor:g}{start}",
        memory,
        spec.flags,
        spec.install.words,
    )
    return f"| {' | '.join(cells)} |\n"


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
        NAMES.write_text(names())
        GUIDE.write_text(guide(GUIDE.read_text()))
        RULES.write_text(rulebook())
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
    written = {NAMES: names(), GUIDE: guide(GUIDE.read_text()), RULES: rulebook()}
    drifted += [
        file.relative_to(ROOT)
        for file, text in written.items()
        if not file.exists() or file.read_text() != text
    ]
    for file in drifted:
        print(f"{file} is not what the models say: run `make types` and commit it", file=sys.stderr)
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main())
