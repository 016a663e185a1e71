"""Whatever goes wrong becomes one plain sentence that says what to do."""

from __future__ import annotations

import csv
import errno
import os
import traceback
from datetime import datetime
from pathlib import Path

from cpdesk.base.languages import Translator, sentence
from cpdesk.base.paths import log_folder
from cpdesk.domain.findings import Finding, FindingKind, Refusal, blocking
from cpdesk.domain.words import N_
from cpdesk.records.faults import NO_FOLDER

DISK_FULL = blocking(
    "disk-full", N_("The disk is full. Make room and try again; nothing that was there is lost.")
)
NO_FILE = blocking("no-file", N_("{path} is not there. Check the name and the folder."))
IS_FOLDER = blocking("is-folder", N_("{path} is a folder, not a file. Name a file in it."))
EXISTS = blocking("file-exists", N_("{path} is there already. Choose another name."))
NOT_ALLOWED = blocking(
    "not-allowed",
    N_("{path} cannot be read or written: close what has it open, or choose another folder."),
)
NO_MEMORY = blocking(
    "no-memory",
    N_("The memory of this PC is not enough for this work. Nothing was changed; close other "
       "programs and try again."),
)  # fmt: skip
NO_TABLE = blocking(
    "no-table", N_("The file is no table as text in UTF-8. Save it as 'CSV UTF-8' and try again.")
)
STOPPED = blocking("stopped", N_("Stopped. Nothing was changed by what was not finished."))
OTHER_FAULT = blocking("system-fault", N_("{path}: the system says '{reason}'."))
MISTAKE = blocking(
    "mistake", N_("The program has made a mistake ({kind}). The details are in {log}.")
)
PLACED = N_("{place}: {text}")
_BY_NUMBER = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.ENOENT: NO_FILE,
    errno.ENOTDIR: NO_FILE,
    errno.EISDIR: IS_FOLDER,
    errno.EEXIST: EXISTS,
    errno.EACCES: NOT_ALLOWED,
    errno.EPERM: NOT_ALLOWED,
    errno.EROFS: NOT_ALLOWED,
}


def said(t: Translator, error: BaseException) -> str:
    """The sentence for any error, with the place of a refusal in front."""
    return placed(t, (error if isinstance(error, Refusal) else refusal_of(error)).finding)


def placed(t: Translator, finding: Finding) -> str:
    """What a finding says, with its place in front unless the sentence names it already."""
    from cpdesk.presenters.session import place_words  # meets the record, slow to load

    place, text = place_words(t, finding.place), sentence(t, finding)
    named = place in text or str(finding.place) in text
    return text if named else t(PLACED, place=place, text=text)


def refusal_of(error: BaseException) -> Refusal:
    """The refusal that says the same; an error nobody foresaw is kept in the log."""
    if isinstance(error, OSError):
        wanted = error.filename2 or error.filename or ""  # a move that failed names its goal second
        if error.errno == errno.ENOENT and not Path(os.fsdecode(wanted)).parent.is_dir():
            return NO_FOLDER.refuse(path=Path(os.fsdecode(wanted)).parent)
        return _kind_of(error).refuse(path=wanted, reason=error.strerror or "")
    if isinstance(error, UnicodeDecodeError | csv.Error):
        return NO_TABLE.refuse()
    if isinstance(error, MemoryError):
        return NO_MEMORY.refuse()
    if isinstance(error, KeyboardInterrupt) or type(error).__name__ == "Cancelled":
        return STOPPED.refuse()
    return MISTAKE.refuse(kind=type(error).__name__, log=keep(error))


def _kind_of(error: OSError) -> FindingKind:
    return _BY_NUMBER.get(error.errno or 0, OTHER_FAULT)


def keep(error: BaseException) -> str:
    """Write where it happened, never the words of the error: they may hold a person's data."""
    path = log_folder() / "cpdesk.log"
    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    when = datetime.now().isoformat(timespec="seconds")
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{when} {type(error).__name__}\n{frames}")
    return str(path)
