"""A limit to the memory of this process, which ends it instead of the whole PC."""

from __future__ import annotations

import ctypes
import sys

_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_PROCESS_MEMORY = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY


def bound_memory(size: int) -> None:
    """From now on this process may not have more than so many bytes; raises OSError."""
    if sys.platform == "win32":
        _bound_on_windows(size)
    else:
        _bound_on_posix(size)


def _bound_on_posix(size: int) -> None:
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    within = size if most == resource.RLIM_INFINITY else min(size, most)
    resource.setrlimit(resource.RLIMIT_AS, (within, most))


class _Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32), ("least_set", ctypes.c_size_t),
        ("most_set", ctypes.c_size_t), ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t), ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )  # fmt: skip


class _Extended(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", _Basic), ("transfers", ctypes.c_uint64 * 6), ("of_process", ctypes.c_size_t),
        ("of_job", ctypes.c_size_t), ("peak_process", ctypes.c_size_t),
        ("peak_job", ctypes.c_size_t),
    )  # fmt: skip


def _bound_on_windows(size: int) -> None:
    """A job that this process puts itself into, and that ends with it."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    for each in (kernel.CreateJobObjectW, kernel.GetCurrentProcess):
        each.restype = ctypes.c_void_p
    kernel.SetInformationJobObject.argtypes = (
        ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32
    )  # fmt: skip
    kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    limits = _Extended()
    limits.basic.flags, limits.of_process = _PROCESS_MEMORY, size
    job = kernel.CreateJobObjectW(None, None)
    known = ctypes.byref(limits), ctypes.sizeof(limits)
    if not (
        kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, *known)
        and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
    ):
        raise ctypes.WinError(ctypes.get_last_error())  # type: ignore[attr-defined,unused-ignore]
