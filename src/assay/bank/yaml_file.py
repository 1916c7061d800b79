"""A YAML file together with the line on which each of its values stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assay.bank.complaint import Complaints

MOST_BYTES = 1 << 20


@dataclass(frozen=True)
class YamlFile:
    """``name`` is the file's path within the package; ``value`` is always a mapping."""

    name: str
    value: dict[str, Any]
    node: yaml.Node

    def line(self, *location: str | int) -> int:
        """Line (from 1) of the value at ``location``, or of the nearest thing around it that exists.

        Parts of ``location`` that name nothing here are passed over: Pydantic puts names of union
        members into its locations.
        """
        node, line = self.node, self.node.start_mark.line + 1
        for part in location:
            if isinstance(node, yaml.MappingNode):
                for key, value in node.value:
                    if key.value == str(part):
                        node, line = value, key.start_mark.line + 1
                        break
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
                line = node.start_mark.line + 1
        return line


def read_yaml(
    root: Path, name: str, complaints: Complaints, change: Callable[[bytes], bytes] | None = None
) -> YamlFile | None:
    """The file ``name`` under ``root``, its bytes first put through ``change``; None after a complaint."""
    try:
        content = (root / name).read_bytes()
    except FileNotFoundError:
        complaints.add(name, "the file is missing", f"add {name} to the package")
        return None
    except OSError as error:
        complaints.add(name, f"it cannot be read: {error.strerror}", "put a file there that can be read")
        return None
    if len(content) > MOST_BYTES:
        complaints.add(name, f"the file has {len(content)} bytes", f"keep it under {MOST_BYTES} bytes")
        return None
    try:
        text = (change(content) if change else content).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        complaints.add(name, "the file is not UTF-8", "save it in the encoding UTF-8", line)
        return None
    return _parse(name, text, complaints)


def _parse(name: str, text: str, complaints: Complaints) -> YamlFile | None:
    try:
        loader = yaml.SafeLoader(text)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        shown = f"U+{ord(error.character) if isinstance(error.character, str) else error.character:04X}"
        complaints.add(name, f"the character {shown} may not stand in YAML", "remove it", line)
        return None
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            complaints.add(
                name, "the file is not a mapping of keys to values", "write lines of the form `key: value`", 1
            )
            return None
        repeated = list(_repeated_keys(node))
        value = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = " ".join(part for part in (error.context, error.problem) if part)
        complaints.add(
            name,
            f"the YAML cannot be read: {said}",
            "correct the syntax on this line or the one before it; text with `: ` or ` #` in it needs quotes",
            mark.line + 1 if mark else None,
        )
        return None
    except RecursionError:
        complaints.add(name, "the YAML is nested too deeply to be read", "write fewer levels of it")
        return None
    except (yaml.YAMLError, ValueError) as error:
        complaints.add(name, f"the YAML cannot be read: {error}", "correct the value named in the message")
        return None
    finally:
        loader.dispose()
    for key, line in repeated:
        complaints.add(name, f"the key `{key}` is given twice", "keep one of the two", line)
    return YamlFile(name, value, node)


def _repeated_keys(node: yaml.Node, above: tuple[int, ...] = ()) -> Iterator[tuple[str, int]]:
    """Keys given twice in one mapping: PyYAML would silently take the last."""
    if id(node) in above:
        raise ValueError("an alias refers to the value it stands in")
    above = (*above, id(node))
    children: Iterable[yaml.Node] = ()
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    yield key.value, key.start_mark.line + 1
                seen.add(key.value)
        children = [value for _, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = node.value
    for child in children:
        yield from _repeated_keys(child, above)
