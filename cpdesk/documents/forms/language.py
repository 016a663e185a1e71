"""The language that a form is to be filled in."""

from __future__ import annotations

from collections.abc import Sequence

from cpdesk.documents.forms.words import Words

# Characters that only one of the two scripts has, among those that forms are full of.
_HANT = frozenset("請寫號碼電話傳稱業務聯絡項計劃廠應與資開關於為個總額適選類證國產後時數據員無")
_HANS = frozenset("请写号码电话传称业务联络项计划厂应与资开关于为个总额适选类证国产后时数据员无")


def language_of(pages: Sequence[tuple[Words, ...]]) -> str:
    """The language a form is to be filled in: the Chinese it prints, or English without any."""
    text = "".join(each.text for words in pages for each in words)
    chinese = sum(0x4E00 <= ord(char) < 0xA000 for char in text)
    if chinese * 25 < len(text):
        return "en"
    only_hant = sum(char in _HANT - _HANS for char in text)
    only_hans = sum(char in _HANS - _HANT for char in text)
    return "zh_Hans" if only_hans > only_hant else "zh_Hant"
