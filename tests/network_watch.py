"""A network of the tests' own: only this machine is on it, and the kernel counts who wants out.

Python's audit hook sees what this process tries; the kernel sees every program that a test starts,
in whatever language, also one that hides it. It needs Linux and the right to make a network
(CAP_SYS_ADMIN, as root in a container has it); elsewhere `alone` is False and nothing is counted.
"""

import ctypes
import socket
import struct
import sys
from pathlib import Path

_NEW_NETWORK = 0x40000000  # CLONE_NEWNET
_SET_FLAGS, _UP_AND_RUNNING = 0x8914, 0x41  # SIOCSIFFLAGS, IFF_UP | IFF_RUNNING
_COUNTS = Path("/proc/thread-self/net")

alone = False


def go_alone():
    """Put this thread, and all that it starts from now on, on a network of its own if it may."""
    global alone  # noqa: PLW0603 a process has one network
    if alone or sys.platform != "linux":
        return
    import fcntl

    if ctypes.CDLL(None).unshare(_NEW_NETWORK) != 0:
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sH14x", b"lo", _UP_AND_RUNNING))
    alone = True


def wanted_out():
    """Return how often a program on this network wanted to reach another machine, and could not."""
    if not alone:
        return 0
    names, values = (
        line.split() for line in (_COUNTS / "snmp").read_text().splitlines()
        if line.startswith("Ip:")
    )  # fmt: skip
    six = dict(line.split() for line in (_COUNTS / "snmp6").read_text().splitlines())
    return int(values[names.index("OutNoRoutes")]) + int(six["Ip6OutNoRoutes"])
