"""YAML in, plain data out, with the place of every key and value kept.

Scalars are read plainly: only `true` and `false` are booleans (so a word list may hold `no` and
`on`), and a date stays the text it was written as.
"""

from __future__ import annotations

from typing import Any

import yaml

from newsan.rules.model import Location
from newsan.rules.problems import Problem

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = "tag:yaml.org,2002:int"
_FLOAT = "tag:yaml.org,2002:float"


class Map(dict[str, Any]):
    """A mapping that knows where it and each of its keys and values stand (line, column)."""

    __slots__ = ("keys_at", "mark", "values_at")

    def __init__(self, mark: tuple[int, int]) -> None:
        super().__init__()
        self.mark = mark
        self.keys_at: dict[str, tuple[int, int]] = {}
        self.values_at: dict[str, tuple[int, int]] = {}


class Seq(list[Any]):
    """A list that knows where it and each of its items stand (line, column)."""

    __slots__ = ("items_at", "mark")

    def __init__(self, mark: tuple[int, int]) -> None:
        super().__init__()
        self.mark = mark
        self.items_at: list[tuple[int, int]] = []


class Source:
    """One rule file's text: builds its data, and collects the problems found in it."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._text = text
        self._lines: list[str] | None = None
        self.problems: list[Problem] = []
        self._building: set[int] = set()
        self._built: dict[int, Any] = {}

    def location(self, mark: tuple[int, int]) -> Location:
        """The place of a (line, column) mark in this file."""
        return Location(self.name, *mark)

    def problem(self, mark: tuple[int, int], message: str, hint: str = "") -> None:
        """Note a problem at a (line, column) mark."""
        if self._lines is None:
            self._lines = self._text.splitlines()
        line = self._lines[mark[0] - 1] if 0 < mark[0] <= len(self._lines) else ""
        excerpt = "" if len(line) > 200 else line.replace("\t", " ")
        location = Location(self.name, *mark)
        self.problems.append(Problem(location, message, hint, excerpt))

    def read(self) -> Any:
        """The file's data; None, with a problem noted, when it isn't YAML."""
        try:
            node = yaml.compose(self._text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self.problem(place, f"not valid YAML: {error.problem or error.context}")
            return None
        except yaml.YAMLError as error:
            self.problem((1, 1), f"not valid YAML: {str(error).splitlines()[0]}")
            return None
        return None if node is None else self._build(node)

    def _build(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if id(node) in self._built:
            return self._built[id(node)]
        if id(node) in self._building:
            self.problem(_mark(node), "an alias that contains itself")
            return None
        self._building.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            value: Any = self._sequence(node)
        else:
            value = self._mapping(node)
        self._building.discard(id(node))
        self._built[id(node)] = value
        return value

    def _sequence(self, node: yaml.SequenceNode) -> Seq:
        out = Seq(_mark(node))
        for item in node.value:
            out.append(self._build(item))
            out.items_at.append(_mark(item))
        return out

    def _mapping(self, node: yaml.Node) -> Map:
        out = Map(_mark(node))
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.problem(_mark(key_node), "a key must be plain text")
                continue
            key = key_node.value
            if key in out:
                self.problem(_mark(key_node), f"the key “{key}” stands here twice")
                continue
            out[key] = self._build(value_node)
            out.keys_at[key] = _mark(key_node)
            out.values_at[key] = _mark(value_node)
        return out


def _mark(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _scalar(node: yaml.ScalarNode) -> Any:
    value = node.value
    if node.style:  # quoted or block text
        return value
    if value in ("true", "false"):
        return value == "true"
    if value in ("", "~", "null"):
        return None
    if node.tag == _INT:
        try:
            return int(value, 10)
        except ValueError:
            return value
    if node.tag == _FLOAT:
        try:
            return float(value)
        except ValueError:
            return value
    return value
