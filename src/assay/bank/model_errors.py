"""Turns what Pydantic finds in a YAML file into complaints with line and remedy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assay.bank.complaint import Complaints
from assay.bank.yaml_file import YamlFile

Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], file: YamlFile, complaints: Complaints) -> Model | None:
    """``file`` as a ``model``, or None after complaints."""
    try:
        return model.model_validate(file.value)
    except ValidationError as error:
        # A union complains once for each of its members: one complaint a place is enough.
        seen: set[tuple[str, int]] = set()
        for details in error.errors(include_url=False):
            location = _in_file(details["loc"], file.value) or _named_in(details["msg"], model)
            line = file.line(*location)
            if (key := (_dotted(location), line)) not in seen:
                seen.add(key)
                complaints.add(file.name, *_words(model, details, location), line)
        return None


def _in_file(location: tuple[int | str, ...], value: Any) -> tuple[int | str, ...]:
    """``location`` without the names of union members that Pydantic puts in; a missing last key stays."""
    kept: list[int | str] = []
    for index, part in enumerate(location):
        in_list = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if in_list or (isinstance(value, dict) and part in value):
            value = value[part]
        elif not (isinstance(value, dict) and index == len(location) - 1):
            continue
        kept.append(part)
    return tuple(kept)


def _named_in(message: str, model: type[BaseModel]) -> tuple[str, ...]:
    """The key that a complaint about the whole file names first, in backticks."""
    named = re.search(r"`(\w+)", message)
    return (named[1],) if named and named[1] in model.model_fields else ()


def _words(model: type[BaseModel], details: ErrorDetails, location: tuple[int | str, ...]) -> tuple[str, str]:
    """Message and remedy."""
    name = _dotted(location)
    owner, help_text = _field(model, location)
    if details["type"] == "missing":
        return f"`{name}` is missing", f"add `{location[-1]}`: {help_text}"
    if details["type"] == "extra_forbidden":
        known = sorted(owner.model_fields)
        near = difflib.get_close_matches(str(location[-1]), known, 1)
        remedy = (
            f"write `{near[0]}`, if that is meant"
            if near
            else f"remove it; known here are {', '.join(known)}"
        )
        return f"`{name}` is not a known key", remedy
    said = details["msg"].removeprefix("Value error, ")
    if not details["loc"]:
        return said, help_text
    given = details["input"]
    shown = f" (it is {given!r})" if isinstance(given, str | int | float | bool | None) else ""
    return f"`{name}`: {said}{shown}", help_text


def _field(model: type[BaseModel], location: tuple[int | str, ...]) -> tuple[type[BaseModel], str]:
    """The model that owns the last key of ``location``, and the description of the field there."""
    owner: type[BaseModel] | None = model
    holder, help_text = model, "see docs/packages.md"
    for part in location:
        if owner is None or not isinstance(part, str):
            continue
        holder = owner
        field = owner.model_fields.get(part)
        if field is None:
            break
        help_text = field.description or help_text
        owner = next(_models_in(field.annotation), None)
    return holder, help_text


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _dotted(location: tuple[int | str, ...]) -> str:
    """``wrong[2].file``, counting from 1 as people do."""
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
