"""Evidence, the answers and rule files a user adds, own factors, and packs as issued."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cpdesk.domain.entity import Entity, entity
from cpdesk.domain.fields import told
from cpdesk.domain.words import N_, Choice, LocalText


class RuleFileKind(Choice):
    SCHEME = "scheme", N_("Scheme rules")
    FACTORS = "factors", N_("Factors")
    GLOSSARY = "glossary", N_("Glossary")
    FORM = "form", N_("Map of an official form")


class PackKind(Choice):
    APPLICATION = "application", N_("Funding application")
    DOSSIER = "dossier", N_("Recognition dossier")
    COMPLETION = "completion", N_("Completion report")
    AUDIT = "audit", N_("Audit tables")
    FORM = "form", N_("Official form")


FORM_PAPER = "FORM"  # the document of an empty official form, which is no annex


@entity
class Evidence(Entity):
    """A file kept in the record; its bytes lie apart, named by their SHA-256."""

    word = "evidence"
    title = N_("Evidence")

    name: LocalText = told("Title", default=LocalText())
    document: str = told("Document", "G", default="", hint=N_("Number in the checklist, as G1"))
    file_name: str = told("File name", default="")
    media_type: str = told("Type", default="")
    size: int = told("Size (bytes)", default=0)
    sha256: str = told("SHA-256", default="")
    pages: int | None = told("Pages", default=None)
    added: date | None = told("Added on", default=None)
    turned: int | None = told("Turned for print (degrees)", default=None, hint=N_("Clockwise"))
    reduced: bool = told("Reduced for print", default=False)

    @property
    def picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def printable(self) -> bool:
        """Whether its pages can stand in a pack: those of a PDF or picture that can be read."""
        return bool(self.pages) and (self.picture or self.media_type == "application/pdf")


@entity
class Attachment(Entity):
    """That a piece of evidence supports something in the record, and on which page."""

    word = "attachment"
    title = N_("Attachment")

    evidence: str = told("Evidence", refers="evidence")
    to: str = told(
        "Supports",
        refers=(
            "reading", "company", "factory", "upgrade", "effect", "project", "budget-item",
            "quotation", "factor", "certificate", "training", "label", "answer", "party",
            "holding", "provider", "meter", "input", "spot", "flow", "adjustment", "tariff",
            "exchange-rate", "acceptance", "payment", "milestone", "objective", "criterion",
            "year-figure", "candidacy",
        ),
    )
    pages: str = told("Pages", default="", hint=N_("As 3 or 3-5"))


@entity
class Acceptance(Entity):
    """That a person looked at a doubt and says why it stands; it covers these very facts only.

    `finding` is its code, `place` and `facts` are its place and facts as text: when one of the
    facts changes, the doubt is a new one and comes back.
    """

    word = "acceptance"
    title = N_("Accepted doubt")

    finding: str = told("Doubt", default="")
    place: str = told("Place", default="")
    facts: str = told("Facts", default="")
    reason: LocalText = told("Reason", default=LocalText(), long=True)
    given: date | None = told("Date", default=None)
    by: str = told("Accepted by", default="")


@entity
class Answer(Entity):
    """What the user found out about a rule that the scheme file calls unknown."""

    word = "answer"
    title = N_("Answer about a rule")

    scheme: str = told("Scheme", default="")
    rule: str = told("Rule", default="")
    answer: LocalText = told("Answer", default=LocalText(), long=True)
    source: LocalText = told("Source", default=LocalText(), hint=N_("Who said it, and how"))
    given: date | None = told("Date", default=None)


@entity
class RuleFile(Entity):
    """A scheme, factor or glossary file added after the program was built, or a form's map."""

    word = "rule-file"
    title = N_("Rule file")

    kind: RuleFileKind | None = told("Kind", default=None)
    file_name: str = told("File name", default="")
    text: str = told("Content", default="", long=True)
    added: date | None = told("Added on", default=None)


@entity
class OwnFactor(Entity):
    """A factor that the user adds or sets in place of a built-in one, with its source."""

    word = "factor"
    title = N_("Own factor")

    factor: str = told("Factor", default="", hint=N_("Name of the factor, as co2.grid.guangdong"))
    value: Decimal | None = told("Value", default=None)
    unit: str = told("Unit", default="")
    year: int | None = told("Year", default=None)
    gas: str = told("Gas", default="")
    source: LocalText = told("Source", default=LocalText())
    read_on: date | None = told("Read on", default=None)


@entity
class ExchangeRate(Entity):
    """How many HK$ one unit of a currency cost on a day."""

    word = "exchange-rate"
    title = N_("Exchange rate")

    currency: str = told("Currency", default="CNY")
    on: date | None = told("Date", default=None)
    rate: Decimal | None = told("HK$ for one unit", default=None)
    source: str = told("Source", default="")


@entity
class Pack(Entity):
    """A pack as issued: it never changes again."""

    word = "pack"
    title = N_("Issued pack")

    kind: PackKind | None = told("Kind", default=None)
    of: str = told("Of", refers=("project", "candidacy", "factory"))
    language: str = told("Language", default="")
    issued: date | None = told("Issued on", default=None)
    change: int = told("State of the record", default=0)
    sha256: str = told("SHA-256", default="")
    manifest: str = told("Manifest", default="", long=True)
