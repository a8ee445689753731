"""Takes what later starts of the program hand over, without waiting for any of them."""

from __future__ import annotations

import socket

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from briefing.services.handing_over import (
    LARGEST,
    REFUSED,
    WELCOME,
    Door,
    is_same_user,
    wish_of,
)

MOST_CALLS = 16
"""Calls that may be open at once; more are refused."""
LONGEST_CALL = 2_000
"""Milliseconds within which a call has to say its one line."""


class Receiver(QObject):
    """Listens at the door; `wished` gives a Wish that was checked and taken."""

    wished = Signal(object)

    def __init__(self, door: Door, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._calls: set[_Call] = set()
        self._notifier = QSocketNotifier(door.socket.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._answer)

    def close(self) -> None:
        """Hear nobody any more."""
        self._notifier.setEnabled(False)
        for call in tuple(self._calls):
            call.end()
        self._door.close()

    def _answer(self) -> None:
        try:
            connection, _address = self._door.socket.accept()
        except OSError:
            return  # it has gone again
        if len(self._calls) >= MOST_CALLS or not is_same_user(connection):
            connection.close()
            return
        call = _Call(connection, self)
        self._calls.add(call)
        call.said.connect(self.wished)
        call.over.connect(lambda: self._calls.discard(call))


class _Call(QObject):
    """One start that calls: it says a line, hears whether that was taken, and is gone."""

    said = Signal(object)
    over = Signal()

    def __init__(self, connection: socket.socket, parent: QObject) -> None:
        super().__init__(parent)
        connection.setblocking(False)
        self._connection = connection
        self._heard = b""
        self._notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        self._patience = QTimer(self, interval=LONGEST_CALL, singleShot=True)
        self._patience.timeout.connect(self.end)
        self._patience.start()

    def end(self) -> None:
        """Hang up."""
        self._notifier.setEnabled(False)
        self._patience.stop()
        self._connection.close()
        self.over.emit()
        self.deleteLater()

    def _hear(self) -> None:
        try:
            heard = self._connection.recv(65_536)
        except BlockingIOError:
            return
        except OSError:
            heard = b""
        self._heard += heard
        if heard and b"\n" not in self._heard and len(self._heard) <= LARGEST:
            return
        wish = wish_of(self._heard) if self._heard.endswith(b"\n") else None
        taken = self._reply(WELCOME if wish else REFUSED)
        self.end()
        if wish and taken:
            self.said.emit(wish)

    def _reply(self, word: bytes) -> bool:
        """Return whether the other side still hears; one that gave up opens its files itself."""
        try:
            return self._connection.send(word) == len(word)
        except OSError:
            return False


class PipeReceiver(QObject):
    """The same over a named pipe, for systems whose Python has no local sockets (Windows)."""

    wished = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Imported here: where there are local sockets nothing needs Qt's network.
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MOST_CALLS)
        self._server.newConnection.connect(self._answer)
        self._server.listen(name)

    @property
    def name(self) -> str:
        """Where it listens, in full; "" if it does not."""
        return self._server.fullServerName()

    def close(self) -> None:
        """Hear nobody any more."""
        self._server.close()

    def _answer(self) -> None:
        call = self._server.nextPendingConnection()
        patience = QTimer(call, interval=LONGEST_CALL, singleShot=True)
        patience.timeout.connect(lambda: call.abort())  # noqa: PLW0108 Qt knows no wrapper yet
        patience.start()
        call.disconnected.connect(lambda: call.deleteLater())  # noqa: PLW0108 likewise

        def hear() -> None:
            if not call.canReadLine():
                if call.bytesAvailable() > LARGEST:
                    call.abort()
                return
            wish = wish_of(bytes(call.readLine(LARGEST).data()))
            call.write(WELCOME if wish else REFUSED)
            taken = call.flush()
            call.disconnectFromServer()
            if wish and taken:
                self.wished.emit(wish)

        call.readyRead.connect(hear)
