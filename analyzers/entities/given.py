"""Mentions from outside: a user's own annotation in place of newsan's names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from newsan.analyzers.document import Document
from newsan.analyzers.entities.first_names import bare
from newsan.analyzers.entities.groups import Group, Member
from newsan.analyzers.language import Language

RULE = "given"
UNKNOWN = "MISC"  # the type of a mention that is given without one


def given_groups(
    given: Sequence[Mapping[str, Any]], document: Document, language: Language
) -> list[Group]:
    """One group for each thing: of one `id`, or else one `name`, or else one surface text.

    Each mention has `start` and `end` (code points), and perhaps `name`, `type` and `id`.
    """
    groups: dict[tuple[str, str], Group] = {}
    for mention in sorted(given, key=lambda m: (int(m["start"]), int(m["end"]))):
        start, end = int(mention["start"]), int(mention["end"])
        text = document.text[start:end]
        key, link = _key(mention, text)
        group = groups.get(key)
        if group is None:
            name = str(mention.get("name") or text)
            group = groups[key] = Group(str(mention.get("type") or UNKNOWN), name, id=_id(mention))
            link = ""
        first, last = language.token_at(start), language.token_at(end - 1) + 1
        group.members.append(
            Member(start, end, max(first, 0), max(last, 1), "name", RULE, 1.0, link)
        )
    return list(groups.values())


def _key(mention: Mapping[str, Any], text: str) -> tuple[tuple[str, str], str]:
    """What a mention is grouped by, and how the link between two of them reads."""
    if mention.get("id") is not None:
        return ("id", str(mention["id"])), f"given: id {mention['id']}"
    if mention.get("name"):
        return ("name", str(mention["name"])), f"given: name {mention['name']}"
    return ("text", bare(text)), "same string"


def _id(mention: Mapping[str, Any]) -> str:
    return "" if mention.get("id") is None else str(mention["id"])
