"""The watch on the network sees what is tried, also where it is hidden."""

import socket
import subprocess
import sys
from contextlib import suppress

import network_watch
import pytest


def names(tried):
    found = [event for event, _ in tried]
    tried.clear()
    return found


def test_names_looked_up_and_packets_sent_are_seen(no_network_tried, no_program_tried):
    with suppress(OSError):
        socket.getaddrinfo("briefing.invalid", 80)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one, suppress(OSError):
        one.sendto(b"x", ("192.0.2.1", 9))
    assert names(no_network_tried) == ["socket.getaddrinfo", "socket.sendto"]
    no_program_tried[0] = network_watch.wanted_out()


def test_connections_are_refused_and_seen(no_network_tried):
    with socket.socket() as one, pytest.raises(AssertionError, match="was tried"):
        one.connect(("192.0.2.1", 80))
    one, other = socket.socketpair()
    one.send(b"x")
    one.close()
    other.close()
    assert names(no_network_tried) == []


CONNECT = "import socket; socket.socket({family}).connect_ex(({address!r}, 80))"
SEND = "import socket; socket.socket({family}, socket.SOCK_DGRAM).sendto(b'x', ({address!r}, 9))"


@pytest.mark.parametrize("code", [CONNECT, SEND])
@pytest.mark.parametrize(
    ("family", "address"), [("socket.AF_INET", "192.0.2.1"), ("socket.AF_INET6", "2001:db8::1")]
)
def test_a_program_that_a_test_starts_is_seen_too(no_program_tried, code, family, address):
    if network_watch.alone:  # else it would get out
        hidden = f"import os\nif os.fork() == 0: {code.format(family=family, address=address)}\n"
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", f"{hidden}else: os.wait()"],
            env={}, stderr=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        assert network_watch.wanted_out() == no_program_tried[0] + 1
        no_program_tried[0] += 1
