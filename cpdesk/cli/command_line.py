"""The commands with their options, and what happens around every one of them."""

from __future__ import annotations

import argparse
import importlib
import locale
import logging
import os
import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from cpdesk import __version__
from cpdesk.base.languages import LANGUAGES, translator
from cpdesk.base.settings import language_of
from cpdesk.cli import faults
from cpdesk.cli.saying import Voice

PURPOSES = ("application", "dossier", "completion", "audit")
CLASSES = ("excellent", "partner", "supply-chain", "technology")
BRINGERS = ("applicant", "factory", "provider", "secretariat")
PAPERS = (*LANGUAGES, "en+zh_Hant", "en+zh_Hans")
LISTS = ("companies", "factories", "meters", "drivers", "upgrades", "projects")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 not done and said why, 2 wrong usage."""
    show_anything()
    say_it_alone()
    try:
        options = command_line().parse_args(argv)
        options.demand(options)
    except SystemExit as ended:  # argparse has said what is wrong, or shown the help
        return ended.code if isinstance(ended.code, int) else 2
    return carry_out(options, Voice(translator(options.messages or language_of_pc())))


def carry_out(options: argparse.Namespace, voice: Voice) -> int:
    """The command itself, and one sentence for whatever goes wrong."""
    module, _, function = options.does.partition(":")
    try:
        code = getattr(importlib.import_module(f"cpdesk.cli.{module}"), function)(options, voice)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our lines has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (Exception, KeyboardInterrupt) as error:
        return voice.fail(faults.said(voice.t, error))
    return int(code or 0)


def command_line() -> argparse.ArgumentParser:
    """Every command; each names the function that does it, imported only when it is wanted."""
    parser = argparse.ArgumentParser(
        prog="cpdesk", description="Without a command: the window.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"cpdesk {__version__}")
    add_messages(parser, None)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for add in (add_whole, add_records, add_copies, add_import, add_exports, add_figures,
                add_judging, add_packs, add_form, add_asking, add_evidence):  # fmt: skip
        add(Adding(commands))
    return parser


class Adding:
    """Adds commands that share the options every command has."""

    def __init__(self, commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        self.commands = commands

    def __call__(self, name: str, does: str, what: str, *places: str) -> argparse.ArgumentParser:
        """A command with its places, each a path: RECORD, FILE ..."""
        command = self.commands.add_parser(name, help=what, description=what, allow_abbrev=False)
        for place in places:
            command.add_argument(place.lower(), metavar=place, type=Path)
        add_messages(command, argparse.SUPPRESS)
        command.set_defaults(does=does, demand=lambda options: None)
        return command

    def group(self, name: str, what: str) -> Adding:
        """A command whose first word says what to do: `evidence add`."""
        parser = self.commands.add_parser(name, help=what, description=what, allow_abbrev=False)
        return Adding(parser.add_subparsers(metavar="ACTION", required=True))


def add_messages(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--messages", choices=LANGUAGES, default=default, metavar="L",
        help="language of the console's own sentences: " + ", ".join(LANGUAGES),
    )  # fmt: skip


def add_whole(add: Adding) -> None:
    demo = add("demo", "whole:demo", "write the sample factory's record, workbook and packs", "DIR")
    demo.add_argument("--lang", type=language, metavar="L", help="only this language")
    add("selftest", "whole:selftest", "prove that this installed program works")


def add_records(add: Adding) -> None:
    add("new", "records:new", "make an empty record", "RECORD")
    listing = add("list", "records:show", "say what is in a record, by code", "RECORD")
    listing.add_argument("kind", nargs="?", choices=LISTS, metavar="KIND", help=", ".join(LISTS))
    add_json(listing)
    add("undo", "records:undo", "take the last change or import back", "RECORD")
    add("verify", "records:verify", "say whether a record is sound", "RECORD")


def add_copies(add: Adding) -> None:
    backup = add("backup", "copies:backup", "write a safe copy", "RECORD")
    backup.add_argument("-o", dest="out", type=Path, metavar="FILE")
    restore = add("restore", "copies:restore", "make a record from a safe copy", "BACKUP", "RECORD")
    restore.add_argument("--preview", action="store_true", help="only say what would differ")
    compare = add("compare", "copies:compare", "say what differs between two records", "A", "B")
    salvage = add("salvage", "copies:salvage", "save what can be read of a damaged record",
                  "DAMAGED", "RECORD")  # fmt: skip
    for each in (restore, compare, salvage):
        add_json(each)


def add_import(add: Adding) -> None:
    bringing = add("import", "figures:bring", "read figures from a file", "RECORD", "FILE")
    bringing.add_argument("--preview", action="store_true", help="only say what would change")
    bringing.add_argument("--factory", metavar="F", help="where meters new in the file stand")
    bringing.add_argument(
        "--mapping", type=Path, metavar="MAP.toml", help="what the columns of the file mean"
    )
    bringing.add_argument(
        "--write-mapping", type=Path, metavar="MAP.toml", help="write what they are taken to mean"
    )
    bringing.add_argument(
        "--marked", type=Path, metavar="COPY.xlsx",
        help="write a copy of the file with what is refused or doubtful marked in it",
    )  # fmt: skip
    add_json(bringing)


def add_exports(add: Adding) -> None:
    what = "write everything as a workbook, or as JSON where FILE ends with .json"
    export = add("export", "figures:export", what, "RECORD")
    export.add_argument("--charts", action="store_true", help="only the figures behind its charts")
    add_out(export, "FILE.xlsx")
    template = add("template", "figures:template", "write an empty workbook to fill and import")
    template.add_argument(
        "--lang", choices=LANGUAGES, metavar="L",
        help="language of its headings: " + ", ".join(LANGUAGES),
    )
    add_out(template, "FILE.xlsx")


def add_figures(add: Adding) -> None:
    months = add("months", "figures:months", "show the monthly series", "RECORD")
    months.add_argument("--meter", metavar="M")
    add_json(months)
    savings = add("savings", "savings:show", "show what the upgrades saved", "RECORD")
    savings.add_argument("--upgrade", metavar="U")
    add_json(savings)
    models = add("models", "models:show", "show every model a baseline allows", "RECORD")
    models.add_argument("--upgrade", metavar="U", required=True)
    add_json(models)
    add_fit(add("fit", "figures:fit", "fit a model on a plain table", "TABLE"))


def add_fit(fit: argparse.ArgumentParser) -> None:
    fit.add_argument("--response", required=True, metavar="COL")
    fit.add_argument("--drivers", type=columns, required=True, metavar="A,B")
    fit.add_argument("--no-intercept", action="store_true")
    fit.add_argument("--period-column", metavar="COL", help="period, if it is there")
    fit.add_argument("--confidence", type=share, default=0.9, metavar="0.9")
    add_json(fit)


def add_judging(add: Adding) -> None:
    check = add("check", "papers:check", "say what is missing or wrong", "RECORD")
    add_purpose(check)
    check.add_argument("--date", type=day, metavar="D")
    check.add_argument("--lang", type=language, metavar="L", help="the language of the paper")
    add_json(check)
    accept = add("accept", "papers:accept", "accept a doubt, with the reason why", "RECORD")
    accept.add_argument("code", metavar="FINDING-CODE", help="as `months` and `check` say it")
    accept.add_argument("place", metavar="PLACE", help="as 'meter M1 2024-03'")
    why = accept.add_mutually_exclusive_group(required=True)
    why.add_argument("--reason", metavar="TEXT", help="why it is right after all; it is kept")
    why.add_argument("--withdraw", action="store_true", help="let the doubt stand again")


def add_packs(add: Adding) -> None:
    for name, does, what in (
        ("application", "papers:application", "print the application"),
        ("report", "papers:report", "print the completion report"),
    ):
        command = add(name, does, what, "RECORD")
        command.add_argument("--project", required=True, metavar="P")
        add_printing(command)
        if name == "application":
            add_official(command)
    audit = add("audit", "papers:audit", "print the tables of a cleaner production audit", "RECORD")
    audit.add_argument("--factory", metavar="F")
    audit.add_argument("--year", type=year, required=True, metavar="Y")
    audit.add_argument(
        "--low-cost", type=amount, metavar="RMB",
        help="up to which an option counts as one of no or low cost, by this audit's own line",
    )  # fmt: skip
    add_printing(audit)
    dossier = add("dossier", "papers:dossier", "print the recognition dossier", "RECORD")
    dossier.add_argument("--factory", metavar="F")
    dossier.add_argument("--class", dest="label", choices=CLASSES, required=True)
    dossier.add_argument("--year", type=year, required=True, metavar="Y")
    add_printing(dossier)
    add_official(dossier)
    issued = add("issued", "papers:issued", "list issued packs, or write one again", "RECORD")
    issued.add_argument("number", nargs="?", metavar="NUMBER")
    doing = issued.add_mutually_exclusive_group()
    doing.add_argument("-o", dest="out", type=Path, metavar="FILE.pdf")
    doing.add_argument("--changes", action="store_true", help="what the record says otherwise now")
    add_json(issued)


def add_official(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--form", type=Path, metavar="FORM.pdf",
        help="the official form to stand before it, filled; else the one the record keeps",
    )  # fmt: skip
    command.add_argument("--map", type=Path, metavar="MAP.toml", help="what the form's fields mean")


def add_form(add: Adding) -> None:
    form = add("form", "forms:form", "fill an official form from the record", "RECORD")
    what = form.add_argument("form", type=Path, metavar="FORM", help="an empty PDF or Word form")
    form.add_argument("--project", metavar="P")
    form.add_argument("--factory", metavar="F")
    form.add_argument("--class", dest="label", choices=CLASSES)
    form.add_argument("--year", type=year, metavar="Y")
    form.add_argument("--map", type=Path, metavar="MAP.toml", help="what the form's fields mean")
    form.add_argument(
        "--write-map", type=Path, metavar="MAP.toml", help="write what they are taken to mean"
    )
    form.add_argument("--issue", action="store_true", help="number it, and keep it as it is")
    keeping = form.add_mutually_exclusive_group()
    keeping.add_argument(
        "--keep", action="store_true",
        help="keep form and map in the record: the packs of this case begin with it",
    )
    keeping.add_argument(
        "--leave", action=Sufficing, spares=(what, add_out(form, "FILE")),
        help="they no longer do; FORM and FILE are not needed for it",
    )  # fmt: skip
    add_json(form)
    form.set_defaults(demand=lambda options: demand_form(form, options))


class Sufficing(argparse.Action):
    """An option that says enough by itself: what it `spares` need not be given beside it."""

    def __init__(
        self, option_strings: Sequence[str], dest: str, spares: Sequence[argparse.Action],
        **named: Any,
    ) -> None:  # fmt: skip
        super().__init__(option_strings, dest, **{**named, "nargs": 0, "default": False})
        self.spared = spares

    def __call__(
        self, parser: argparse.ArgumentParser, options: argparse.Namespace, *_: object
    ) -> None:
        setattr(options, self.dest, True)
        for each in self.spared:
            each.required = False


def demand_form(form: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Wrong usage where a form is filled beside `--leave`, and which or whereto is not said."""
    given = {"FORM": options.form, "-o": options.out}
    lacking = [name for name, path in given.items() if not path]
    if lacking and (options.out or options.issue or options.write_map):
        form.error(f"the following arguments are required: {', '.join(lacking)}")


