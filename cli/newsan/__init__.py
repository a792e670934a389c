"""newsan: who said what, about whom, when, and who stands where, in a news article.

>>> import newsan
>>> report = newsan.analyze("“We will win,” said Ann Lee.", published="2025-03-02")
>>> report.to_dict()["quotes"]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsan.analyzers.api import analyze, build
    from newsan.analyzers.document import Document
    from newsan.analyzers.pipeline import PipelineError
    from newsan.analyzers.report import Report
    from newsan.rules import RuleError, RuleSet, load

__version__ = "0.1.0"

_HOMES = {
    "analyze": "newsan.analyzers.api",
    "build": "newsan.analyzers.api",
    "Document": "newsan.analyzers.document",
    "PipelineError": "newsan.analyzers.pipeline",
    "Report": "newsan.analyzers.report",
    "RuleError": "newsan.rules",
    "RuleSet": "newsan.rules",
    "load": "newsan.rules",
}

__all__ = [
    "Document",
    "PipelineError",
    "Report",
    "RuleError",
    "RuleSet",
    "__version__",
    "analyze",
    "build",
    "load",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: `newsan --version` needs none of them."""
    if name in _HOMES:
        from importlib import import_module

        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'newsan' has no attribute {name!r}")
