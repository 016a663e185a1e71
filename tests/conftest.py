"""No display and no user folder: set before anything imports Qt."""

from __future__ import annotations

import os
import tempfile

os.environ["QT_QPA_PLATFORM"] = "offscreen"
_home = tempfile.TemporaryDirectory(prefix="cpdesk-tests-", ignore_cleanup_errors=True)
os.environ["CPDESK_HOME"] = _home.name
