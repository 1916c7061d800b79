from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from assay.bank.interview_yaml import Language
from assay.bank.library import Library
from assay.bank.schema import SCHEMAS, text
from assay.judge.languages import LANGUAGES

DOCS = Path(__file__).parents[2] / "docs/schema"


@pytest.mark.parametrize("name", SCHEMAS)
def test_published_schemas_are_current(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == text(name), "run `python -m assay.bank.schema`"
    Draft202012Validator.check_schema(json.loads(text(name)))


def test_the_bank_holds_to_the_published_schema() -> None:
    schema = Draft202012Validator(json.loads((DOCS / "interview.schema.json").read_text(encoding="utf-8")))
    for path in sorted(Library.default_folder().glob("*/interview.yaml")):
        schema.validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def test_languages_are_those_of_the_judge() -> None:
    language: TypeAdapter[str] = TypeAdapter(Language)
    assert language.json_schema()["enum"] == list(LANGUAGES)
    assert language.validate_python("kotlin") == "kotlin"
    with pytest.raises(ValueError, match="'klingon' is no language of the judge: known are python, "):
        language.validate_python("klingon")
