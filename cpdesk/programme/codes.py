"""What can be checked by itself: registration numbers, credit codes, telephones, addresses."""

from __future__ import annotations

import re

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_EXTENSION = re.compile(r"\s*(转|轉|內線|内线|ext\.?|x|#)\s*\d+$", re.IGNORECASE)
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def is_br_number(text: str) -> bool:
    """A Hong Kong business registration number: 8 digits, perhaps a branch number of 3."""
    return bool(re.fullmatch(r"\d{8}([- ]?\d{3})?", text.strip()))


def is_credit_code(text: str) -> bool:
    """A unified social credit code of 18 signs whose last checks the others (GB 32100-2015)."""
    code = text.strip().upper()
    if len(code) != 18 or any(sign not in _ALPHABET for sign in code):
        return False
    return code[-1] == credit_check(code[:17])


def credit_check(first: str) -> str:
    """The check sign of the first 17 signs of a unified social credit code."""
    total = sum(_ALPHABET.index(s) * weight for s, weight in zip(first, _WEIGHTS, strict=True))
    return _ALPHABET[(31 - total % 31) % 31]


def is_hong_kong_telephone(text: str) -> bool:
    """8 digits, perhaps after +852."""
    digits = re.sub(r"[\s()-]", "", text)
    return bool(re.fullmatch(r"(\+?852)?\d{8}", digits))


def is_telephone(text: str) -> bool:
    """A number that can be dialled: of Hong Kong, of the Mainland, or from abroad with its `+`.

    A Mainland one is a mobile of 11 digits or a line with its area code; an extension may follow.
    """
    plain = _EXTENSION.sub("", text.strip())
    digits = re.sub(r"[\s()-]", "", plain)
    mainland = r"(\+?86)?(1\d{10}|0?(10|[2-9]\d{1,2})\d{7,8})"
    return is_hong_kong_telephone(plain) or bool(
        re.fullmatch(rf"{mainland}|\+(?!86|852)\d{{7,15}}", digits)
    )


def is_company_number(text: str, br_number: str = "") -> bool:
    """A number of the Companies Registry: 7 digits, or since 2023 the registration number.

    Where the registration number is known, 8 digits must be those.
    """
    number = text.strip()
    if re.fullmatch(r"\d{7}", number):
        return True
    return is_br_number(number) and number[:8] == (br_number.strip() or number)[:8]


def is_email(text: str) -> bool:
    """One e-mail address: a name, an @, and a domain with at least one point."""
    return bool(re.fullmatch(r"[^@\s]+@([^@\s.]+\.)+[^@\s.]{2,}", text.strip()))
