"""Builds what people install: the wheel, the frozen folder, and the Debian package of it.

    python packaging/build.py FOLDER [wheel] [frozen] [deb]

Everything made is put into FOLDER; without a name, all of it is made.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LINUX = HERE / "linux"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
sys.path.insert(0, str(ROOT))

import briefing  # noqa: E402 found through the path above
import dev  # noqa: E402
from briefing.storage.schema import APPLICATION_ID  # noqa: E402

VERSION = briefing.__version__
RENAMED = ("libglib2.0-0", "libpng16-16", "libreadline8", "libssl3")
"""Debian packages that newer releases have under their name with “t64” at its end."""
COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Briefing
Comment: The folder holds CPython, Qt (LGPL) and other libraries, each under its own licence.

Files: *
Copyright: 2026 The Briefing contributors
License: MIT
"""


class BuildError(Exception):
    """Something could not be built; the message says what to do."""


def wheel(into: Path) -> Path:
    """Build the wheel."""
    run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps",
         "--disable-pip-version-check", "--wheel-dir", str(into), str(ROOT)])  # fmt: skip
    return into / f"briefing-{VERSION}-py3-none-any.whl"


def frozen(into: Path) -> Path:
    """Build the folder with the program and all that it needs."""
    work = into / "work"
    run([sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath",
         str(into), "--workpath", str(work), str(HERE / "briefing.spec")])  # fmt: skip
    shutil.rmtree(work, ignore_errors=True)
    return into / "briefing"


def deb(into: Path) -> Path:
    """Build the Debian package from the frozen folder, which is built if it is not there."""
    if shutil.which("dpkg-deb") is None:
        raise BuildError("There is no dpkg-deb here. Build the package on Debian or Ubuntu.")
    folder = into / "briefing"
    if not folder.is_dir():
        frozen(into)
    tree = into / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    program = tree / "usr/lib/briefing"
    shutil.copytree(folder, program, symlinks=True)
    needed = _without_system_libraries(program / "_internal")
    _put_into_desktop(tree)
    _write_control(tree, needed)
    target = into / f"briefing_{VERSION}_{_architecture()}.deb"
    run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(tree), str(target)])
    shutil.rmtree(tree)
    return target


def _put_into_desktop(tree: Path) -> None:
    """Write commands, menu entry, file type, icons and description to where desktops look."""
    share = tree / "usr/share"
    commands = tree / "usr/bin"
    commands.mkdir(parents=True)
    for name in ("briefing", "briefing-window"):
        (commands / name).symlink_to("../lib/briefing/briefing")
    values = {"APPLICATION_ID": hex(APPLICATION_ID), "VERSION": VERSION, "DATE": _date()}
    _fill(LINUX / "briefing.desktop", share / "applications", values)
    _fill(LINUX / "briefing-mime.xml", share / "mime/packages", values, "briefing.xml")
    _fill(LINUX / "io.github.briefing.Briefing.metainfo.xml", share / "metainfo", values)
    documents = share / "doc/briefing"
    documents.mkdir(parents=True)
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8").partition("\n\n")[2]
    indented = "".join(f" {line or '.'}\n" for line in licence.splitlines())
    (documents / "copyright").write_text(COPYRIGHT + indented, encoding="utf-8")
    shutil.copy(ROOT / "CHANGELOG.md", documents)
    draw_icons(share / "icons/hicolor")


