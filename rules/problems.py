"""What is wrong in a rule file, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from newsan.rules.model import Location


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where it is, what it is, what to do, and the line of the file it stands in."""

    location: Location
    message: str
    hint: str = ""
    excerpt: str = ""

    def __str__(self) -> str:
        lines = [f"{self.location}: {self.message}"]
        if self.excerpt:
            margin = f"{self.location.line:>5} | "
            lines.append(margin + self.excerpt)
            lines.append(" " * (len(margin) + self.location.column - 1) + "^")
        if self.hint:
            lines.append(f"      hint: {self.hint}")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, str | int]:
        """The same for programs."""
        where = self.location
        return {
            "file": where.file,
            "line": where.line,
            "column": where.column,
            "message": self.message,
            "hint": self.hint,
        }


class RuleError(Exception):
    """One or more faults in rule files; `problems` has them all, in order of file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or lists what is known when it is little."""
    choices = sorted(known)
    close = get_close_matches(word, choices, n=1, cutoff=0.6)
    if close:
        return f"did you mean “{close[0]}”?"
    return f"known here: {', '.join(choices)}" if 0 < len(choices) <= 20 else ""
