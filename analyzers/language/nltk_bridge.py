"""The one place where newsan meets NLTK; importing NLTK costs about 0.4 s, so it waits for a call.

NLTK gives the Punkt sentence splitter (Kiss & Strunk 2006), run with newsan's own abbreviation
data, so that nothing is downloaded. In return newsan's tokenizer, tagger and trees can be had as
NLTK objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from newsan.analyzers.language.knowledge import Knowledge

if TYPE_CHECKING:
    from nltk.tag.api import TaggerI

    from newsan.analyzers.language.tagger import Tagger

SpanTokenize = Callable[[str], Iterable[tuple[int, int]]]


def punkt(knowledge: Knowledge) -> SpanTokenize:
    """Punkt's `span_tokenize` with newsan's abbreviations and sentence starters."""
    from nltk.tokenize.punkt import (
        _ORTHO_BEG_UC,
        _ORTHO_LC,
        PunktParameters,
        PunktSentenceTokenizer,
    )

    parameters = PunktParameters()
    for word, attributes in knowledge["abbreviation"].items():
        name = word.lower().removesuffix(".")
        if attributes.get("before") == "number":
            parameters.collocations.add((name, "##number##"))
        else:
            parameters.abbrev_types.add(name)
    for word in knowledge["sentence-starter"]:
        parameters.sent_starters.add(word)
        parameters.add_ortho_context(word, _ORTHO_LC | _ORTHO_BEG_UC)
    split: SpanTokenize = PunktSentenceTokenizer(parameters).span_tokenize
    return split


def nltk_tagger(tagger: Tagger) -> TaggerI:
    """newsan's tagger as NLTK's `TaggerI`: `tag(words)` gives (word, tag) pairs."""
    from nltk.tag.api import TaggerI

    class NewsanTagger(TaggerI):  # type: ignore[misc]
        def tag(self, tokens: Sequence[str]) -> list[tuple[str, str]]:
            return list(zip(tokens, tagger.tag(tokens), strict=True))

    return NewsanTagger()
