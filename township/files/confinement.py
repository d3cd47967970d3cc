"""Walls a parsing child puts around itself: no network, no other process, only the named files.

Two kernel facilities that need no privilege and work inside containers: Landlock (Linux 5.13) for
files, a seccomp filter for system calls. What a kernel lacks is left out there and told at start
(`missing`); the bounds of limits.py and the empty environment hold in any case. Starts without
Django. Source: the kernel's documentation, userspace-api, landlock and seccomp_filter.
"""

import ctypes
import os
import platform
import struct

FILES, CALLS = "files", "calls"

_LIBC = ctypes.CDLL(None, use_errno=True)
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every machine
_VERSION_ASKED, _PATH_BENEATH = 1, 1
_WRITE_FILE, _READ_FILE, _READ_FOLDER, _TRUNCATE = 1 << 1, 1 << 2, 1 << 3, 1 << 14
_REMOVE_FILE, _MAKE_FILE = 1 << 5, 1 << 8
_ALL_OF_VERSION_1 = (1 << 13) - 1
_LATER_RIGHTS = ((2, 1 << 13), (3, _TRUNCATE), (5, 1 << 15))  # refer, truncate, devices
_TCP_SINCE, _SCOPE_SINCE = 4, 6
_BIND_AND_CONNECT, _SOCKETS_AND_SIGNALS = 0b11, 0b11

# Audit number of the machine; its numbers of the calls refused from the start (socket, ptrace,
# process_vm_readv, process_vm_writev, io_uring_setup, bpf, userfaultfd, keyctl, unshare, setns),
# of those that only start a process (fork, vfork) and of clone, which starts threads too.
_MACHINES = {
    "x86_64": (0xC000003E, (41, 101, 310, 311, 425, 321, 323, 250, 272, 308), (57, 58), 56),
    "aarch64": (0xC00000B7, (198, 117, 270, 271, 425, 280, 282, 219, 97, 268), (), 220),
}
_CLONE3, _AS_A_THREAD = 435, 0x10000
_FOREIGN_CALLS = 0x40000000  # the x32 numbering of the same calls
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06
_CALL, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16  # where the filter finds them
_ALLOW, _KILL, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def missing():
    """Which walls this machine cannot build: a subset of {FILES, CALLS}."""
    found = set()
    if _landlock_version() < 1:
        found.add(FILES)
    if platform.machine() not in _MACHINES or _LIBC.prctl(21, 0, 0, 0, 0) < 0:
        found.add(CALLS)
    return found


def confine(*, reads, writes):
    """Close off everything but the paths named (folders with all below). Cannot be undone.

    Raises: OSError when the kernel has a wall and refuses to build it.
    """
    lacking = missing()
    _called(_LIBC.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    if FILES not in lacking:
        _close_files(reads, writes)
    if CALLS not in lacking:
        _close_calls()


def forbid_processes():
    """From now on only threads may be started. clone3 hides its flags, so it is unknown here."""
    if CALLS in missing():
        return
    _, _, starting, clone = _MACHINES[platform.machine()]
    rules = [_when(_EQUAL, _CLONE3, _UNKNOWN)]
    rules += [_when(_EQUAL, call, _REFUSE) for call in starting]
    rules += [
        [
            (_EQUAL, 0, 4, clone),
            (_LOAD, 0, 0, _FIRST_ARGUMENT),
            *_when(_ANY_BIT, _AS_A_THREAD, _ALLOW),
            (_ANSWER, 0, 0, _REFUSE),
        ]
    ]
    _called(_LIBC.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    _filter(rules)


def _landlock_version():
    return _LIBC.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_ASKED)


def _close_files(reads, writes):
    version = _landlock_version()
    handled = _ALL_OF_VERSION_1
    for since, right in _LATER_RIGHTS:
        handled |= right if version >= since else 0
    network = _BIND_AND_CONNECT if version >= _TCP_SINCE else 0
    scope = _SOCKETS_AND_SIGNALS if version >= _SCOPE_SINCE else 0
    known = 24 if version >= _SCOPE_SINCE else 16 if version >= _TCP_SINCE else 8
    attributes = struct.pack("QQQ", handled, network, scope)[:known]
    ruleset = _called(
        _LIBC.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    )
    looking = _READ_FILE | _READ_FOLDER
    changing = looking | _WRITE_FILE | _TRUNCATE | _MAKE_FILE | _REMOVE_FILE
    for paths, rights in ((reads, looking), (writes, changing)):
        for path in paths:
            _allow(ruleset, path, rights & handled)
    _called(_LIBC.syscall(_RESTRICT_SELF, ruleset, 0))
    os.close(ruleset)


def _allow(ruleset, path, rights):
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not os.path.isdir(path):
            rights &= _READ_FILE | _WRITE_FILE | _TRUNCATE
        rule = struct.pack("=Qi", rights, place)
        _called(_LIBC.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0))
    finally:
        os.close(place)


def _close_calls():
    _, refused, _, _ = _MACHINES[platform.machine()]
    _filter([(_when(_EQUAL, call, _REFUSE)) for call in refused])


def _filter(rules):
    """Install a seccomp filter: the rules in their order, each a list of steps; else allowed."""
    steps = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, _MACHINES[platform.machine()][0]),
        (_ANSWER, 0, 0, _KILL),
        (_LOAD, 0, 0, _CALL),
        *_when(_AT_LEAST, _FOREIGN_CALLS, _REFUSE),
        *(step for rule in rules for step in rule),
        (_ANSWER, 0, 0, _ALLOW),
    ]
    packed = b"".join(struct.pack("HBBI", *step) for step in steps)
    program = _Program(len(steps), packed)
    _called(_LIBC.prctl(_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0))


def _when(comparison, value, answer):
    return [(comparison, 0, 1, value), (_ANSWER, 0, 0, answer)]


def _called(answer):
    if answer < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return answer
