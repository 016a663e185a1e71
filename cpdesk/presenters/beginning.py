"""A new record in three steps: what is typed of company and factory before there is a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cpdesk.base.languages import Translator
from cpdesk.domain.company import Company, Contact, ContactRole, Factory, Link, Region
from cpdesk.domain.entity import Entity, new_id
from cpdesk.domain.findings import Refusal
from cpdesk.domain.words import LocalText

BR_DIGITS = 8
STEPS = ("company", "factory", "figures")
COMPANY = ("company_zh", "company_en", "br", "br_expiry", "contact", "phone")
FACTORY = ("factory_zh", "factory_en", "region", "city", "link")
_OF_REGION = {
    Region.GUANGDONG: (Link.L1, Link.L2, Link.L3, Link.L4),
    Region.HONG_KONG: (Link.L5, Link.L6),
}


@dataclass(frozen=True)
class Hint:
    """What stands beneath a field; `problem` where it keeps the record from being begun."""

    words: str = ""
    problem: bool = False


class Beginning:
    """The texts of the fields by name; nothing is written before the record is made."""

    def __init__(self) -> None:
        self.step = STEPS[0]
        self.texts: dict[str, str] = {}

    def text(self, name: str) -> str:
        return self.texts.get(name, "").strip()

    def type(self, name: str, text: str) -> None:
        self.texts[name] = text
        if name == "region" and self.link and self.link not in self.links:
            self.texts["link"] = ""

    @property
    def name(self) -> str:
        """What the record's file may be called after."""
        return next((self.text(e) for e in ("company_zh", "company_en", "factory_zh", "factory_en")
                     if self.text(e)), "")  # fmt: skip

    @property
    def regions(self) -> tuple[Region, ...]:
        return tuple(_OF_REGION)

    @property
    def region(self) -> Region | None:
        return next((each for each in Region if each.value == self.text("region")), None)

    @property
    def link(self) -> Link | None:
        return next((each for each in Link if each.value == self.text("link")), None)

    @property
    def links(self) -> tuple[Link, ...]:
        """How a factory in this region can belong to a company in Hong Kong."""
        return _OF_REGION[self.region] if self.region else tuple(Link)

    def hints(self, t: Translator) -> Mapping[str, Hint]:
        """What to say beneath the fields as they are."""
        return {"br": self._br_hint(t), "br_expiry": self._expiry_hint(t),
                "phone": Hint(t("What you do not know yet may stay empty"))}  # fmt: skip

    @property
    def fault(self) -> str:
        """The field that cannot be understood, if any."""
        return "" if self._expiry_understood else "br_expiry"

    def entities(self) -> tuple[Entity, ...]:
        """What the record begins with: only what was typed, and what that needs."""
        if not any(self.text(each) for each in (*COMPANY, *FACTORY)):
            return ()
        company = Company(
            id=new_id(), name=_name(self.text("company_en"), self.text("company_zh")),
            br_number=self.text("br"), br_expiry=self._expiry(), telephone=self.text("phone"),
        )  # fmt: skip
        return (company, *self._contact(company), *self._factory(company))

    def _contact(self, company: Company) -> tuple[Entity, ...]:
        person = self.text("contact")
        if not person:
            return ()
        name = _name(person, "") if person.isascii() else _name("", person)
        return (Contact(id=new_id(), of=company.id, role=ContactRole.COORDINATOR, name=name,
                        telephone=self.text("phone")),)  # fmt: skip

    def _factory(self, company: Company) -> tuple[Entity, ...]:
        if not any(self.text(each) for each in FACTORY):
            return ()
        city = self.text("city")
        return (Factory(
            id=new_id(), company=company.id, region=self.region, link=self.link,
            name=_name(self.text("factory_en"), self.text("factory_zh")),
            city=_name(city, "") if city.isascii() else _name("", city),
        ),)  # fmt: skip

    def _br_hint(self, t: Translator) -> Hint:
        typed = sum(each.isdecimal() for each in self.text("br"))
        if not 0 < typed < BR_DIGITS:
            return Hint(t("The first 8 digits"))
        left = BR_DIGITS - typed
        return Hint(t.plural("The first 8 digits: {n} more", "The first 8 digits: {n} more", left))

    def _expiry_hint(self, t: Translator) -> Hint:
        if not self._expiry_understood:
            return Hint(t("Write the date as 2026-05-31."), problem=True)
        return Hint(t("It must be valid on the day of the application"))

    @property
    def _expiry_understood(self) -> bool:
        return not self.text("br_expiry") or self._expiry() is not None

    def _expiry(self) -> date | None:
        from cpdesk.exchange.days import read_day

        try:
            return read_day(self.text("br_expiry"))
        except Refusal:  # said beneath the field
            return None


def _name(english: str, chinese: str) -> LocalText:
    """With the Chinese name in its script; what both write alike counts as Hong Kong's."""
    try:
        chinese.encode("big5")
    except UnicodeEncodeError:
        return LocalText(en=english, zh_Hans=chinese)
    return LocalText(en=english, zh_Hant=chinese)
