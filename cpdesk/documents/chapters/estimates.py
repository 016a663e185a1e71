"""An expected effect worked out (C14): its formula, the inputs, and what each contributes."""

from __future__ import annotations

import re
from typing import Any

from cpdesk.analysis.plan.detectability import Detectability
from cpdesk.analysis.plan.estimate import Estimate, InputPart
from cpdesk.analysis.rounding import place
from cpdesk.analysis.saving.cooling import Cooling
from cpdesk.base.languages import Translator, sentence
from cpdesk.documents.chapters.use import named
from cpdesk.documents.setting.figures import at_place
from cpdesk.documents.setting.pair import Both
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import ApplicationView, EffectView
from cpdesk.domain.upgrades import Effect

Story = list[Any]


def estimate_table(paper: Paper, view: ApplicationView, each: EffectView, name: str) -> Story:
    """The estimate as a sum that can be done again; nothing without a formula."""
    t, made, effect = paper.t, each.estimate, each.effect
    if made is None:
        return []
    unit, half = effect.unit, made.half_width
    decimals = max(0, place(half or None, float(made.value)))
    rows = [_input(t, view, part, decimals) for part in made.parts]
    if made.cooling is not None:
        rows.append(_cooling(t, made.cooling, unit, decimals))
    columns = [
        Column(t("Symbol"), width=16), Column(t("Input")), Column(t("Value"), "", "figures"),
        Column(t("Unit")), Column(t("Tolerance"), "", "figures"), Column(t("Source")),
        Column("", "", "evidence"), Column(t("Makes of the result"), f"±{unit}", "figures"),
    ]  # fmt: skip
    total = (t("Result: {amount} {unit}", amount=at_place(t, made.value, decimals), unit=unit),
             "", "", "", _percent(t, made.tolerance), "", "", at_place(t, half, decimals))
    return book_table(
        paper, columns, rows, title=t("How it was estimated: {what}", what=name),
        reading=_printed(effect.formula), total=total,
        notes=Both.joined(*_notes(t, made, effect, decimals)),
    )  # fmt: skip


def _printed(formula: str) -> str:
    """A formula as it is typed, with the signs that are printed."""
    spaced = re.sub(r"\s*([*×÷/+])\s*", r" \1 ", formula.replace("**", "^"))
    minus = re.sub(r"(?<=[\w)])(?<!\d[eE])\s*-\s*", " − ", spaced)
    return minus.replace("*", "×").replace("/", "÷").replace("-", "−").strip()


def _input(t: Translator, view: ApplicationView, part: InputPart, decimals: int) -> Row:
    one = part.input
    tolerance = None if one.tolerance is None else f"±{t.number(one.tolerance)}%"
    return Row((
        part.symbol, one.name or None, t.number(one.value if one.value is not None else part.value),
        one.unit, tolerance, one.source or None, view.mark(one.id),
        at_place(t, part.change, decimals),
    ))  # fmt: skip


def _cooling(t: Translator, less: Cooling, unit: str, decimals: int) -> Row:
    """The cooling that is saved besides, which the inputs' parts hold too."""
    tolerance = None if less.tolerance is None else f"±{t.number(less.tolerance)}%"
    return Row((
        "", t("Less cooling"), at_place(t, less.amount, decimals), unit, tolerance,
        cooling_words(t, less), "", at_place(t, less.change, decimals),
    ))  # fmt: skip


def cooling_words(t: Translator, less: Cooling) -> str:
    """What the cooling that is saved was worked out from."""
    return t("{share}% of the heat that is saved, COP {cop}", share=less.share, cop=less.cop)


def _percent(t: Translator, tolerance: float | None) -> str:
    return "–" if tolerance is None else f"±{t.number(tolerance, 1)}%"


def _notes(t: Translator, made: Estimate, effect: Effect, decimals: int) -> list[str]:
    said = [t("What each tolerance makes of the result, its slope times the tolerance, adds up in "
              "squares. With every input wrong at once, in the worse direction: ±{worst} {unit}.",
              worst=at_place(t, made.worst, decimals), unit=effect.unit)]  # fmt: skip
    if effect.expected is not None and effect.expected != made.value:
        said.append(t("Applied for: {expected} {unit}.", expected=effect.expected,
                      unit=effect.unit))  # fmt: skip
    return said


def shown_by(t: Translator, each: EffectView) -> str | None:
    """Whether the meter will show the saving, with the figures and the rule; None if not asked."""
    found = each.detection
    if found is None:
        return None
    said = [sentence(t, found.finding)]
    if found.half_width is not None:
        said.append(_rule(t, found, each.meter.unit if each.meter else ""))
    if each.submeter is not None:
        said.append(t("Proposed sub-meter: {name}.", name=named(t, each.submeter)))
    return Both.joined(*said)


def _rule(t: Translator, found: Detectability, unit: str) -> str:
    """Expected saving, half width of a year, and twice that, side by side."""
    decimals = max(0, place(found.half_width, found.expected))
    width = found.half_width or 0.0
    return t(
        "The rule: a saving is shown if it is at least twice the half width of a year at "
        "{confidence} confidence. Expected {expected} {unit} ({share} of the last twelve months), "
        "half width {half} {unit}, twice that {twice} {unit}.",
        confidence=t.percent(found.confidence, 0), unit=unit,
        expected=at_place(t, found.expected, decimals), half=at_place(t, width, decimals),
        twice=at_place(t, 2 * width, decimals),
        share="–" if found.share is None else t.percent(found.share),
    )
