"""Scheme, factor and glossary files that are added after the program was built."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from cpdesk.analysis.factors.table import read_factors
from cpdesk.domain.entity import new_id
from cpdesk.domain.findings import Place, Refusal, blocking
from cpdesk.domain.papers import RuleFile, RuleFileKind
from cpdesk.domain.words import N_
from cpdesk.programme.schemes import read_scheme
from cpdesk.records.journal import Entry
from cpdesk.services.workspace import Workspace

NO_TEXT = blocking("rule-file-text", N_("{path} is no text in UTF-8. Save it so and add it again."))


def read_rule_file(path: Path) -> tuple[str, RuleFileKind]:
    """Text and kind of a rule file that holds together; raises Refusal with the file's name."""
    from cpdesk.exchange.sniffing import demand_small

    demand_small(path)
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NO_TEXT.refuse(path=path) from error
    try:
        return text, _kind(path, text)
    except Refusal as refusal:
        place = Place(spot=f"{path.name} {refusal.finding.place}".strip())
        raise Refusal(replace(refusal.finding, place=place)) from None


def add_rule_file(ws: Workspace, path: Path) -> Entry:
    """Check a rule file and keep it in the record, dated and journaled; raises Refusal."""
    text, kind = read_rule_file(path)
    added = RuleFile(id=new_id(), kind=kind, file_name=path.name, text=text, added=ws.today)
    with ws.store.change(N_("Rule file {file}"), file=path.name) as work:
        work.put(added)
    return ws.store.history()[-1]


def _kind(path: Path, text: str) -> RuleFileKind:
    if path.suffix.lower() == ".csv":
        read_factors(text)
        return RuleFileKind.FACTORS
    if _is_glossary(text):
        return RuleFileKind.GLOSSARY
    read_scheme(text)
    return RuleFileKind.SCHEME


def _is_glossary(text: str) -> bool:
    try:
        return "terms" in tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
