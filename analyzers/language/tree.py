"""The dependency tree of one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

ROOT = "root"


@dataclass(frozen=True)
class Tree:
    """Heads and relations of a sentence's tokens; all indices are the document's.

    `heads[i]` is the head of the token `first + i`, −1 at the root; `labels[i]` is its relation
    (Universal Dependencies, see the parser's card).
    """

    first: int
    heads: tuple[int, ...]
    labels: tuple[str, ...]

    @property
    def last(self) -> int:
        """The index after the last token."""
        return self.first + len(self.heads)

    def head(self, token: int) -> int:
        return self.heads[token - self.first]

    def label(self, token: int) -> str:
        return self.labels[token - self.first]

    @cached_property
    def root(self) -> int:
        return self.first + self.heads.index(-1)

    @cached_property
    def _children(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for token, head in enumerate(self.heads, self.first):
            found.setdefault(head, []).append(token)
        return {head: tuple(children) for head, children in found.items()}

    def children(self, token: int, *labels: str) -> tuple[int, ...]:
        """The dependents of a token in order; with `labels`, those of these relations."""
        children = self._children.get(token, ())
        if labels:
            return tuple(child for child in children if self.label(child) in labels)
        return children

    def child(self, token: int, *labels: str) -> int | None:
        """The first dependent with one of the relations."""
        return next(iter(self.children(token, *labels)), None)

    def subtree(self, token: int) -> tuple[int, ...]:
        """The token and all below it, in order."""
        found = [token]
        for above in found:
            found.extend(self._children.get(above, ()))
        return tuple(sorted(found))

    def ancestors(self, token: int) -> tuple[int, ...]:
        """The head, the head's head and so on up to the root."""
        found = []
        while (token := self.head(token)) >= 0:
            found.append(token)
        return tuple(found)