def add_evidence(add: Adding) -> None:
    """`cpdesk evidence ACTION RECORD ...`."""
    papers = add.group("evidence", "papers in a record: bills, photos, licences")
    add_json(papers("list", "evidence:show", "say which papers are in a record", "RECORD"))
    adding = papers("add", "evidence:add", "keep files in a record", "RECORD")
    adding.add_argument("files", nargs="+", type=Path, metavar="FILE")
    adding.add_argument("--document", default="", metavar="G1", help="number in the checklist")
    add_to(adding, required=False)
    adding.add_argument("--pages", default="", metavar="3-5")
    attach = papers("attach", "evidence:attach", "say what papers support", "RECORD")
    attach.add_argument("--pages", default="", metavar="3-5")
    for each in (attach, papers("detach", "evidence:detach", "take that back", "RECORD")):
        add_codes(each)
        add_to(each, required=True)
    add_codes(papers("remove", "evidence:remove", "take papers out; undo brings back", "RECORD"))
    erase = papers("erase", "evidence:erase", "erase papers for good", "RECORD")
    add_codes(erase)
    erase.add_argument("--yes", action="store_true", help="it is meant")
    export = papers("export", "evidence:export", "write all papers into a folder", "RECORD")
    export.add_argument("--identity", action="store_true", help="copies of identity papers too")
    add_out(export, "FOLDER")
    for each in (adding, erase, export):
        add_json(each)


