"""How sure a rule is, what it is about, and why a question is asked."""

from __future__ import annotations

from cpdesk.domain.words import N_, Choice


class Certainty(Choice):
    """How sure a rule is; only the first two are printed as rules without a badge."""

    E25 = "E25", N_("read for this round")
    CUR = "CUR", N_("read on a current page")
    EPRE = "EPRE", N_("read for a previous round only")
    SEC = "SEC", N_("from a secondary source")
    ANA = "ANA", N_("practice of a similar fund, not a rule of this programme")
    INF = "INF", N_("inferred; please confirm")
    K = "K", N_("general knowledge; check before relying on it")
    UNK = "UNK", N_("not published")
    USER = "USER", N_("found out by the user")


class Topic(Choice):
    """What a rule is about, in the order they are read."""

    TIME = "time", N_("Dates")
    ELIGIBILITY = "eligibility", N_("Who may apply")
    TECHNOLOGY = "technology", N_("New technology")
    MONEY = "money", N_("Funding")
    PROCUREMENT = "procurement", N_("Buying")
    SUBMISSION = "submission", N_("Handing in")
    AFTERWARDS = "afterwards", N_("After approval")
    LABEL = "label", N_("The label")
    OTHER = "other", N_("Other")


class Level(Choice):
    """How much a missing answer stands in the way."""

    REQUIRED = "required", N_("Required by an established rule")
    ADVISED = "advised", N_("Usually asked")
    USEFUL = "useful", N_("Useful where there is something to tell")
    OPTIONAL = "optional", N_("Where it applies")


class Basis(Choice):
    """Why a question is believed to be asked; the official form could not be read."""

    R = "R", N_("follows from an established rule")
    EPRE = "EPRE", N_("known from a previous round")
    RF = "RF", N_("asked by the form of a similar fund (recycling)")
    BUD = "BUD", N_("asked by the form of a similar fund (branding and upgrading)")
    ANA = "ANA", N_("practice of similar funds")
    CPA = "CPA", N_("kept for the cleaner production audit of Guangdong")
    INF = "INF", N_("inferred")


class Bringer(Choice):
    """Who usually has what is asked: this program's own division of the work, no scheme's rule."""

    APPLICANT = "applicant", N_("Applicant company")
    FACTORY = "factory", N_("Factory")
    PROVIDER = "provider", N_("Technology provider")
    SECRETARIAT = "secretariat", N_("Secretariat")
