"""A web server on this machine that answers as a test says, also wrongly."""

import socket
import threading
from contextlib import contextmanager


class Server:
    """Sends prepared bytes for each path.

    An answer is bytes, or a function that is given the connection. `asked` are the heads of the
    requests that came, `met` how many connections there were.
    """

    def __init__(self, answers, context=None):
        self.answers = dict(answers)
        self.asked = []
        self.met = 0
        self._context = context
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def url(self, path="/"):
        scheme = "https" if self._context else "http"
        return f"{scheme}://pages.example:{self.port}{path}"

    def close(self):
        self._closed.set()
        # a blocking accept does not notice that its socket is closed
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _serve(self):
        while not self._closed.is_set():
            try:
                link, _address = self._socket.accept()
                self.met += 1
            except OSError:
                return
            try:
                if self._context:
                    link = self._context.wrap_socket(link, server_side=True)
                self._answer(link)
            except OSError:
                pass  # who asked has gone
            finally:
                link.close()

    def _answer(self, link):
        head = b""
        while b"\r\n\r\n" not in head:
            part = link.recv(65536)
            if not part:
                return
            head += part
        self.asked.append(head.decode())
        answer = self.answers.get(head.decode().split()[1], reply(status="404 Not Found"))
        if callable(answer):
            answer(link)
        else:
            link.sendall(answer)


def reply(body=b"", *headers, status="200 OK", kind="text/html", length=None):
    """Return an answer as bytes; `length` is what it says of itself, not what is true."""
    told = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {told}", f"Content-Type: {kind}", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def moved(where, status="302 Found"):
    return reply(b"", f"Location: {where}", status=status)


@contextmanager
def serving(answers, allowed, context=None):
    """Run a server that may be connected to; `allowed` is what the fixture `no_network` gives."""
    server = Server(answers, context)
    place = ("127.0.0.1", server.port)
    allowed.add(place)
    try:
        yield server
    finally:
        allowed.discard(place)
        server.close()
