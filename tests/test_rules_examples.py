"""Every built-in rule's examples, run as `newsan rules test` runs them."""

from newsan.analyzers.examples import run_examples
from newsan.rules import Frame, Pattern, load


def test_the_examples_of_the_built_in_packs_hold() -> None:
    failed = [
        f"{outcome.rule} ({outcome.example.location}): {outcome.example.text!r}: {outcome.message}"
        for outcome in run_examples(load())
        if not outcome.ok
    ]
    assert not failed, "\n".join(failed)


def test_every_frame_and_pattern_has_an_example_that_hits_and_one_that_does_not() -> None:
    bare = []
    for rule in load().rules.values():
        if isinstance(rule, Frame | Pattern):
            hits = any(example.finds for example in rule.examples)
            misses = any(not example.finds for example in rule.examples)
            if not (hits and misses):
                bare.append(rule.id)
    assert not bare, f"without both kinds of example: {', '.join(bare)}"