def add_codes(command: argparse.ArgumentParser) -> None:
    command.add_argument("codes", nargs="+", metavar="CODE")


def add_to(command: argparse.ArgumentParser, *, required: bool) -> None:
    command.add_argument(
        "--to", required=required, metavar="KIND:CODE", help="upgrade:U1, reading:M1:2025-12"
    )


def add_asking(add: Adding) -> None:
    letter = add("letter", "papers:letter", "ask somebody for what is missing", "RECORD")
    letter.add_argument("--to", choices=BRINGERS, required=True)
    letter.add_argument("--provider", default="", metavar="V", help="only this one of several")
    letter.add_argument("--by", type=day, metavar="D", help="an answer is asked for by this day")
    checklist = add("checklist", "papers:checklist", "print all papers and what is open", "RECORD")
    for each in (letter, checklist):
        add_purpose(each)
        add_paper(each)


def add_purpose(command: argparse.ArgumentParser) -> None:
    command.add_argument("--for", dest="purpose", choices=PURPOSES, required=True)
    command.add_argument("--project", metavar="P")
    command.add_argument("--factory", metavar="F")
    command.add_argument("--class", dest="label", choices=CLASSES)
    command.add_argument("--year", type=year, metavar="Y")


def add_printing(command: argparse.ArgumentParser) -> None:
    add_paper(command)
    command.add_argument("--issue", action="store_true", help="not a draft")
    command.add_argument(
        "--under", type=megabytes, metavar="MB",
        help="reduce pictures until the file has less than so many million bytes",
    )  # fmt: skip


