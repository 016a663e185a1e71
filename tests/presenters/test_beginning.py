"""A new record in three steps, before there is a record, and what is said of one in trouble."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cpdesk import bootstrap
from cpdesk.base.languages import LANGUAGES, translator
from cpdesk.domain.company import Company, Contact, Factory, Link, Region
from cpdesk.domain.findings import Refusal
from cpdesk.presenters.beginning import Beginning
from cpdesk.presenters.dropping import meant
from cpdesk.presenters.session import Session
from cpdesk.presenters.start import Recent, Start, free_path, tidy_name
from cpdesk.presenters.trouble import Act, Trouble, trouble_of
from cpdesk.services.beginning import begin
from cpdesk.services.upkeep import backup

T = translator("en")


def typed(**texts: str) -> Beginning:
    made = Beginning()
    for name, text in texts.items():
        made.type(name, text)
    return made


def test_what_is_typed_becomes_company_contact_and_factory(empty: Session) -> None:
    made = typed(company_zh="紙鳶紡織（香港）有限公司", company_en="Paper Kite", br="0000314-1",
                 br_expiry="2026年5月31日", contact="林曉嵐", phone="+852 0000 0000",
                 factory_zh="佛山紙鳶染整", region="guangdong",
                 city="Foshan", link="L1")  # fmt: skip
    assert made.name == "紙鳶紡織（香港）有限公司"
    assert begin(empty.ws, made.entities()) == ()
    company, contact, factory = (empty.record.all(k)[0] for k in (Company, Contact, Factory))
    assert (company.code, company.br_expiry) == ("C1", date(2026, 5, 31))
    assert (contact.name.zh_Hant, contact.of) == ("林曉嵐", company.id)
    assert (factory.company, factory.region, factory.link, factory.city.en) == (
        company.id, Region.GUANGDONG, Link.L1, "Foshan")  # fmt: skip
    assert len(empty.ws.store.history()) == 1


def test_a_chinese_name_is_kept_in_its_own_script() -> None:
    company, *_ = typed(company_zh="纸鸢纺织（香港）有限公司").entities()
    assert isinstance(company, Company)
    assert (company.name.zh_Hans, company.name.zh_Hant) == ("纸鸢纺织（香港）有限公司", "")


def test_nothing_typed_begins_an_empty_record() -> None:
    assert typed(company_en="  ").entities() == ()


def test_a_factory_alone_gets_a_company_without_a_name() -> None:
    company, factory = typed(factory_en="Mill").entities()
    assert isinstance(company, Company)
    assert isinstance(factory, Factory)
    assert factory.company == company.id


def test_hints_say_what_is_missing_while_it_is_typed() -> None:
    assert typed(br="0000314").hints(T)["br"].words == "The first 8 digits: 1 more"
    assert typed(br="00003141").hints(T)["br"].words == "The first 8 digits"
    wrong = typed(br_expiry="31/31/2026")
    assert wrong.fault == "br_expiry"
    assert wrong.hints(T)["br_expiry"].problem
    assert typed(br_expiry="2026/5/31").fault == ""


def test_a_link_that_does_not_go_with_the_region_is_given_up() -> None:
    made = typed(link="L5", region="guangdong")
    assert made.text("link") == ""
    assert Link.L5 not in made.links
    assert typed(region="hong-kong", link="L5").link is Link.L5


def test_recent_records_say_when_they_were_written() -> None:
    start, now = Start("en", ()), datetime(2026, 11, 25, 17, 5)
    recent = Recent(Path("a.cpdesk"), True, now)
    assert start.when(recent, now.date()) == "Today 17:05"
    assert start.when(recent, now.date() + timedelta(1)) == "Yesterday 17:05"
    assert start.when(recent, now.date() + timedelta(9)) == "25 November 2026"
    assert start.when(Recent(Path("a.cpdesk"), False)) == "Not found"


def test_names_that_every_file_system_takes(tmp_path: Path) -> None:
    assert tidy_name('紙鳶: "A/B"\t') == "紙鳶 A B"
    assert tidy_name("...") == "record"
    (tmp_path / "a.cpdesk").touch()
    assert free_path(tmp_path, "a").name == "a 2.cpdesk"


@pytest.mark.parametrize(
    ("names", "kind"),
    [(["a.cpdesk"], "record"), (["台賬.XLSX"], "table"), (["bill.pdf", "photo.heic"], "papers"),
     (["bill.pdf"], "papers"), (["a.xlsx", "b.xlsx"], "papers"), (["a.cpdesk", "b.pdf"], ""),
     (["gone.pdf?"], "")],
)  # fmt: skip
def test_what_is_dropped_is_meant_for(tmp_path: Path, names: list[str], kind: str) -> None:
    paths = [tmp_path / each for each in names]
    for each in paths:
        if "?" not in each.name:
            each.touch()
    found = meant(paths)
    said = {"record": found.record, "table": found.table, "papers": found.papers}
    assert [name for name, value in said.items() if value] == ([kind] if kind else [])
    assert bool(found) is bool(kind)


# records that are not opened


def refused(path: Path) -> Trouble:
    with pytest.raises(Refusal) as caught:
        bootstrap.open_for_window(path)
    return trouble_of(T, caught.value.finding, path, recent=True)


def test_a_record_open_elsewhere_can_be_read(empty: Session) -> None:
    path = empty.ws.store.path
    trouble = refused(path)
    assert trouble.title == "This record is open elsewhere"
    assert "test" in trouble.sentence
    assert [each.act for each in trouble.ways] == [Act.READ, Act.AGAIN]
    reading = bootstrap.open_desk(path, read_only=True)
    assert reading.store.read_only
    reading.store.close()


def test_a_damaged_record_offers_its_newest_copy_and_what_is_left(empty: Session) -> None:
    path = empty.ws.store.path
    copies = [backup(path, None, datetime(2026, 11, day)) for day in (3, 5)]
    for age, copy in enumerate(reversed(copies)):
        os.utime(copy, (2e9 - age, 2e9 - age))
    empty.ws.store.close()
    path.write_bytes(path.read_bytes()[:5000])
    trouble = refused(path)
    assert trouble.title == "This record is damaged"
    assert [(each.act, each.path) for each in trouble.ways] == [
        (Act.RESTORE, copies[1]), (Act.GLIMPSE, path), (Act.SALVAGE, path)]  # fmt: skip


def test_a_copy_that_is_damaged_itself_is_not_offered(empty: Session, tmp_path: Path) -> None:
    path = empty.ws.store.path
    copies = [backup(path, None, datetime(2026, 11, day)) for day in (3, 5)]
    copies[1].write_bytes(copies[1].read_bytes()[:9000])
    empty.ws.store.close()
    path.write_bytes(bytes(5000))  # as a disk leaves it after a power cut
    trouble = refused(path)
    assert trouble.title == "This file is no record"
    assert [each.path for each in trouble.ways if each.act is Act.RESTORE] == [copies[0]]


def test_a_record_that_is_gone_can_be_looked_for_or_forgotten(tmp_path: Path) -> None:
    trouble = refused(tmp_path / "gone.cpdesk")
    assert [each.act for each in trouble.ways] == [Act.LOOK, Act.FORGET]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_trouble_has_a_title_and_ways_in_words(language: str, tmp_path: Path) -> None:
    from cpdesk.records import faults

    t = translator(language)
    for kind in (faults.OPEN_ELSEWHERE, faults.DAMAGED, faults.TOO_NEW, faults.NOT_FOUND,
                 faults.READ_ONLY, faults.UNFINISHED, faults.NO_RECORD, faults.EXISTS):  # fmt: skip
        finding = kind.at(path="a.cpdesk", who="?", reason="?")
        trouble = trouble_of(t, finding, tmp_path / "a.cpdesk")
        assert trouble.title
        assert all(each.words for each in trouble.ways)
        if language != "en":
            assert not any(word.isascii() for word in (trouble.title, trouble.sentence))
