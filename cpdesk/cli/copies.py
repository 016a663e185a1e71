"""Safe copies: made, put back, compared, and what is left of a damaged record saved."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.base.settings import load_settings, save_settings
from cpdesk.cli import faults
from cpdesk.cli.saying import Voice
from cpdesk.domain.findings import Finding, Refusal

if TYPE_CHECKING:
    from cpdesk.presenters.differences import Both
    from cpdesk.records.journal import Entry
    from cpdesk.services.comparing import Comparison, Side
    from cpdesk.services.differences import Difference


def backup(options: Namespace, voice: Voice) -> int:
    from cpdesk.bootstrap import clock
    from cpdesk.services import upkeep

    voice.line(upkeep.backup(options.record, options.out, clock()))
    return 0


def restore(options: Namespace, voice: Voice) -> int:
    """Put a copy in a record's place, or say with --preview what would differ."""
    from cpdesk.bootstrap import clock
    from cpdesk.services import upkeep

    if options.preview:
        return preview(options, voice)
    done = upkeep.restore(options.backup, options.record, clock())
    settle(options.record, voice)
    if options.json:
        voice.json({"file": options.record, "kept": done.kept, "lost": done.lost})
        return 0
    voice.line(options.record)
    if done.kept:
        voice.line(voice.t("The record that was there is kept as {path}.", path=done.kept))
    if done.lost:
        voice.aside(voice.t.plural(
            "The bytes of {n} paper are in no copy; cpdesk verify names it.",
            "The bytes of {n} papers are in no copy; cpdesk verify names them.", done.lost,
        ))  # fmt: skip
    return 0


def settle(record: Path, voice: Voice) -> None:
    """What was restored here on purpose is no older copy to be warned of."""
    from cpdesk.bootstrap import brought_back

    try:
        save_settings(brought_back(load_settings(), record))
    except OSError as error:  # the restore is done all the same
        voice.aside(faults.said(voice.t, error))


def preview(options: Namespace, voice: Voice) -> int:
    """What the copy says otherwise than the record that it would replace."""
    from cpdesk.bootstrap import clock
    from cpdesk.presenters.comparing import relation, side_told
    from cpdesk.services.comparing import compared, side

    copy, found, damaged = side(options.backup, clock), None, None
    if options.record.exists():
        try:
            found = compared(copy, side(options.record, clock))
        except Refusal as refusal:  # it is what is to be replaced
            damaged = refusal.finding
    if options.json:
        voice.json(preview_object(copy, found, damaged, voice))
        return 0
    voice.line(voice.t("{path}: {told}", path=copy.path, told=side_told(voice.t, copy)))
    if damaged:
        voice.line(voice.told(damaged))
    elif found is None:
        voice.line(voice.t("There is no record {path} yet.", path=options.record))
    else:
        voice.line(voice.t("{path}: {told}", path=found.other.path,
                           told=side_told(voice.t, found.other)))  # fmt: skip
        say(found, relation(voice.t, found), voice)
    return 0


def preview_object(
    copy: Side, found: Comparison | None, damaged: Finding | None, voice: Voice
) -> dict[str, object]:
    return {
        "copy": side_object(copy, voice),
        "record": side_object(found.other, voice) if found else None,
        "findings": voice.findings([damaged] if damaged else []),
        "differences": differences(found, voice) if found else [],
    }


def compare(options: Namespace, voice: Voice) -> int:
    """What differs between two records or copies, field by field."""
    from cpdesk.bootstrap import clock
    from cpdesk.presenters.comparing import relation_of_sides, side_told
    from cpdesk.services.comparing import compare as compare_files

    found = compare_files(options.a, options.b, clock)
    if options.json:
        voice.json({
            "a": side_object(found.one, voice), "b": side_object(found.other, voice),
            "same_record": found.same_record, "common": found.common,
            "differences": differences(found, voice, sides=True),
        })  # fmt: skip
        return 0
    for name, each in (("A", found.one), ("B", found.other)):
        told = side_told(voice.t, each)
        voice.line(voice.t("{name}: {path}: {told}", name=name, path=each.path, told=told))
    say(found, relation_of_sides(voice.t, found), voice, sides=True)
    return 0


def say(found: Comparison, relation: str, voice: Voice, *, sides: bool = False) -> None:
    """How the two stand to each other, the changes that only one has, and what differs."""
    from cpdesk.presenters.comparing import changes_alone, lines_of

    voice.line(relation)
    for name, each in (("A", found.one), ("B", found.other)):
        for line in changes_alone(voice.t, each.alone) if found.same_record and sides else ():
            voice.line(f"{name}\t{line}")
    for line in lines_of(voice.t, found, sides=sides):
        voice.line(line)


def side_object(side: Side, voice: Voice) -> dict[str, object]:
    known = side.record.identity
    return {
        "path": side.path, "record": known.id, "change": known.change,
        "alone": [entry_object(each, voice) for each in side.alone],
    }  # fmt: skip


def entry_object(entry: Entry, voice: Voice) -> dict[str, object]:
    from cpdesk.presenters.desk import label_of

    return {"number": entry.number, "at": entry.at, "by": entry.by,
            "what": label_of(voice.t, entry)}  # fmt: skip


def differences(found: Comparison, voice: Voice, *, sides: bool = False) -> list[object]:
    """Every difference by itself, however many there are."""
    from cpdesk.presenters.differences import Both, difference_words, side_words

    known = Both(found.one.record, found.other.record)
    say = side_words if sides else difference_words
    return [difference(each, say(known, voice.t, each), known) for each in found.differences]


def difference(each: Difference, message: str, known: Both) -> dict[str, object]:
    from cpdesk.domain.plant import Reading

    entity, plain = each.entity, {True: "new", False: "changed"}[each.is_new]
    of = entity if isinstance(entity, Reading) else None
    series = known.entity(of.of) if of else None
    return {
        "kind": entity.word, "code": entity.code, "id": entity.id,
        "of": series.code if series else None, "start": of.start if of else None,
        "end": of.end if of else None, "change": "gone" if each.is_gone else plain,
        "field": each.field.name if each.field else "",
        "before": each.before if each.field else None, "after": each.after if each.field else None,
        "message": message,
    }  # fmt: skip


def salvage(options: Namespace, voice: Voice) -> int:
    """Save what can be read of a damaged record into a new one, and say what could not be."""
    from cpdesk.bootstrap import clock, default_author
    from cpdesk.services.upkeep import salvage as save

    _, done = save(options.damaged, options.record, default_author(), clock())
    if options.json:
        voice.json({"file": options.record, "things": done.things, "papers": done.papers,
                    "findings": voice.findings(done.findings)})  # fmt: skip
        return 0
    voice.line(options.record)
    voice.tell(done.findings)
    voice.line(voice.t("{things} entries and {papers} papers are in it.", things=done.things,
                       papers=done.papers))  # fmt: skip
    return 0


