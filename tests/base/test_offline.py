"""On Windows, where the kernel cannot be asked: no IP socket as the record's library is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "win32", reason="the library that makes one is Windows' own")
def test_what_makes_a_socket_as_it_is_loaded_is_not_loaded() -> None:
    asked = (
        "import sys; from cpdesk.__main__ import main; assert main(['--version']) == 0; "
        "import cpdesk.records.store; assert 'asyncio' in sys.modules; "
        "print(hasattr(sys.modules['_overlapped'], 'Overlapped'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == "False"
