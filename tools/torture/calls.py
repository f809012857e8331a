"""The system calls that change something outside of a process, and a filter that stops at them."""

from __future__ import annotations

import ctypes
import os
import platform
import struct

CHANGING = {
    "x86_64": {
        "write": 1, "pwrite64": 18, "writev": 20, "sendfile": 40, "sendto": 44, "sendmsg": 46,
        "fsync": 74, "fdatasync": 75, "truncate": 76, "ftruncate": 77, "rename": 82, "mkdir": 83,
        "rmdir": 84, "link": 86, "unlink": 87, "symlink": 88, "openat": 257, "mkdirat": 258,
        "unlinkat": 263, "renameat": 264, "linkat": 265, "symlinkat": 266, "splice": 275,
        "fallocate": 285, "pwritev": 296, "sendmmsg": 307, "renameat2": 316,
        "copy_file_range": 326, "pwritev2": 328,
    },
    "aarch64": {
        "write": 64, "pwrite64": 68, "writev": 66, "sendfile": 71, "sendto": 206, "sendmsg": 211,
        "fsync": 82, "fdatasync": 83, "truncate": 45, "ftruncate": 46, "openat": 56,
        "mkdirat": 34, "unlinkat": 35, "renameat": 38, "linkat": 37, "symlinkat": 36,
        "splice": 76, "fallocate": 47, "pwritev": 70, "sendmmsg": 269, "renameat2": 276,
        "copy_file_range": 285, "pwritev2": 287,
    },
}  # fmt: skip
"""By processor: the numbers that Linux gives them."""

ON_A_NAME = {"truncate", "rename", "mkdir", "rmdir", "link", "unlink", "symlink"} | {
    "openat", "mkdirat", "unlinkat", "renameat", "renameat2", "linkat", "symlinkat",
}  # fmt: skip
"""Those whose object is a path and not an open file."""

_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _STOP = 0x7FFF0000, 0x7FF00000
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER_MODE = 22, 38, 2


class NotHere(Exception):
    """This machine cannot do it; the words say why."""


def numbers() -> dict[str, int]:
    """The calls that change something, on this machine.

    Raises:
        NotHere: their numbers are not known.
    """
    machine = platform.machine()
    if os.uname().sysname != "Linux" or machine not in CHANGING:
        raise NotHere(f"processes can be stopped at their calls on Linux, not on {machine} here")
    return CHANGING[machine]


def stop_at_them() -> None:
    """From now on the tracer of this process is asked before each of them."""
    wanted = sorted(numbers().values())
    steps = [_step(_LOAD, 0)]
    steps += [_step(_EQUAL, number, len(wanted) - place) for place, number in enumerate(wanted)]
    steps += [_step(_RETURN, _ALLOW), _step(_RETURN, _STOP)]
    filled = ctypes.create_string_buffer(b"".join(steps))
    program = ctypes.create_string_buffer(
        struct.pack("HxxxxxxP", len(steps), ctypes.addressof(filled))
    )
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if library.prctl(_PR_SET_SECCOMP, _FILTER_MODE, program, 0, 0):
        raise NotHere(f"no filter can be set here: {os.strerror(ctypes.get_errno())}")


def _step(code: int, value: int, if_so: int = 0) -> bytes:
    """One instruction of a packet filter: code, jumps, value."""
    return struct.pack("HBBI", code, if_so, 0, value)
