"""No network for this process and all it starts: the kernel ends whoever makes an IP socket.

It watches the calls to the system, so no library can get past it, in whatever language it is
written. Linux on the two usual processors; a local socket (AF_UNIX) stays allowed.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import socket
import struct
import sys

# The processor as the kernel counts it, and the number of its call `socket`.
_PROCESSORS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
SUPPORTED = sys.platform == "linux" and platform.machine() in _PROCESSORS
ENDED = -signal.SIGSYS if SUPPORTED else 0
_NO_NEW_RIGHTS, _SET_SECCOMP, _FILTER = 38, 22, 2
_END, _ALLOW = 0x80000000, 0x7FFF0000
_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_CALL, _PROCESSOR, _FIRST = 0, 4, 16  # where they lie in what the kernel shows the filter


def _program() -> bytes:
    """Instructions: what to do, how far to jump if it holds and if not, with which number."""
    processor, call = _PROCESSORS[platform.machine()]
    steps = (
        (_LOAD, 0, 0, _PROCESSOR),
        (_IF_EQUAL, 0, 6, processor),
        (_LOAD, 0, 0, _CALL),
        (_IF_EQUAL, 0, 3, call),
        (_LOAD, 0, 0, _FIRST),
        (_IF_EQUAL, 2, 0, int(socket.AF_INET)),
        (_IF_EQUAL, 1, 0, int(socket.AF_INET6)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _END),
    )
    return b"".join(struct.pack("HBBI", *each) for each in steps)


def forbid_ip() -> None:
    """From now on the first IP socket ends this process, or a child of it; raises OSError."""

    class Filter(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))

    steps = _program()
    asked = Filter(len(steps) // 8, steps)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    for words in ((_NO_NEW_RIGHTS, 1, 0, 0, 0),
                  (_SET_SECCOMP, _FILTER, ctypes.byref(asked), 0, 0)):  # fmt: skip
        if prctl(*words):
            number = ctypes.get_errno()
            raise OSError(number, f"{errno.errorcode.get(number)}: {os.strerror(number)}")
