"""The colours of paper and charts; one accent, and amber and red only for doubt and error."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ink:
    """Colours as `#RRGGBB`, named as in the window's palette."""

    base: str = "#FFFFFF"
    line: str = "#E2E6E3"
    line2: str = "#C9D0CB"
    rowline: str = "#B9C1BC"
    control: str = "#808A83"
    text: str = "#18201B"
    text2: str = "#465048"
    text3: str = "#5E6861"
    accent: str = "#0C6B4A"
    soft: str = "#E4F0EA"
    tint: str = "#F1F6F3"
    accentline: str = "#8FC3AB"
    warn: str = "#855400"
    warnmark: str = "#C67C00"
    warnsoft: str = "#FFF5DF"
    err: str = "#AE2A1F"
    errsoft: str = "#FCEBE8"
    before: str = "#ACB6B1"

    @property
    def dark(self) -> bool:
        """Whether the ground is darker than what is written on it."""
        return self.base < self.text


LIGHT = Ink()
DARK = Ink(
    base="#1E2321", line="#303733", line2="#465049", rowline="#465049", control="#77827B",
    text="#E5EAE7", text2="#B7C1BB", text3="#A5AFA9", accent="#58C79B", soft="#20372D",
    tint="#242A27", accentline="#3B7D61", warn="#EDB95A", warnmark="#E3A83E", warnsoft="#362C17",
    err="#F59186", errsoft="#3E2421", before="#66706A",
)  # fmt: skip

# Each category has its own lightness and hatch, so that grey printing keeps them apart.
CATEGORIES = ("#23415F", "#0C6B4A", "#B65C45", "#C98A1B", "#9CC3D5", "#CDD3CF")
DARK_CATEGORIES = ("#5B8CC0", "#58C79B", "#B0614C", "#E3A83E", "#CFE3EC", "#6B746F")
HATCHES = ("", "////", "", "....", "\\\\\\\\", "")
