"""What a field of a form means: which answer of the record belongs there, and in what shape."""

from __future__ import annotations

from dataclasses import dataclass

from cpdesk.domain.words import Choice


class Sure(Choice):
    """How sure it is what a field means."""

    SURE = "sure"
    LIKELY = "likely"
    OPEN = "open"


class Part(Choice):
    """Which part of an answer stands in a field of its own."""

    WHOLE = "whole"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    AREA = "area"
    NUMBER = "number"


@dataclass(frozen=True)
class Meaning:
    """What a field means; `ask` is empty where nobody knows.

    `row` is the line of a table, from 1. `language` is `en` or `zh` where the form asks for one.
    `states` says, for ticks and choices, which word of the file stands for which value. An amount
    is asked for in `times` units, as 10,000 for 萬元.
    """

    field: str
    ask: str = ""
    row: int = 0
    part: Part = Part.WHOLE
    language: str = ""
    states: tuple[tuple[str, str], ...] = ()
    times: int = 1
    sure: Sure = Sure.OPEN
