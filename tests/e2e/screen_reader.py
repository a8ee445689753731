"""A screen reader without a voice: what the program says on the accessibility bus of a session."""

import os
import subprocess
import time
from contextlib import contextmanager
from typing import NamedTuple

from jeepney import DBusAddress, HeaderFields, MatchRule, message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection

PATIENCE = 20.0
ACCESSIBLE = "org.a11y.atspi.Accessible"
PROPERTIES = "org.freedesktop.DBus.Properties"
REGISTRY = "org.a11y.atspi.Registry"
ROOT = "/org/a11y/atspi/accessible/root"
LABELLED_BY, SHOWING = 2, 25
"""A relation and a state of at-spi2-core's atspi-constants.h."""
EVENTS = "org.a11y.atspi.Event.Object"
FOCUSED = MatchRule(type="signal", interface=EVENTS, member="StateChanged")


class Place(NamedTuple):
    """Where something accessible is: the program's name on the bus, and the path in it."""

    program: str
    path: str


class Said(NamedTuple):
    """What a screen reader says of a control first."""

    role: str
    name: str
    place: Place


@contextmanager
def session(folder, display):
    """Yield the environment of a desktop session with an accessibility bus of its own."""
    rooms = folder / "run"
    rooms.mkdir(mode=0o700)
    environment = {**os.environ, "DISPLAY": display, "XDG_RUNTIME_DIR": str(rooms)}
    reader, writer = os.pipe()
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nosyslog", f"--print-address={writer}"],
        env=environment, pass_fds=[writer], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writer)
    with os.fdopen(reader) as lines:
        address = lines.readline().strip()
    try:
        yield {
            "DBUS_SESSION_BUS_ADDRESS": address, "XDG_RUNTIME_DIR": str(rooms),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }  # fmt: skip
    finally:
        bus.terminate()  # the accessibility bus ends with it
        bus.wait()


class ScreenReader:
    """Reads the tree of what is shown, and hears where the keyboard goes."""

    def __init__(self, session_bus):
        with open_dbus_connection(session_bus) as bus:
            place = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            reply = bus.send_and_get_reply(new_method_call(place, "GetAddress"), timeout=PATIENCE)
        self.bus = open_dbus_connection(reply.body[0])
        self.bus.send_and_get_reply(message_bus.AddMatch(FOCUSED), timeout=PATIENCE)
        wanted = ("object:state-changed:focused", [], "")
        self.ask(
            Place(REGISTRY, "/org/a11y/atspi/registry"), REGISTRY, "RegisterEvent", "sass", wanted
        )

    def close(self):
        self.bus.close()

    def ask(self, place, interface, member, signature=None, body=()):
        """Return what a call over the bus gives."""
        where = DBusAddress(place.path, place.program, interface)
        call = new_method_call(where, member, signature, body)
        reply = self.bus.send_and_get_reply(call, timeout=PATIENCE)
        assert reply.header.message_type.name == "method_return", (member, reply.body)
        return reply.body[0] if reply.body else None

    def programs(self):
        """Return the places of the programs that have a tree."""
        return [Place(*each) for each in self.ask(Place(REGISTRY, ROOT), ACCESSIBLE, "GetChildren")]

    def property(self, place, name):
        return self.ask(place, PROPERTIES, "Get", "ss", (ACCESSIBLE, name))[1]

    def said(self, place):
        """Return a control as it is said."""
        role = self.ask(place, ACCESSIBLE, "GetRoleName")
        return Said(role, self.property(place, "Name"), place)

    def labels(self, place):
        """Return what else is said of a control: the names of its labels, its description."""
        relations = self.ask(place, ACCESSIBLE, "GetRelationSet")
        others = [each for kind, those in relations if kind == LABELLED_BY for each in those]
        names = [self.property(Place(*each), "Name") for each in others]
        return [*filter(None, (*names, self.property(place, "Description")))]

    def walk(self, place):
        """Yield everything that is shown at and under a place."""
        yield self.said(place)
        for child in self.ask(place, ACCESSIBLE, "GetChildren"):
            low, _high = self.ask(Place(*child), ACCESSIBLE, "GetState")
            if low >> SHOWING & 1:
                yield from self.walk(Place(*child))

    def text(self, place):
        """Return the whole text of a field."""
        return self.ask(place, "org.a11y.atspi.Text", "GetText", "ii", (0, -1))

    @contextmanager
    def hearing(self):
        """Yield a function that waits until the keyboard is said to be in a control."""
        with self.bus.filter(FOCUSED, bufsize=1_000) as heard:

            def wait_for(role, name):
                until, said = time.monotonic() + PATIENCE, []
                while (left := until - time.monotonic()) > 0:
                    try:
                        message = self.bus.recv_until_filtered(heard, timeout=left)
                    except TimeoutError:
                        break
                    if message.body[:2] == ("focused", 1):
                        fields = message.header.fields
                        place = Place(fields[HeaderFields.sender], fields[HeaderFields.path])
                        said.append(self.said(place)[:2])
                        if said[-1] == (role, name):
                            return
                raise AssertionError(f"{role} “{name}” is not said, but {said}")

            yield wait_for
