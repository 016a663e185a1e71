"""No display and no user folder: set before anything imports Qt."""

from __future__ import annotations

import os
import tempfile

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["CPDESK_HOME"] = tempfile.mkdtemp(prefix="cpdesk-tests-")
