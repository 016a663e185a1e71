"""From an empty record to an issued pack by following findings alone, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdesk.domain.papers import Pack, PackKind
from cpdesk.presenters.packs_page import PacksPage
from cpdesk.presenters.session import Session
from tests.documents.reading import texts
from tests.presenters.conftest import AtOnce, Recorder
from tests.presenters.new_user import NewUser

GAPS = {"en": "to be filled in", "zh_Hant": "待填", "zh_Hans": "待填"}


@pytest.mark.parametrize(
    ("kind", "language"),
    [
        (PackKind.APPLICATION, "en"), (PackKind.APPLICATION, "zh_Hant"),
        (PackKind.DOSSIER, "zh_Hans"),
    ],
)
def test_whoever_follows_the_findings_arrives(
    empty: Session, tmp_path: Path, kind: PackKind, language: str
) -> None:
    empty.speak(language)
    page = PacksPage(empty, kind, AtOnce(), lambda: empty.ws)
    page.attach(Recorder())
    page.choose_language(language)
    user = NewUser(empty, page)
    user.work()
    assert user.stuck == []
    assert page.ready, [line.sentence for line in page.findings[:5]]
    out = tmp_path / "pack.pdf"
    page.make(out, issue=True)
    (pack,) = empty.record.all(Pack)
    assert pack.kind is kind
    # What the paper would leave open was told, so whoever answered it all sees no gap.
    assert GAPS[language] not in " ".join(texts(out.read_bytes()))
