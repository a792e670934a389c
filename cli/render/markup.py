"""HTML that is escaped by construction: text is text, unless this module made it markup."""

from __future__ import annotations

from html import escape

from newsan.cli.render.words import visible

_VOID = frozenset({"meta", "input", "br", "rect"})


class Html(str):
    """Markup that is safe to write as it stands."""

    __slots__ = ()


Child = str | Html | None


def safe(value: str) -> Html:
    """A child as markup: `Html` as it is; any other text escaped, and rid of controls."""
    return value if isinstance(value, Html) else Html(escape(visible(value)))


def join(*children: Child, by: str = "") -> Html:
    """Children one after another; those that are None or empty are left out."""
    return Html(safe(by).join(safe(child) for child in children if child))


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """An element. A trailing underscore of an attribute's name goes and others become hyphens
    (`class_`, `aria_label`); None and False leave an attribute out, True gives it no value."""
    shown = "".join(
        _attribute(key, value)
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Html(f"<{name}{shown}>")
    return Html(f"<{name}{shown}>{join(*children)}</{name}>")


def _attribute(key: str, value: str | int | bool) -> str:
    key = key.rstrip("_").replace("_", "-")
    return f" {key}" if value is True else f' {key}="{escape(visible(str(value)))}"'
