"""What a scheme asks: questions with the fields that answer them, papers, sectors, classes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cpdesk.domain.words import LocalText
from cpdesk.programme.tags import Basis, Bringer, Certainty, Level


@dataclass(frozen=True)
class When:
    """Under which circumstances something is asked; an empty tuple means whatever it is.

    The values are those of the choices: links `L4`, regions `guangdong`, routes `criteria`,
    developers `joint`, labels `excellent`.
    """

    links: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    developers: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

    def holds(self, facts: Circumstances) -> bool:
        pairs = (
            (self.links, facts.link), (self.regions, facts.region), (self.routes, facts.route),
            (self.developers, facts.developer), (self.labels, facts.label),
        )  # fmt: skip
        return all(value in wanted for wanted, value in pairs if wanted)


@dataclass(frozen=True)
class Circumstances:
    """What decides which questions and papers apply to a case; an empty string: not said yet."""

    link: str = ""
    region: str = ""
    route: str = ""
    developer: str = ""
    label: str = ""


@dataclass(frozen=True)
class Target:
    """Where an answer is kept.

    `company.br_number`: that field; `meter`: any meter; `contact.role=coordinator`: a contact with
    that role; `company.name:zh`: the name in Chinese (`en` or `zh`).
    """

    word: str
    field: str = ""
    value: str = ""
    language: str = ""


@dataclass(frozen=True)
class Question:
    """One question of a form (`A3`), and the fields of the record that answer it."""

    id: str
    text: LocalText
    answers: tuple[Target, ...]
    level: Level
    basis: tuple[Basis, ...]
    when: tuple[When, ...] = ()

    @property
    def part(self) -> str:
        """The block of the form, `A` to `F` or `R`."""
        return self.id[0]

    def applies(self, facts: Circumstances) -> bool:
        return not self.when or any(each.holds(facts) for each in self.when)


@dataclass(frozen=True)
class Document:
    """A paper of a checklist: always `required`, or `when` one of the circumstances holds.

    One that is `personal`, as a copy of an identity card, is for this application only. `by` is
    who usually has it.
    """

    id: str
    name: LocalText
    required: bool
    when: tuple[When, ...] = ()
    basis: tuple[Basis, ...] = ()
    confidence: str = ""
    personal: bool = False
    by: Bringer = Bringer.APPLICANT

    def needed_in(self, facts: Circumstances) -> bool:
        return self.required or any(each.holds(facts) for each in self.when)


@dataclass(frozen=True)
class Asked:
    """One question of a list of criteria, by its number."""

    number: str
    text: LocalText


@dataclass(frozen=True)
class Sector:
    """A target sector; `also` are other spellings seen."""

    number: str
    name: LocalText
    also: tuple[str, ...] = ()

    def is_called(self, said: str) -> bool:
        """Whether its number was said, or one of its names."""
        names = (self.number, self.name.en, self.name.zh_Hant, self.name.zh_Hans, *self.also)
        return said.strip().casefold() in [each.casefold() for each in names if each]


@dataclass(frozen=True)
class Dimension:
    """Something worth documenting for a class, and the fields of the record that document it."""

    text: LocalText
    answers: tuple[Target, ...]


@dataclass(frozen=True)
class LabelKind:
    """A class of the label, for whom it is, and what is worth documenting for it.

    What is worth it for the class that it `includes` is so here too.
    """

    id: str
    name: LocalText
    purpose: LocalText
    dimensions: tuple[Dimension, ...]
    certainty: Certainty
    includes: str = ""


@dataclass(frozen=True)
class Tier:
    """How many offers a purchase above an amount in HK$ asks for; `tender`: an open tender."""

    above: Decimal
    offers: int
    tender: bool


@dataclass(frozen=True)
class OldWord:
    """A word or an amount in HK$ that belongs to an ended round and betrays an old form."""

    words: tuple[str, ...]
    amount: Decimal | None
    round: LocalText