def draw_icons(hicolor: Path) -> None:
    """Draw the icon of the program, and of its files, in each size that desktops ask for."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _app = QGuiApplication.instance() or QGuiApplication([])
    drawing = ROOT / "resources/icons/briefing.svg"
    renderer = QSvgRenderer(str(drawing))
    for size in ICON_SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        for kind, name in (("apps", "briefing"), ("mimetypes", "application-x-briefing")):
            target = hicolor / f"{size}x{size}" / kind / f"{name}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            image.save(str(target))
    for kind, name in (("apps", "briefing"), ("mimetypes", "application-x-briefing")):
        target = hicolor / "scalable" / kind / f"{name}.svg"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(drawing, target)


def _fill(source: Path, folder: Path, values: Mapping[str, str], name: str = "") -> None:
    """Copy a text with `@NAME@` filled in."""
    text = source.read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / (name or source.name)).write_text(text, encoding="utf-8")


def _without_system_libraries(internal: Path) -> list[str]:
    """Take out what Debian packages have, so that they are kept up to date; return their names."""
    needed = set()
    for file in sorted(internal.glob("lib*.so*")):
        ours = file.is_symlink() or file.name.startswith("libpython")  # the Python of the build
        owner = "" if ours else _owner(file.name)
        if owner:
            needed.add(owner)
            file.unlink()
    known = {names[0]: " | ".join(names) for names in dev.LIBRARIES.values()}
    later = {name: f"{name} | {name}t64" for name in RENAMED}
    named = {{**known, **later}.get(name, name) for name in needed.union(known) - {"libc6"}}
    glibc = os.confstr("CS_GNU_LIBC_VERSION") or "glibc 2.36"
    return sorted({f"libc6 (>= {glibc.split()[1]})", *named})


def _owner(library: str) -> str:
    """Return the Debian package that has a library, or "" if none has."""
    known = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=False)
    lines = (line for line in known.stdout.splitlines() if line.split(" ")[0].strip() == library)
    for line in lines:
        path = Path(line.rpartition("=> ")[2].strip()).resolve()
        for each in (str(path), str(path).removeprefix("/usr"), f"/usr{path}"):
            found = subprocess.run(
                ["dpkg-query", "-S", each], capture_output=True, text=True, check=False
            )
            if found.returncode == 0:
                return found.stdout.partition(":")[0]
    return ""


def _write_control(tree: Path, needed: Sequence[str]) -> None:
    """Write what the package says of itself, and what it says when it goes."""
    control = tree / "DEBIAN"
    control.mkdir()
    size = sum(file.lstat().st_size for file in tree.rglob("*")) // 1024
    lines = {
        "Package": "briefing", "Version": VERSION, "Architecture": _architecture(),
        "Maintainer": "The Briefing contributors <briefing@localhost>", "Section": "editors",
        "Priority": "optional", "Installed-Size": str(size), "Depends": ", ".join(needed),
        "Recommends": "shared-mime-info, desktop-file-utils",
        "Suggests": "libreoffice-writer",
        "Description": "desktop editor for briefing notes\n"
        " Load an article, mark what matters, and the brief fills itself: each tag\n"
        " belongs to a section of the template you chose, each sentence leads back to\n"
        " the words it came from. Exports to Word, PDF and OpenDocument.",
    }  # fmt: skip
    words = "".join(f"{key}: {value}\n" for key, value in lines.items())
    (control / "control").write_text(words, encoding="utf-8")
    shutil.copy(LINUX / "postrm", control)
    (control / "postrm").chmod(0o755)


def _architecture() -> str:
    return run(["dpkg", "--print-architecture"]).strip()


def _date() -> str:
    """Return the day of the build, or of the source where the surroundings fix it."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    when = datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
    return when.date().isoformat()


def run(command: Sequence[str]) -> str:
    """Run a command and return what it printed; raises BuildError if it failed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BuildError(f"{' '.join(command[:4])} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def megabytes(path: Path) -> float:
    """Return the size of a file or of all files in a folder."""
    files = [path] if path.is_file() else [f for f in path.rglob("*") if f.is_file()]
    return sum(file.lstat().st_size for file in files) / 1e6


def main(arguments: Sequence[str]) -> int:
    """Build what is named and say how large it is and how long it took."""
    into, *names = arguments or ("dist",)
    folder = Path(into).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    makers = {"wheel": wheel, "frozen": frozen, "deb": deb}
    for name in names or makers:
        start = time.monotonic()
        try:
            made = makers[name](folder)
        except BuildError as error:
            print(error, file=sys.stderr)
            return 1
        print(f"{made.name}: {megabytes(made):.1f} MB in {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
