"""How alike the words on a form and the name of something asked for are, in any of the scripts."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from cpdesk.documents.forms.asks import Ask, asks, groups

_NUMBERING = re.compile(
    r"^\s*(?:[A-Z]?\d{1,2}(?:\.\d{1,2})*[.)、:]?(?=\s|[^\W\d])|\(?[a-zA-Z0-9]{1,3}[).]\s"
    r"|[(（]?[一二三四五六七八九十甲乙丙丁]{1,2}[)）、.部])\s*"
)
_ASIDE = re.compile(r"\([^()]{25,}\)|\([^()a-z]{6,}\)")  # an explanation, not a name
_LATIN = re.compile(r"hk\$|us\$|[a-z][a-z&.\-']*|%")
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]+")
_TONGUES = (
    ("en", re.compile(r"\(?\s*(?:\bin\s+)?\benglish\b\s*\)?|\(?英文\)?|\(英\)")),
    ("zh", re.compile(r"\(?\s*(?:\bin\s+)?\bchinese\b\s*\)?|\(?中文\)?|\(中\)")),
)
_SAME = {
    "tel": "telephone", "phone": "telephone", "e-mail": "email", "mail": "email", "no": "number",
    "nos": "number", "num": "number", "organization": "organisation", "hk$": "hkd", "qty":
    "quantity", "rmb": "cny", "authorized": "authorised", "license": "licence", "centre": "center",
    "br": "br", "facsimile": "fax", "cheque": "check",
}  # fmt: skip
_LITTLE = frozenset((
    "of", "the", "a", "an", "and", "in", "for", "on", "at", "is", "are", "your", "please", "state",
    "any", "if", "be", "by",
))  # fmt: skip
_CURRENCIES = {"hkd": "HKD", "cny": "CNY", "usd": "USD", "us$": "USD"}
_HAN_CURRENCIES = {"港元": "HKD", "港幣": "HKD", "港币": "HKD", "人民幣": "CNY", "人民币": "CNY",
                   "美元": "USD"}  # fmt: skip


_ROOT = 7  # letters that tell an English word
_UNITS = (
    *_HAN_CURRENCIES, "人民币万元", "人民幣萬元", "港幣萬元", "港币万元", "千元", "百万元",
    "平方米",
)
_HAN_MONEY = frozenset(name[at : at + 2] for name in _UNITS for at in range(len(name) - 1))


@dataclass(frozen=True)
class Said:
    """Words as they count: those of Latin letters, pairs of Han characters, and what they tell.

    `tongue` is `en` or `zh` where the words name the language that is wanted, `currency` the one
    they name.
    """

    words: frozenset[str]
    pairs: frozenset[str]
    tongue: str = ""
    currency: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.pairs)


@cache
def said(text: str) -> Said:
    """What a label says, without its number, its explanations and its currency."""
    plain = unicodedata.normalize("NFKC", _NUMBERING.sub("", text, count=1)).casefold()
    plain = _ASIDE.sub(" ", plain)
    tongues = [name for name, pattern in _TONGUES if pattern.search(plain)]
    for _, pattern in _TONGUES:
        plain = pattern.sub(" ", plain)
    words = [_stem(each) for each in _LATIN.findall(plain)]
    han = _HAN.findall(plain.replace("的", ""))
    currency = next((_CURRENCIES[w] for w in words if w in _CURRENCIES), "") or next(
        (code for name, code in _HAN_CURRENCIES.items() if any(name in run for run in han)), ""
    )
    kept = [each for each in words if each not in _LITTLE] or words
    tongue = tongues[0] if len(tongues) == 1 else ""
    return Said(frozenset(kept), frozenset(_pairs(han)), tongue, currency)


def _stem(word: str) -> str:
    word = word.strip(".-'&")
    word = _SAME.get(word, word)
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    # Incorporated and incorporation are one word here; products and production are not.
    return word if word.startswith("produc") else word[:_ROOT]


def _pairs(runs: Iterable[str]) -> Iterable[str]:
    """Neighbouring characters; a single one stands for itself."""
    for run in runs:
        yield from (run[at : at + 2] for at in range(len(run) - 1)) if len(run) > 1 else (run,)


@cache
def _weights() -> Counter[str]:
    """How rarely a word is used among all names: rare ones tell more."""
    used: Counter[str] = Counter()
    for ask in asks().values():
        used.update({word for name in ask.names for word in said(name).words})
    whole = len(asks())
    return Counter({word: round(100 * math.log(1 + whole / n)) for word, n in used.items()})


def _weight(words: Iterable[str]) -> float:
    weights = _weights()
    return sum(weights.get(word, 250) for word in words)


def likeness(label: Said, name: Said, about: Said) -> float:
    """From 0 to 1; words that only say about whom it is (`about`) count neither way."""
    found = []
    if label.words and name.words:
        spare = (label.words & (about.words | _CURRENCIES.keys())) - name.words
        found.append(_shared(_weight(label.words & name.words), _weight(name.words),
                             _weight(label.words - spare)))  # fmt: skip
    if label.pairs and name.pairs:
        spare = (label.pairs & (about.pairs | _HAN_MONEY)) - name.pairs
        crossing = _crossing(label, name, about)
        found.append(_shared(len(label.pairs & name.pairs), len(name.pairs),
                             max(1, len(label.pairs - spare) - crossing)))  # fmt: skip
    return max(found, default=0.0)


def _crossing(label: Said, name: Said, about: Said) -> int:
    """Pairs where the name meets the words about whom it is: they belong to neither."""
    ends = {pair[-1] for pair in about.pairs}
    starts = {pair[0] for pair in name.pairs}
    rest = label.pairs - name.pairs - about.pairs
    return sum(1 for pair in rest if pair[0] in ends and pair[-1] in starts)


def _shared(both: float, one: float, other: float) -> float:
    return 2 * both / (one + other) if one + other else 0.0


@cache
def likeness_to(text: str, key: str) -> float:
    """How well a label names something asked for; of `Post / Title` one side is enough."""
    sides = [each for each in re.split(r"[/／]", text) if said(each)]
    return max(_likeness_to(text, key), *(0.95 * _likeness_to(each, key) for each in sides), 0.0)


def _likeness_to(text: str, key: str) -> float:
    """Of a label in two languages both count."""
    label, ask = said(text), asks()[key]
    about = _about(ask.group)
    names = _names(ask)
    latin = max((likeness(Said(label.words, frozenset()), n, about) for n in names), default=0.0)
    han = max((likeness(Said(frozenset(), label.pairs), n, about) for n in names), default=0.0)
    if label.words and label.pairs:
        return 0.65 * max(latin, han) + 0.35 * min(latin, han)
    return max(latin, han)


@cache
def _names(ask: Ask) -> tuple[Said, ...]:
    return tuple(map(said, ask.names))


@cache
def _about(group: str) -> Said:
    found = next(each for each in groups() if each.id == group)
    names = [said(name) for name in found.names]
    return Said(frozenset(w for n in names for w in n.words),
                frozenset(p for n in names for p in n.pairs))  # fmt: skip


@cache
def groups_named(text: str) -> tuple[str, ...]:
    """The groups whose name a text holds, that of the longest name first.

    A name within a longer one does not count: the project coordinator is not the project.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    held = sorted(
        ((_held(plain, name), name, group.id) for group in groups()
         for name in map(str.casefold, group.names)), reverse=True,
    )  # fmt: skip
    found: list[tuple[str, str]] = []
    for length, name, id in held:
        if length and not any(name in longer and id != other for longer, other in found):
            found.append((name, id))
    return tuple(dict.fromkeys(id for _, id in found))


def _held(plain: str, name: str) -> float:
    """How long a name is where the text holds it whole, and 0 where it does not."""
    if _HAN.search(name):
        return 2.0 * len(name) if name in plain else 0.0
    return float(len(name)) if re.search(rf"\b{re.escape(name)}s?\b", plain) else 0.0
