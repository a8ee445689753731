"""The watch on the network sees what is tried, also where it is hidden."""

import socket
from contextlib import suppress

import pytest


def names(tried):
    found = [event for event, _ in tried]
    tried.clear()
    return found


def test_names_looked_up_and_packets_sent_are_seen(no_network_tried):
    with suppress(OSError):
        socket.getaddrinfo("briefing.invalid", 80)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one, suppress(OSError):
        one.sendto(b"x", ("192.0.2.1", 9))
    assert names(no_network_tried) == ["socket.getaddrinfo", "socket.sendto"]


def test_connections_are_refused_and_seen(no_network_tried):
    with socket.socket() as one, pytest.raises(AssertionError, match="was tried"):
        one.connect(("192.0.2.1", 80))
    one, other = socket.socketpair()
    one.send(b"x")
    one.close()
    other.close()
    assert names(no_network_tried) == []
