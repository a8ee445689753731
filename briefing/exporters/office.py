"""LibreOffice as a converter: started for one document, in a profile of its own, then gone."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.errors import ExportError, SlowOfficeError
from briefing.exporters.lifeline import TiedProcess
from briefing.language import tr
from briefing.services.writing import reason_of

SECONDS = 120.0
"""How long a small conversion may take; a first start on a slow disk takes most of a minute."""
A_MEGABYTE, ITS_SQUARE = 12.0, 20.0
"""Seconds more for the megabytes of a document's words and marks, and for their square: four times
what they took of a processor (0.9 MB 9 s, 2.7 MB 45 s), for others use it too."""
MOST_SECONDS = 3_600.0
_BODY = "word/document.xml"
_LOOK_EVERY = 0.05
_FOLDER = "briefing-office-"
_USUAL = {
    "win32": (r"C:\Program Files\LibreOffice\program\soffice.com",
              r"C:\Program Files (x86)\LibreOffice\program\soffice.com"),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
}  # fmt: skip
_ELSEWHERE = ("/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice",
              "/snap/bin/libreoffice")  # fmt: skip
# Nothing in a document may run or be fetched: no macros, no links, no updates of either.
_SETTINGS = "".join(
    f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    f"<value>{value}</value></prop></item>"
    for path, name, value in (
        ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
        ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
        ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
        ("Common/Security/Scripting", "DisableActiveContent", "true"),
        ("Writer/Content/Update", "Link", "0"),
        ("Writer/Content/Update", "Field", "true"),
        ("Inet/Settings", "ooInetProxyType", "2"),
        ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
        ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
        ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
        ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    )
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items '
    'xmlns:oor="http://openoffice.org/2001/registry" '
    f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{_SETTINGS}</oor:items>'
)


def find_office() -> Path | None:
    """Return LibreOffice's program, from PATH or where it is usually put, or None."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    places = _USUAL.get(sys.platform, _ELSEWHERE)
    return next((path for path in map(Path, places) if path.is_file()), None)


class OfficeConverter:
    """Turns Word documents into PDF by LibreOffice, if there is one.

    `find` is asked at every conversion, so that one installed meanwhile is used. `seconds` is how
    long one may take, None as long as the document is worth.
    """

    def __init__(
        self, find: Callable[[], Path | None] = find_office, seconds: float | None = None
    ) -> None:
        self._find = find
        self._seconds = seconds

    @property
    def is_there(self) -> bool:
        """Whether there is a LibreOffice on this machine."""
        return self._find() is not None

    def to_pdf(self, document: bytes, stop: threading.Event | None = None) -> bytes:
        """Return a .docx as PDF; takes seconds, so never on the thread that draws the window.

        Raises ExportError if LibreOffice is not there, fails, takes too long, or is told to stop.
        """
        program = self.program()
        seconds = seconds_for(document) if self._seconds is None else self._seconds
        with disk_told(), office_folder() as name:
            return converted(program, prepared(Path(name)), document, seconds, stop)

    def program(self) -> Path:
        """Return LibreOffice's program; raises ExportError if it is not there."""
        program = self._find()
        if program is None:
            raise ExportError(tr("LibreOffice is not there."), tr("Install it, or export as Word."))
        return program


def seconds_for(document: bytes) -> float:
    """Return how long the conversion of a .docx may take: the longer it is, the longer."""
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as parts:
            size = parts.getinfo(_BODY).file_size
    except (zipfile.BadZipFile, KeyError):
        size = len(document)  # LibreOffice will say what is wrong with it
    megabytes = size / 1_000_000
    return min(SECONDS + A_MEGABYTE * megabytes + ITS_SQUARE * megabytes**2, MOST_SECONDS)


def office_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a new folder for one LibreOffice; its name says which process it belongs to."""
    return tempfile.TemporaryDirectory(
        prefix=f"{_FOLDER}{os.getpid()}-", ignore_cleanup_errors=True
    )


def stray_folders() -> list[Path]:
    """Return the folders of processes that were killed before they could take them away."""
    import psutil

    found = []
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*-*"):
        owner = folder.name.removeprefix(_FOLDER).split("-")[0]
        with suppress(FileNotFoundError):  # whoever it belongs to was quicker
            mine = sys.platform == "win32" or folder.lstat().st_uid == os.getuid()
            if owner.isdecimal() and mine and not psutil.pid_exists(int(owner)):
                found.append(folder)
    return found


def prepared(folder: Path) -> Path:
    """Give a folder the profile that LibreOffice runs in here, and return the folder."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    return folder


