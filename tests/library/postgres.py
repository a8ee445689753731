"""A PostgreSQL server of the tests' own: unprivileged, on loopback, in a folder that goes."""

import os
import shutil
import socket
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

OWNER = "owner"
HBA = """local all all trust
hostssl all all 127.0.0.1/32 scram-sha-256
hostssl all all ::1/128 scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
"""
CHEAP = {
    "fsync": "off", "full_page_writes": "off", "shared_buffers": "16MB", "max_connections": "40",
    "listen_addresses": "127.0.0.1", "ssl": "on", "autovacuum": "off",
}  # fmt: skip


def program(name):
    """Return where a program of PostgreSQL is; Debian keeps them out of the usual folders."""
    if found := shutil.which(name):
        return found
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    assert places, f"{name} is not there: install Debian's package postgresql"
    return str(places[-1])


class Server:
    """One server; `port` is its own, and `sockets` the folder of its Unix socket."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="briefing-pg-"))
        self.sockets = self.folder / "s"
        self.data = self.folder / "data"
        self.sockets.mkdir()
        self._as = {"user": "nobody"} if os.geteuid() == 0 else {}
        self.authority = make_certificates(self.folder)
        for path in (self.folder, *self.folder.iterdir()):
            if self._as:
                shutil.chown(path, "nobody")
        self._run("initdb", "-D", self.data, "-U", OWNER, "-A", "trust", "-E", "UTF8",
                  "--locale=C", "--no-sync", "--no-instructions")  # fmt: skip
        (self.data / "pg_hba.conf").write_text(HBA, encoding="utf-8")
        self.port = free_port()

    def start(self):
        options = {**CHEAP, "unix_socket_directories": self.sockets, "port": self.port,
                   "ssl_cert_file": self.folder / "server.crt",
                   "ssl_key_file": self.folder / "server.key"}  # fmt: skip
        words = " ".join(f"-c {key}={value}" for key, value in options.items())
        self._run("pg_ctl", "-D", self.data, "-w", "-s", "-l", self.folder / "log", "-o", words,
                  "start")  # fmt: skip

    def stop(self):
        self._run("pg_ctl", "-D", self.data, "-w", "-s", "-m", "fast", "stop")

    def remove(self):
        shutil.rmtree(self.folder)

    def address(self, database, user=OWNER):
        """Return the address of a database by the server's Unix socket."""
        return f"postgresql://{user}@:{self.port}/{database}?host={self.sockets}"

    def tcp(self, database, user, host="localhost"):
        """Return its address by loopback, with a certificate that is checked in full."""
        checked = f"sslmode=verify-full&sslrootcert={self.authority}"
        return f"postgresql://{user}@{host}:{self.port}/{database}?{checked}"

    def sql(self, *statements, database="postgres"):
        import psycopg

        where = {"host": str(self.sockets), "port": self.port, "user": OWNER, "dbname": database}
        with psycopg.connect(**where, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def _run(self, name, *arguments):
        command = [program(name), *map(str, arguments)]
        done = subprocess.run(
            command, cwd=self.folder, capture_output=name != "pg_ctl", text=True, check=False,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C", "PGUSER": OWNER}, **self._as,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr or (self.folder / "log").read_text()


def free_port():
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]


def make_certificates(folder):
    """Make an authority, and a certificate it signed for “localhost”; returns the authority's."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    def made(name, key, by, by_key, *more):
        subject, issuer = (
            x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)]) for words in (name, by)
        )
        now = datetime.now(UTC)
        builder = x509.CertificateBuilder(
            issuer, subject, key.public_key(), x509.random_serial_number(),
            now - timedelta(days=1), now + timedelta(days=2),
        )  # fmt: skip
        for extension, critical in more:
            builder = builder.add_extension(extension, critical)
        return builder.sign(by_key, hashes.SHA256())

    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    own = x509.BasicConstraints(ca=True, path_length=None)
    authority = made("Test Authority", authority_key, "Test Authority", authority_key, (own, True))
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    server = made("localhost", key, "Test Authority", authority_key, (names, False))
    pem = serialization.Encoding.PEM
    (folder / "root.crt").write_bytes(authority.public_bytes(pem))
    (folder / "server.crt").write_bytes(server.public_bytes(pem))
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.key").write_bytes(private)
    (folder / "server.key").chmod(0o600)
    return folder / "root.crt"
