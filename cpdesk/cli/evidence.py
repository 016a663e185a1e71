"""Papers in and out of a record from the console."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cpdesk.cli.desk import opened, the
from cpdesk.cli.saying import Voice
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import field_of
from cpdesk.domain.findings import Finding, Place, Refusal, blocking
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.record import BY_WORD, Record
from cpdesk.domain.words import N_

if TYPE_CHECKING:
    from cpdesk.services.evidence import Added

NO_KIND = blocking(
    "evidence-to-what",
    N_("'{text}' names nothing that a paper can support. Write KIND:CODE, such as upgrade:U1, or "
       "for a bill reading:M1:2025-12. Kinds: {kinds}."),
)  # fmt: skip
NO_READING = blocking(
    "evidence-no-reading",
    N_("{series} has no bill or several for {text}. Write the first day of one of: {days}."),
)
NOT_ATTACHED = blocking(
    "evidence-not-attached",
    N_("{code} does not support {text}. `evidence list` says what it supports."),
)
SURE = blocking(
    "evidence-erase-sure",
    N_("Erasing {code} cannot be taken back. Add --yes if that is meant; nothing was changed."),
)
PAGES_OF_WHAT = blocking(
    "evidence-pages-of-what",
    N_("Pages say where a paper speaks of something. Add --to KIND:CODE, or leave out --pages."),
)


def show(options: Namespace, voice: Voice) -> int:
    """Every paper: code, document, pages, size, type, file name and what it supports."""
    with opened(options.record, voice, read_only=True) as desk:
        found = [paper_object(desk.record, each) for each in desk.record.all(Evidence)]
    if options.json:
        voice.json({"evidence": found})
        return 0
    for each in found:
        told = (each[name] for name in ("code", "document", "pages", "size", "type", "file"))
        voice.line("\t".join("" if one is None else str(one) for one in told))
    return 0


def add(options: Namespace, voice: Voice) -> int:
    """Keep files in the record, and say what they support, as one change."""
    from cpdesk.services.evidence import add_evidence

    if options.pages and not options.to:
        raise PAGES_OF_WHAT.refuse()
    with opened(options.record, voice) as desk:
        to = thing(desk.record, options.to).id if options.to else ""
        added = add_evidence(desk, options.files, options.document, to=to, pages=options.pages)
        say_added(added, options.json, voice, desk.record)
    if not added.papers:
        refuse_blocking(added.findings)
    return 0


def say_added(added: Added, as_json: bool, voice: Voice, record: Record) -> None:
    """What was added and what was not; where nothing was, the first reason is the failure."""
    if as_json:
        papers = [paper_object(record, each) for each in added.papers]
        voice.json({"added": papers, "findings": voice.findings(added.findings)})
        return
    for each in added.papers:
        voice.line(f"{each.code}\t{each.file_name}")
    voice.tell(added.findings if added.papers else added.findings[1:])


def attach(options: Namespace, voice: Voice) -> int:
    """Say that papers support something, on these pages; again, only the pages change."""
    from cpdesk.services.evidence import attach_all

    with opened(options.record, voice) as desk:
        papers = [the(desk.record, Evidence, each) for each in options.codes]
        target = thing(desk.record, options.to)
        refuse_blocking(attach_all(desk, papers, target.id, options.pages))
    return 0


def detach(options: Namespace, voice: Voice) -> int:
    """Papers do not support something any more: all of them, or none where one never did."""
    from cpdesk.services.evidence import detach as take_off

    with opened(options.record, voice) as desk:
        target = thing(desk.record, options.to)
        held: list[Attachment] = []
        for code in dict.fromkeys(options.codes):
            paper = the(desk.record, Evidence, code)
            found = desk.record.where(Attachment, evidence=paper.id, to=target.id)
            if not found:
                raise NOT_ATTACHED.refuse(Place("evidence", code), code=code, text=options.to)
            held += found
        refuse_blocking(take_off(desk, *held))
    return 0


def export(options: Namespace, voice: Voice) -> int:
    """All papers in a new folder, named by what they are, with an index."""
    from cpdesk.services.evidence_folder import export_evidence
    from cpdesk.services.jobs import NullJob

    with opened(options.record, voice, read_only=True) as desk:
        made = export_evidence(desk, options.out, voice.t, options.identity, NullJob())
    if options.json:
        voice.json({
            "folder": str(made.folder), "files": made.files,
            "findings": voice.findings(made.findings),
        })  # fmt: skip
        return 0
    voice.line(made.folder)
    voice.tell(made.findings)
    return 0


def remove(options: Namespace, voice: Voice) -> int:
    """Take papers out of the record; `undo` brings them back."""
    from cpdesk.services.evidence import remove_evidence

    with opened(options.record, voice) as desk:
        papers = [the(desk.record, Evidence, each) for each in options.codes]
        refuse_blocking(remove_evidence(desk, *papers))
    return 0


def erase(options: Namespace, voice: Voice) -> int:
    """Erase papers for good, out of the history too, and name the copies that still hold them."""
    from cpdesk.services.erasing import erase_evidence

    with opened(options.record, voice, read_only=not options.yes) as desk:
        papers = [the(desk.record, Evidence, each) for each in options.codes]
        if not options.yes:
            raise SURE.refuse(code=", ".join(map(str, papers)))
        found = erase_evidence(desk, papers)
    refuse_blocking(found)
    if options.json:
        voice.json({"erased": list(options.codes), "findings": voice.findings(found)})
    else:
        voice.tell(found)
    return 0


def thing(record: Record, text: str) -> Entity:
    """What `upgrade:U1` or `reading:M1:2025-12` names; raises Refusal."""
    kinds = field_of(Attachment, "to").told.refers
    word, _, code = text.partition(":")
    if word not in kinds or not code:
        raise NO_KIND.refuse(text=text, kinds=kinds)
    return reading(record, code) if word == Reading.word else the(record, BY_WORD[word], code)


def reading(record: Record, text: str) -> Reading:
    """The bill of a meter or driver that begins on a day, or the only one that ends in a month."""
    code, _, when = text.partition(":")
    series = record.find(Meter, code) or record.find(Driver, code) or the(record, Meter, code)
    known = record.readings(series)
    found = [each for each in known if when in (str(each.start), f"{last_day(each):%Y-%m}")]
    if len(found) != 1:
        days = tuple(str(each.start) for each in found or known[-5:])
        raise NO_READING.refuse(series=series.code, text=when, days=days)
    return found[0]


def last_day(bill: Reading) -> date:
    return bill.end - timedelta(days=1)


def paper_object(record: Record, paper: Evidence) -> dict[str, object]:
    """A paper as the JSON shows it."""
    held = record.where(Attachment, evidence=paper.id)
    return {
        "code": paper.code, "title": paper.name, "document": paper.document or None,
        "file": paper.file_name, "type": paper.media_type, "pages": paper.pages,
        "size": paper.size, "sha256": paper.sha256, "added": paper.added,
        "turned": paper.turned or 0, "reduced": paper.reduced, "printed": paper.printable,
        "supports": [{"to": named(record, each.to), "pages": each.pages} for each in held],
    }  # fmt: skip


def named(record: Record, id: str) -> str:
    """As `thing` reads it."""
    entity = record.entity(id)
    if isinstance(entity, Reading):
        return f"reading:{record.entity(entity.of)}:{entity.start}"
    return f"{entity.word}:{entity.code}" if entity else ""


def refuse_blocking(findings: tuple[Finding, ...]) -> None:
    for each in findings:
        if each.blocking:
            raise Refusal(each)