def profile_of(folder: Path) -> str:
    """Return the address of the profile in a prepared folder, as LibreOffice takes it."""
    return (folder / "profile").as_uri()


def converted(
    program: Path, folder: Path, document: bytes, seconds: float, stop: threading.Event | None
) -> bytes:
    """Return a .docx as PDF by way of a prepared folder; raises ExportError."""
    source, target = folder / "brief.docx", folder / "brief.pdf"
    source.write_bytes(document)
    process = start(
        program, folder,
        "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), str(source),
    )  # fmt: skip
    try:
        said = _said(process, seconds, stop)
    finally:
        end(process)
    if not target.is_file():
        raise ExportError(
            tr(
                "Not exported: LibreOffice made no PDF ({said}).",
                said=said or tr("it gave no reason"),
            ),
            tr("Export as Word and print that to PDF."),
        )
    return target.read_bytes()


@contextmanager
def disk_told() -> Iterator[None]:
    """Turn what the disk refuses, such as room for LibreOffice's folder, into an ExportError."""
    try:
        yield
    except OSError as error:
        raise _not_started(error) from error


def _not_started(error: OSError) -> ExportError:
    return ExportError(
        tr("Not exported: LibreOffice did not start ({reason}).", reason=reason_of(error)),
        tr("Export as Word."),
    )


def start(program: Path, folder: Path, *arguments: str) -> TiedProcess:
    """Start LibreOffice in a prepared folder, without a window; raises ExportError."""
    command = [
        str(program), f"-env:UserInstallation={profile_of(folder)}", "--headless", "--invisible",
        "--norestore", "--nodefault", "--nologo", "--nolockcheck", *arguments,
    ]  # fmt: skip
    output = subprocess.PIPE if arguments else subprocess.DEVNULL
    try:
        return TiedProcess(command, folder, _environment(folder), output=output)
    except OSError as error:
        raise _not_started(error) from error


def _said(process: subprocess.Popen[bytes], seconds: float, stop: threading.Event | None) -> str:
    """Wait for the end of a conversion and return the last line that LibreOffice said."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            said, _ = process.communicate(timeout=_LOOK_EVERY)
        except subprocess.TimeoutExpired as error:
            if stop is not None and stop.is_set():
                raise ExportError(tr("Not exported: it was stopped.")) from error
            if time.monotonic() > deadline:
                raise SlowOfficeError(
                    tr(
                        "Not exported: LibreOffice took longer than {seconds:,.0f} seconds.",
                        seconds=seconds,
                    ),
                    tr("Export as Word and print that to PDF."),
                ) from error
        else:
            lines = said.decode(errors="replace").strip().splitlines()
            return lines[-1] if lines else ""


def _environment(folder: Path) -> Mapping[str, str]:
    """Return an environment without a display, proxies or anybody's home."""
    kept = ("PATH", "LANG", "LC_ALL", "SystemRoot", "SYSTEMROOT", "WINDIR", "ProgramFiles")
    passed = {name: os.environ[name] for name in kept if name in os.environ}
    return {**passed, "HOME": str(folder), "TMPDIR": str(folder), "TEMP": str(folder),
            "TMP": str(folder), "SAL_USE_VCLPLUGIN": "svp"}  # fmt: skip


def end(process: TiedProcess) -> None:
    """End LibreOffice and all that it started."""
    if sys.platform == "win32":
        _end_tree(process)
    else:
        with suppress(ProcessLookupError):  # all of them have gone
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.release()
    if process.stdout:
        process.stdout.close()


def _end_tree(process: subprocess.Popen[bytes]) -> None:
    import psutil

    with suppress(psutil.NoSuchProcess):  # all of them have gone
        root = psutil.Process(process.pid)
        for each in [*root.children(recursive=True), root]:
            each.kill()
