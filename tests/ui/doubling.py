"""A language of which every text is twice as long as in English."""

from __future__ import annotations

import gettext

from cpdesk.base.languages import translator


class Doubled(gettext.NullTranslations):
    """Says each English text twice; the facts in it come twice, too."""

    def gettext(self, message: str) -> str:
        return f"{message} {message}"

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)

    def pgettext(self, _context: str, message: str) -> str:
        return self.gettext(message)


def double() -> None:
    translator("en")._catalogue = Doubled()
