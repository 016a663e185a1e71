"""The values that the record answers with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cpdesk.domain.words import Choice, LocalText

NONE_WORDS = frozenset(("none", "no", "nil", "無", "无", "沒有", "没有", "否"))


@dataclass(frozen=True)
class Money:
    """An amount with its currency."""

    amount: Decimal
    currency: str


Value = str | LocalText | date | Decimal | int | bool | Choice | Money
