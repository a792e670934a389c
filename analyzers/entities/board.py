"""The names of one page while the passes work on them."""

from __future__ import annotations

from collections.abc import Iterable

from newsan.analyzers.entities.features import Page
from newsan.analyzers.entities.gazetteer import Vocabulary
from newsan.analyzers.entities.tagging import Draft


class Board:
    """The drafts of one page, which never overlap, and which token each of them takes."""

    def __init__(self, page: Page, vocabulary: Vocabulary, drafts: Iterable[Draft]) -> None:
        self.page = page
        self.vocabulary = vocabulary
        self.drafts: list[Draft] = []
        self.taken: dict[int, Draft] = {}
        self.replace(drafts)

    def add(self, draft: Draft) -> bool:
        """Take a draft, unless it is empty or overlaps one that is there."""
        span = range(draft.first, draft.last)
        if not span or any(i in self.taken for i in span):
            return False
        self.drafts.append(draft)
        self.taken.update(dict.fromkeys(span, draft))
        return True

    def replace(self, drafts: Iterable[Draft]) -> None:
        """Put other drafts in the place of all; of two that overlap the earlier one stays."""
        self.drafts, self.taken = [], {}
        for draft in drafts:
            self.add(draft)

    def surface(self, draft: Draft) -> tuple[str, ...]:
        """The words of a draft in lower case."""
        return tuple(self.page.lower[draft.first : draft.last])

    def kinds(self, first: int, last: int) -> str:
        """The classes of a stretch of tokens as one phrase."""
        if last - first == 1:
            return self.page.kinds[first]
        return self.vocabulary.phrase_classes(self.page.text(first, last))