def add_paper(command: argparse.ArgumentParser) -> None:
    command.add_argument("--lang", type=language, default="en", metavar="L")
    command.add_argument("--date", type=day, metavar="D", help="date of the paper, 2026-11-24")
    add_out(command, "FILE.pdf")


def add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON object and nothing else")


def add_out(command: argparse.ArgumentParser, metavar: str) -> argparse.Action:
    return command.add_argument("-o", dest="out", type=Path, required=True, metavar=metavar)


def language(text: str) -> str:
    """A language that papers are printed in, or English and Chinese side by side."""
    if text not in PAPERS:
        raise argparse.ArgumentTypeError(f"{text} is none of {', '.join(PAPERS)}")
    return text


def columns(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def amount(text: str) -> Decimal:
    """An amount of money, 0 or more."""
    try:
        value = Decimal(text)
    except ArithmeticError:
        value = Decimal(-1)
    if not (value.is_finite() and value >= 0):
        raise argparse.ArgumentTypeError(f"{text} is no amount such as 100000")
    return value


def megabytes(text: str) -> Decimal:
    """Millions of bytes; argparse says so where it is no number, or none above 0."""
    try:
        value = Decimal(text)
    except ArithmeticError:
        value = Decimal(0)
    if not (value.is_finite() and value > 0):
        raise argparse.ArgumentTypeError(f"{text} is no size in MB such as 20")
    return value


def share(text: str) -> float:
    value = float(text)
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text} does not lie between 0 and 1")
    return value


def year(text: str) -> int:
    if not text.isdecimal() or not 1990 <= int(text) <= 2100:
        raise argparse.ArgumentTypeError(f"{text} is no year such as 2026")
    return int(text)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no date such as 2026-11-24") from None


def language_of_pc() -> str:
    return language_of(locale.getlocale()[0] or "")


def show_anything() -> None:
    """A console that cannot show Chinese shows its numbers instead of stopping."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say_it_alone() -> None:
    """What is wrong with a PDF is a finding of ours; its reader says nothing beside it."""
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)
