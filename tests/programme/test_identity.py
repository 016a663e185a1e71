"""Numbers that check themselves, papers in force on the day, the sector, the hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cpdesk.base.languages import sentence, translator
from cpdesk.domain.company import Contact
from cpdesk.domain.recognition import Certificate, Training
from cpdesk.domain.words import LocalText
from cpdesk.programme import codes as checks
from cpdesk.programme.identity import identity
from tests.programme.making import COMPANY, FACTORY, ON, PROJECT, ROUND, case, codes, made, places

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def said(company: dict[str, Any] | None = None, **factory: Any) -> list[Any]:
    asked = case(replace(COMPANY, **(company or {})), replace(FACTORY, **factory))
    return list(identity(type(asked).of_project(asked.record, PROJECT), ROUND, ON))


@pytest.mark.parametrize(
    ("first", "check"),
    [
        # 0 x everything = 0; 31 - 0 = 31, and 31 mod 31 = 0.
        ("00000000000000000", "0"),
        # 1 x 1 = 1; 31 - 1 = 30, the last sign.
        ("10000000000000000", "Y"),
        # 9 x 1 + 1 x 3 = 12; 31 - 12 = 19, which is K.
        ("91000000000000000", "K"),
        # Y (30) x 28 = 840 = 27 x 31 + 3; 31 - 3 = 28, which is W.
        ("0000000000000000Y", "W"),
        # Four registered companies. The sums of sign times weight: 1782, 831, 1384, 485;
        # modulo 31 they leave 15, 25, 20, 20, so the checks are 16, 6, 11, 11.
        ("9144030071526726X", "G"),
        ("91440300192203821", "6"),
        ("91330100799655058", "B"),
        ("91110000802100433", "B"),
    ],
)
def test_check_signs_computed_by_hand(first: str, check: str) -> None:
    assert checks.credit_check(first) == check
    assert checks.is_credit_code(first + check)
    assert checks.is_credit_code(f" {(first + check).lower()} ")


def test_every_single_wrong_sign_is_found() -> None:
    good = "9144030071526726XG"
    for place in range(18):
        for sign in _SIGNS.replace(good[place], ""):
            assert not checks.is_credit_code(good[:place] + sign + good[place + 1 :])
    for wrong in (good[:-1], good + "0", "", "I" + good[1:], "9144030071526726XＧ"):
        assert not checks.is_credit_code(wrong)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("12345678", True), ("12345678-000", True), ("12345678 000", True), ("12345678000", True),
        (" 12345678 ", True), ("1234567", False), ("123456789", False), ("12345678-00", False),
        ("A2345678", False), ("", False),
    ],
)  # fmt: skip
def test_business_registration_numbers(text: str, good: bool) -> None:
    assert checks.is_br_number(text) is good


@pytest.mark.parametrize(
    ("text", "br_number", "good"),
    [
        ("1234567", "", True), ("1234567", "87654321", True), ("12345678", "", True),
        ("12345678", "12345678-000", True), ("12345678", "87654321", False), ("123456", "", False),
    ],
)  # fmt: skip
def test_company_numbers(text: str, br_number: str, good: bool) -> None:
    assert checks.is_company_number(text, br_number) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("23456789", True), ("2345 6789", True), ("(852) 2345-6789", True),
        ("+852 2345 6789", True), ("85223456789", True), ("2345678", False),
        ("+86 769 2345 6789", False), ("13800138000", False), ("+853 23456789", False),
    ],
)  # fmt: skip
def test_hong_kong_telephones(text: str, good: bool) -> None:
    assert checks.is_hong_kong_telephone(text) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("chan@company.com.hk", True), (" a.b+c@x-y.cn ", True), ("陳@例子.香港", True),
        ("chan@company", False), ("chan.company.com", False), ("a@b@c.com", False),
        ("chan @company.com", False), ("chan@company..com", False), ("@company.com", False),
    ],
)  # fmt: skip
def test_email_addresses(text: str, good: bool) -> None:
    assert checks.is_email(text) is good


def test_wrong_numbers_lead_to_their_fields() -> None:
    found = said(
        {"br_number": "1", "cr_number": "2", "telephone": "3", "email": "4"}, credit_code="5"
    )
    assert codes(found) == ["br-number", "cr-number", "telephone", "email", "credit-code"]
    assert places(found) == [
        "company C1 br_number", "company C1 cr_number", "company C1 telephone", "company C1 email",
        "factory F1 credit_code",
    ]  # fmt: skip
    assert [each.facts["text"] for each in found] == ["1", "2", "3", "4", "5"]
    assert [each.blocking for each in found] == [True, False, False, False, True]


def test_a_company_number_of_eight_digits_is_the_registration_number() -> None:
    assert not said({"br_number": "12345678", "cr_number": "12345678"})
    assert codes(said({"br_number": "12345678", "cr_number": "87654321"})) == ["cr-number"]


def test_the_addresses_of_our_own_contacts_are_checked() -> None:
    asked = case(
        Contact(id="1", code="K1", of="p", email="nobody"),
        Contact(id="2", code="K2", of="c", email="a@b.hk"),
        Contact(id="3", code="K3", of="other", email="nobody"),
        Contact(id="4", code="K4", of="f"),
    )
    found = list(identity(asked, ROUND, ON))
    assert (codes(found), places(found)) == (["email"], ["contact K1 email"])


def test_papers_are_in_force_with_the_day_printed_on_them() -> None:
    today, yesterday = ON, date(2026, 11, 23)
    assert not said({"br_expiry": today}, licence_expiry=today)
    found = said({"br_expiry": yesterday}, licence_expiry=yesterday)
    assert codes(found) == ["expired", "expired"]
    assert places(found) == ["company C1 br_expiry", "factory F1 licence_expiry"]
    assert str(found[0].facts["label"]) == "BR certificate expiry date"
    assert found[1].facts["entity"] == FACTORY.name


def test_sectors() -> None:
    assert not said(sector="1")
    assert not said(sector="")
    other = said(sector="0")
    assert (codes(other), other[0].facts["ask"]) == (["sector-other"], ROUND.ask)
    (none,) = said(sector="塑胶")
    assert none.code == "sector"
    assert "8 纺织业" in sentence(translator("zh_Hans"), none)
    without = replace(ROUND, sectors=())
    assert not list(identity(case(replace(FACTORY, sector="9")), without, ON))


def test_a_day_has_24_hours_and_a_year_366_days() -> None:
    assert not said(hours_per_day=Decimal(24), days_per_year=366)
    assert not said(hours_per_day=Decimal(0), days_per_year=0)
    found = said(hours_per_day=Decimal("24.5"), days_per_year=367)
    assert codes(found) == ["factory-range", "factory-range"]
    assert places(found) == ["factory F1 hours_per_day", "factory F1 days_per_year"]
    assert found[0].facts["entity"] == FACTORY.name
    assert said(name=LocalText(), days_per_year=367)[0].facts["entity"] == "F1"
    assert codes(said(hours_per_day=Decimal(-1))) == ["factory-range"]


def test_made_takes_the_later_of_two() -> None:
    """The builder itself: a changed company takes the place of the usual one."""
    assert made(COMPANY, replace(COMPANY, fax="1")).get(type(COMPANY), "c").fax == "1"


@pytest.mark.parametrize(
    "good",
    [
        "2345 6789", "+852 2345-6789", "(852) 9123 4567", "138 1234 5678", "+86 13812345678",
        "0769-8888 6666", "+86 769 8888 6666", "020-12345678 转 12", "2345 6789 ext. 7",
        "+44 20 7946 0958",
    ],
)  # fmt: skip
def test_a_contact_may_be_reached_on_both_sides(good: str) -> None:
    contact = Contact(id="k", code="K1", of="f", telephone=good, mobile=good)
    assert not list(identity(case(contact), ROUND, ON))


@pytest.mark.parametrize("wrong", ["12", "2345 678", "1381234567", "call Wong", "+8613812"])
def test_a_contact_with_no_number_is_told(wrong: str) -> None:
    contact = Contact(id="k", code="K1", of="c", mobile=wrong)
    found = list(identity(case(contact), ROUND, ON))
    assert (codes(found), places(found)) == (["contact-telephone"], ["contact K1 mobile"])


def test_the_company_is_in_hong_kong_and_its_fax_too() -> None:
    assert places(said({"fax": "0769 8888 6666"})) == ["company C1 fax"]


@pytest.mark.parametrize(
    ("issued", "expires", "expected"),
    [
        (date(2024, 1, 1), ON, []),
        (date(2024, 1, 1), ON - timedelta(days=1), ["certificate-expired"]),
        (date(2027, 1, 1), date(2026, 12, 1), ["certificate-dates", "date-future"]),
        (None, None, []),
    ],
)
def test_a_certificate_is_valid_on_the_day_of_submission(
    issued: date | None, expires: date | None, expected: list[str]
) -> None:
    paper = Certificate(id="z", code="Z1", factory="f", system="ISO 14001", issued=issued,
                        expires=expires)  # fmt: skip
    assert codes(identity(case(paper), ROUND, ON)) == expected
    elsewhere = replace(paper, factory="another")
    assert not list(identity(case(elsewhere), ROUND, ON))


def test_what_has_happened_is_not_to_come() -> None:
    held = Training(id="t", code="T1", factory="f", held=ON + timedelta(days=1))
    found = list(identity(case(held), ROUND, ON))
    assert (codes(found), places(found)) == (["date-future"], ["training T1 held"])
    assert not list(identity(case(replace(held, held=ON)), ROUND, ON))


@pytest.mark.parametrize("name", ["8", "Textiles", "紡織業", "纺织业", " textiles "])
def test_a_sector_is_known_by_its_name_too(name: str) -> None:
    assert not said(sector=name)
    assert codes(said(sector="其他行業（個別審批）")) == ["sector-other"]
    assert codes(said(sector="Toys")) == ["sector"]
