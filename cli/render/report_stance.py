"""Stance in the report for the terminal: the matrix, and below it the words that show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from newsan.cli.render.layout import GAP, GUTTER, NARROW, Sheet
from newsan.cli.render.phrases import amount, evidence_notes, party_name, sign, unsure, weaker
from newsan.cli.render.view import Light, Matrix, View

if TYPE_CHECKING:
    from rich.text import Text

    from newsan.analyzers.findings import Evidence, Stance

_CELL = 14
_NAME = 22
_STYLES = {1: "green", -1: "red", 0: "yellow"}


def stance_section(sheet: Sheet, view: View, verbose: bool = False) -> None:
    """Who stands where towards whom, and in what light the text shows whom."""
    matrix = view.matrix()
    if matrix.cells:
        sheet.heading("Who stands where", "+ for, − against, ± both")
        _table(sheet, matrix)
        for holder in matrix.holders:
            sheet.row((0, sheet.text((holder, "bold"))))
            for target in matrix.targets:
                stance = matrix.cells.get((holder, target))
                if stance:
                    _stance(sheet, view, stance, verbose)
    lights = view.lights(0.0) if verbose else view.lights()
    if lights:
        sheet.heading("In what light", amount(len(lights), "portrayal"))
        for light in lights:
            _light(sheet, view, light, verbose)


def _table(sheet: Sheet, matrix: Matrix) -> None:
    """Holders down, targets across: as many as fit; nothing when two don't."""
    columns = _fitting(sheet, matrix.targets)
    if len(columns) < 2 or len(matrix.cells) < 2:
        return
    heads = [(width, sheet.text((target, "dim"))) for target, width in columns.items()]
    sheet.row((_NAME, sheet.text(("towards:", "dim"))), *heads)
    for holder in matrix.holders:
        stances = {target: matrix.cells.get((holder, target)) for target in columns}
        if any(stances.values()):
            cells = [(columns[target], _cell(sheet, stance)) for target, stance in stances.items()]
            sheet.row((_NAME, sheet.text((holder, "bold"))), *cells)
    left = len(matrix.targets) - len(columns)
    if left:
        sheet.row((0, sheet.text((f"… and {amount(left, 'target')} more, below", "dim"))))
    sheet.blank()


def _fitting(sheet: Sheet, targets: Iterable[str]) -> dict[str, int]:
    """As many targets as fit beside the holders, each with its column's width: that of the
    longest word of its name."""
    room, out = sheet.width - _NAME, {}
    for target in targets:
        width = min(_CELL, max(map(len, ["+++ 9×", *sheet.say(target).split()])))
        room -= width + GAP
        if room < 0:
            break
        out[target] = width
    return out


def _cell(sheet: Sheet, stance: Stance | None) -> Text:
    if stance is None:
        return sheet.text(("·", "dim"))
    times = f" {len(stance.evidence)}×" if len(stance.evidence) > 1 else ""
    return sheet.text(_signed(stance.polarity, stance.strength), (times, "dim"))


def _signed(polarity: int, strength: int) -> tuple[str, str]:
    return sign(polarity, strength), f"bold {_STYLES[polarity]}"


def _stance(sheet: Sheet, view: View, stance: Stance, verbose: bool) -> None:
    name = sheet.text(party_name(stance.target), (_doubt(stance.confidence), "dim"))
    mark = sheet.text(_signed(stance.polarity, stance.strength))
    words = _evidences(sheet, view, stance.evidence, stance.polarity, verbose)
    _row(sheet, mark, name, words)


def _light(sheet: Sheet, view: View, light: Light, verbose: bool) -> None:
    portrayal = light.portrayal
    name = sheet.text(portrayal.name, (_doubt(portrayal.confidence), "dim"))
    mark = sheet.text(_signed(portrayal.polarity, 1))
    words = _evidences(sheet, view, light.evidence, portrayal.polarity, verbose)
    for rest in weaker(light.weaker):
        words.append_text(sheet.text((f" · {rest}", "dim")))
    _row(sheet, mark, name, words)


def _row(sheet: Sheet, mark: Text, name: Text, words: Text) -> None:
    if sheet.width >= NARROW:
        sheet.row((3, mark), (_NAME - 3, name), (0, words), indent=GAP)
    else:
        sheet.row((3, mark), (0, name), indent=GAP)
        sheet.row((0, words), indent=GUTTER + GAP)


def _doubt(confidence: float) -> str:
    return "".join(f" ({doubt})" for doubt in unsure(confidence))


def _evidences(
    sheet: Sheet, view: View, found: Iterable[Evidence], polarity: int, verbose: bool
) -> Text:
    """All evidence: its words, its lines, and its sign where it goes against the sum."""
    words = sheet.text()
    for number, evidence in enumerate(found):
        if number:
            words.append_text(sheet.text((" · ", "dim")))
        if evidence.polarity != polarity:
            words.append_text(sheet.text(_signed(evidence.polarity, 1), " "))
        notes = [f"line {view.line(evidence)}", *evidence_notes(evidence)]
        if verbose:
            notes.append(f"{evidence.rule} {evidence.confidence:.2f}")
        words.append_text(sheet.text(evidence.text, (f" ({', '.join(notes)})", "dim")))
    return words
