"""Writes the card of a trained model: what it is, what from, how good, how big."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

TREEBANKS = [
    {
        "name": "Universal Dependencies English EWT 2.x, training split",
        "licence": "CC BY-SA 4.0",
        "by": "Silveira et al. 2014; the UD English EWT contributors",
    },
    {
        "name": "Universal Dependencies English GUM, training split, without the genres whose "
        "licence is non-commercial (essay, fiction, letter, podcast, whow)",
        "licence": "CC BY 4.0, CC BY-SA",
        "by": "Zeldes 2017; the GUM contributors",
    },
]


def write(
    model: Path,
    *,
    what: str,
    command: str,
    recipe: Mapping[str, Any],
    scores: Mapping[str, Any],
    data: list[dict[str, str]] = TREEBANKS,
    licence: str = "CC BY-SA 4.0",
) -> None:
    """Write MODEL.card.yaml beside a model file."""
    content = model.read_bytes()
    card = {
        "model": model.name,
        "what": what,
        "licence": licence,
        "data": data,
        "recipe": dict(recipe),
        "command": command,
        "scores": dict(scores),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    text = yaml.safe_dump(card, sort_keys=False, allow_unicode=True, width=100)
    model.with_suffix(".card.yaml").write_text(text, encoding="utf-8")
