"""Records as files: made, listed, taken back, copied, proved sound."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable

from cpdesk.cli.desk import opened
from cpdesk.cli.saying import Voice
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import blocking
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.projects import Project
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import N_

NOTHING_TO_UNDO = blocking("nothing-to-undo", N_("There is nothing to take back in this record."))
UNSOUND = blocking("record-unsound", N_("{path} is damaged. Restore the newest backup."))
_LISTS: dict[str, type[Entity]] = {
    "companies": Company,
    "factories": Factory,
    "meters": Meter,
    "drivers": Driver,
    "upgrades": Upgrade,
    "projects": Project,
}


def new(options: Namespace, voice: Voice) -> int:
    from cpdesk.bootstrap import new_desk

    new_desk(options.record).store.close()
    voice.line(options.record)
    return 0


def show(options: Namespace, voice: Voice) -> int:
    """What is in a record, by code; with a kind only that list."""
    wanted = (options.kind,) if options.kind else tuple(_LISTS)
    with opened(options.record, voice, read_only=True) as desk:
        lists = {each: rows(desk.record.all(_LISTS[each]), voice) for each in wanted}
    if options.json:
        voice.json(lists)
        return 0
    for name, entries in lists.items():
        for entry in entries:
            voice.line(f"{name}\t{entry['code']}\t{entry['name']}")
    return 0


def rows(entities: Iterable[Entity], voice: Voice) -> list[dict[str, str]]:
    return [{"code": each.code, "name": name_of(each, voice)} for each in entities]


def name_of(entity: Entity, voice: Voice) -> str:
    return voice.t.show(getattr(entity, "name", "") or getattr(entity, "title", ""))


def undo(options: Namespace, voice: Voice) -> int:
    with opened(options.record, voice) as desk:
        entry = desk.store.undo()
    if entry is None:
        raise NOTHING_TO_UNDO.refuse()
    voice.line(voice.t("Taken back: {what}", what=voice.t(entry.label, **entry.facts)))
    return 0


def verify(options: Namespace, voice: Voice) -> int:
    from cpdesk.services import upkeep
    from cpdesk.services.workspace import doubt_of_place

    findings = upkeep.verify(options.record)
    voice.tell(findings)
    if place := doubt_of_place(options.record):
        voice.aside(voice.told(place))
    if any(each.blocking for each in findings):
        raise UNSOUND.refuse(path=options.record)
    voice.line(voice.t("{path} is sound.", path=options.record))
    return 0
