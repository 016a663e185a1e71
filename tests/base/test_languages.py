"""Numbers, dates and words in three languages, all alive at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from cpdesk.base import languages
from cpdesk.base.languages import Translator, sentence, translator
from cpdesk.domain.findings import warning
from cpdesk.domain.periods import Month
from cpdesk.domain.words import LocalText

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Meter {meter} stops in {month}."
msgstr "計量表 {meter} 在 {month} 停止。"

msgid "{n} bill"
msgid_plural "{n} bills"
msgstr[0] "{n} 張單據"

msgctxt "verb"
msgid "Record"
msgstr "記錄"
"""


@pytest.fixture
def chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Translator]:
    folder = tmp_path / "locale" / "zh_Hant" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "cpdesk.po").write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(languages, "resource", lambda *parts: tmp_path.joinpath(*parts))
    return lambda: Translator("zh_Hant")


def test_the_catalogue_is_read_without_being_compiled(chinese: Callable[[], Translator]) -> None:
    t = chinese()
    assert t("Meter {meter} stops in {month}.", meter="電A", month=Month(2024, 3)) == (
        "計量表 電A 在 2024年3月 停止。"
    )
    assert t.plural("{n} bill", "{n} bills", 1200) == "1,200 張單據"
    assert t.within("verb", "Record") == "記錄"
    assert t("Record") == "Record"


def test_an_outdated_compiled_catalogue_is_passed_over(
    chinese: Callable[[], Translator], tmp_path: Path
) -> None:
    compiled = tmp_path / "locale/zh_Hant/LC_MESSAGES/cpdesk.mo"
    compiled.write_bytes(b"not a catalogue")
    os.utime(compiled, (1, 1))
    assert chinese().within("verb", "Record") == "記錄"


def test_an_installed_program_has_only_the_compiled_catalogue(
    chinese: Callable[[], Translator], tmp_path: Path
) -> None:
    source = tmp_path / "locale/zh_Hant/LC_MESSAGES/cpdesk.po"
    with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, read_po(text, locale="zh_Hant"))
    source.unlink()
    assert chinese().within("verb", "Record") == "記錄"


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "5 March 2024", "March 2024"),
        ("zh_Hant", "2024年3月5日", "2024年3月"),
        ("zh_Hans", "2024年3月5日", "2024年3月"),
    ],
)
def test_days_and_months(language: str, day: str, month: str) -> None:
    t = translator(language)
    assert t.show(date(2024, 3, 5)) == day
    assert t.show(Month(2024, 3)) == month


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Decimal("1234567.50"), None, "1,234,567.50"),
        (Decimal("-0.20"), None, "−0.20"),
        (Decimal("1E+3"), None, "1,000"),
        (12500, None, "12,500"),
        (0.1, None, "0.1"),
        (Decimal("2.345"), 1, "2.3"),
        (Decimal("123456789012345678901234.5678"), None, "123,456,789,012,345,678,901,234.5678"),
    ],
)
def test_numbers_keep_what_was_typed(
    value: Decimal | float, places: int | None, shown: str
) -> None:
    assert translator("en").number(value, places) == shown


def test_money_and_shares() -> None:
    t = translator("en")
    assert t.money(Decimal("-1234.5"), "HKD") == "−HK$1,234.50"
    assert t.money(Decimal("1234.5"), "RMB") == "RMB 1,234.50"
    assert t.percent(Decimal("0.1545")) == "15.4%"


@dataclass(frozen=True)
class Unit:
    label: str = "Yes"


def test_facts_are_shown_in_the_language_asked() -> None:
    hant, hans = translator("zh_Hant"), translator("zh_Hans")
    name = LocalText(zh_Hant="錶", zh_Hans="表")
    assert (hant("{it}", it=name), hans("{it}", it=name)) == ("錶", "表")
    assert translator("en")("{it}", it=Unit()) == "Yes"
    assert translator("en")("{it}", it=("a", 2)) == "a, 2"
    assert hant("{it}", it=("a", 2)) == "a、2"


def test_a_finding_says_its_facts() -> None:
    odd = warning("odd", "{meter} uses {times} times last month")
    assert sentence(translator("en"), odd.at(meter="E1", times=Decimal("10.0"))) == (
        "E1 uses 10.0 times last month"
    )


def test_a_text_with_a_brace_of_the_user_is_not_a_field() -> None:
    assert translator("en")("{name}", name="{0.__class__}") == "{0.__class__}"


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        Translator("de")
