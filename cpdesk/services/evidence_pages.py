"""The pages of a paper that speak of something, as a person writes them."""

from __future__ import annotations

import re
import unicodedata

from cpdesk.domain.findings import Place, blocking
from cpdesk.domain.papers import Evidence
from cpdesk.domain.words import N_

NO_PAGE = blocking(
    "evidence-no-page",
    N_("'{pages}' is no page of {code}. Write pages such as 3, 3-5 or 2, 4-6."),
)
BEYOND = blocking(
    "evidence-page-beyond",
    N_("The last page of {code} is {n}; there is no page {page}. Correct it."),
)
_SPAN = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
_PLAINLY = str.maketrans({"–": "-", "—": "-", "−": "-", "~": "-", "〜": "-", "至": "-",
                          "、": ",", ";": ","})  # fmt: skip


def checked_pages(paper: Evidence, text: str) -> str:
    """`2, 4-6` written plainly; raises Refusal for what is no page of the paper."""
    plain = unicodedata.normalize("NFKC", text).translate(_PLAINLY)
    plain = re.sub(r"\s*-\s*", "-", plain.strip())
    place = Place(paper.word, paper.code)
    name = paper.code or paper.file_name
    spans = [_SPAN.fullmatch(each) for each in re.split(r"[,\s]+", plain) if each]
    for span in spans:
        first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
        if not 1 <= first <= last:
            raise NO_PAGE.refuse(place, pages=text.strip(), code=name)
        if paper.pages and last > paper.pages:
            raise BEYOND.refuse(place, code=name, n=paper.pages, page=last)
    return ", ".join(span[0] for span in spans if span)
