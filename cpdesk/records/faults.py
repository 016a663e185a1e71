"""What can be wrong with a record file, each with the way out."""

from __future__ import annotations

from cpdesk.domain.findings import blocking, info, warning
from cpdesk.domain.words import N_

NOT_FOUND = blocking("record-not-found", N_("There is no file {path}. Check its name and folder."))
EXISTS = blocking(
    "record-exists",
    N_("{path} exists already. Open it, or choose another name; it was not touched."),
)
NO_RECORD = blocking(
    "not-a-record", N_("{path} is not a record of this program. Nothing in it was changed.")
)
TOO_NEW = blocking(
    "record-too-new",
    N_("{path} was written by a newer version of the program. Install that version to open it."),
)
DAMAGED = blocking(
    "record-damaged",
    N_("{path} is damaged ({reason}). It was not changed; restore the newest backup."),
)
BEYOND_READING = blocking(
    "record-beyond-reading",
    N_("Of {path} not even the list of what is in it can be read. It was not changed; restore the "
       "newest backup."),
)  # fmt: skip
FOREIGN = blocking(
    "record-foreign-code",
    N_("{path} holds program code that this program did not write ({names}); it is not opened."),
)
IN_USE = blocking(
    "record-in-use", N_("{path} is open elsewhere. Close it there, then try again.")
)
READ_ONLY = blocking(
    "record-read-only",
    N_("{path} cannot be written. Copy it to a folder of your own and open the copy."),
)
UNFINISHED = blocking(
    "record-unfinished",
    N_(
        "{path} was left in the middle of a change, and it cannot be written. Copy it together "
        "with the file of that name that ends in '-journal' to a folder of your own, and open the "
        "copy."
    ),
)
OPEN_ELSEWHERE = blocking(
    "record-open-elsewhere",
    N_("{path} is open elsewhere ({who}). Close it there, then try again."),
)
CHANGED_ELSEWHERE = blocking(
    "record-changed-elsewhere",
    N_(
        "{path} was changed elsewhere meanwhile ({who}). Your last change was not kept; open the "
        "record again and repeat it."
    ),
)
NOT_OF_ONE = blocking(
    "reading-not-of-one",
    N_("A reading belongs to a meter or to a driver, and to one of them only. Choose which."),
)
UNREADABLE = blocking(
    "record-unreadable",
    N_("{path} cannot be read. Ask for the right to read it, or copy it to a folder of your own."),
)
UNREACHABLE = blocking(
    "record-unreachable",
    N_(
        "{path} cannot be reached any more. Plug the stick or the network back in and open it "
        "again; everything confirmed before is in it."
    ),
)
NAME_TOO_LONG = blocking(
    "name-too-long",
    N_("The name {path} is too long for this disk. Shorten it, or move it into a folder nearer to "
       "the top."),
)  # fmt: skip
NO_FOLDER = blocking(
    "no-folder", N_("There is no folder {path}. Make it, or choose another one.")
)
TARGET_TAKEN = blocking(
    "backup-target-taken",
    N_("{path} is not an older copy of this record. Choose another name; it was not touched."),
)
DISK_FULL = blocking(
    "disk-full",
    N_("The disk of {path} is full. Nothing was changed; free some space and try again."),
)
OLDER_COPY = warning(
    "record-older-copy",
    N_(
        "This copy has {change} changes, but one with {seen} was open on this computer before. "
        "Make sure that it is the copy you want."
    ),
)
ON_SHARE = warning(
    "record-on-share",
    N_(
        "{path} lies on a network share, and shares do not always keep their locks. Let nobody "
        "else open it meanwhile; a record on a disk of this PC is safer and quicker."
    ),
)
ON_STICK = info(
    "record-on-stick",
    N_("{path} lies on a stick. Close the record before you pull it out, and keep copies in a "
       "second place."),
)  # fmt: skip
OTHER_WAY = warning(
    "record-went-apart",
    N_(
        "This copy and the one that was open on this computer before have gone different ways: "
        "their change {change} is not the same. Compare the two before you go on."
    ),
)
REFERRED = blocking(
    "still-referred-to",
    N_("{entity} cannot be removed: {others} still refer to it. Remove or change those first."),
)
UNKNOWN_REFERENCE = blocking(
    "unknown-reference",
    N_("{field} of {entity} refers to something that is not in the record. Choose something "
       "that is."),
)  # fmt: skip
CODE_TAKEN = blocking(
    "code-taken", N_("The code {code} is already used. Choose another one.")
)
EVIDENCE_TOO_LARGE = blocking(
    "evidence-too-large", N_("The file is larger than 500 MB. Reduce it, or attach a part of it.")
)
BAD_INTEGRITY = blocking(
    "integrity", N_("The file does not hold together: {reason}. Restore the newest backup.")
)
BAD_REFERENCE = blocking(
    "reference-broken",
    N_("{entity} refers to something that is missing ({field}). Choose it anew, or restore a "
       "backup that is sound."),
)  # fmt: skip
BAD_EVIDENCE = blocking(
    "evidence-broken", N_("The bytes of {entity} are missing or changed. Attach the file again.")
)
BAD_AMOUNT = blocking(
    "amount-broken",
    N_("{entity} holds a figure that cannot be read ({text}). Type it anew, or restore a backup "
       "that is sound."),
)  # fmt: skip
BAD_ROW = blocking(
    "row-unreadable",
    N_("{entity} holds something that cannot be read ({reason}). Restore the newest backup."),
)
BAD_HISTORY = blocking(
    "history-differs",
    N_("{entity} is not as its history says ({fields}). Look which is right, or compare with a "
       "backup."),
)  # fmt: skip
BAD_IMPORT = blocking(
    "import-differs",
    N_("{entity} is not as an import brought it in: a date or a word has changed by itself. "
       "Compare it with a copy of the record, or with the file it came from."),
)  # fmt: skip
IMPORT_LOST = blocking(
    "import-lost",
    N_("Of {n} entries that one import brought in, {there} are there. Compare the record with a "
       "copy of it."),
)  # fmt: skip
BAD_PERIOD = blocking(
    "period-impossible",
    N_("{entity} would last from {start} to {end}, which cannot be: a date has changed by itself. "
       "It is left out of all figures. Compare the record with a copy of it."),
)  # fmt: skip
NO_BYTES = blocking(
    "no-such-bytes", N_("The record does not hold this file ({sha}). Attach it again.")
)
STREAM_CHANGED = blocking(
    "evidence-changed", N_("The file was changed while it was read. Attach it again.")
)
BAD_JOURNAL = blocking(
    "journal-broken",
    N_("The history has a gap at change {number}. The figures are there, but restore a backup "
       "that is sound before you go on."),
)  # fmt: skip
