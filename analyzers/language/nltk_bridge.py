"""The one place where newsan meets NLTK; importing NLTK costs about 0.4 s, so it waits for a call.

NLTK gives the Punkt sentence splitter (Kiss & Strunk 2006), run with newsan's own abbreviation
data, so that nothing is downloaded. In return newsan's tokenizer, tagger and trees can be had as
NLTK objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from newsan.analyzers.language.knowledge import Knowledge
from newsan.analyzers.language.tree import ROOT

if TYPE_CHECKING:
    from nltk.parse.dependencygraph import DependencyGraph
    from nltk.tag.api import TaggerI

    from newsan.analyzers.language.tagger import Tagger
    from newsan.analyzers.language.tree import Tree

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


def nltk_graph(
    words: Sequence[str], lemmas: Sequence[str], tags: Sequence[str], tree: Tree
) -> DependencyGraph:
    """A sentence's tree as NLTK's `DependencyGraph`, whose addresses count from 1."""
    from nltk.parse.dependencygraph import DependencyGraph

    rows = [
        [address, word, lemma, tag, tag, "_", head - tree.first + 1 if head >= 0 else 0, label]
        for address, (word, lemma, tag, head, label) in enumerate(
            zip(words, lemmas, tags, tree.heads, tree.labels, strict=True), 1
        )
    ]
    table = "\n".join("\t".join(map(str, [*row, "_", "_"])) for row in rows)
    return DependencyGraph(table, cell_separator="\t", top_relation_label=ROOT)
