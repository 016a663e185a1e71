"""How a spreadsheet names its columns."""

from __future__ import annotations


def column_letter(index: int) -> str:
    """The name that a spreadsheet gives to a column, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column from 0 by its name."""
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - 64
    return number - 1
