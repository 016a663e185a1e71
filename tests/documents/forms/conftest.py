"""The sample factory's facts, gathered once for the forms of a module."""

from __future__ import annotations

import pytest

from cpdesk.documents.forms.answers import Facts
from tests.documents.forms.cases import facts_of, sample


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts_of(sample(tmp_path_factory.mktemp("sample")))
