"""`tular serve`: from nothing to a page in the browser."""

from __future__ import annotations

import argparse
import errno
import hashlib
import multiprocessing
import os
import socket
import sys
from collections.abc import Callable, Iterator

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from tular.config.background import background_worker
from tular.config.founding import found
from tular.config.processors import SERVING, web_processes
from tular.features.agencies.actions import create_demo_people
from tular.features.agencies.queries.roles import real_people_with_roles
from tular.features.competitions.actions import create_demo_competition
from tular.features.exchange.actions import load_shipped_catalogue
from tular.features.finder.actions import needs_reindex, reindex
from tular.features.modelbooks.actions.demo import create_demo_book
from tular.features.replications.actions.demo import create_demo_replications
from tular.features.selection.actions.demo import create_demo_courses, create_demo_judging

HOST = "127.0.0.1"
STEPS = 5
THREADS = 4
"""Requests worked on at the same time; the machine this is made for has two cores."""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `serve` to `tular`."""
    serve = subparsers.add_parser("serve", help=_("menyiapkan segala sesuatu lalu melayani di komputer ini"))
    serve.add_argument("--port", type=_port, default=8000, help=_("nomor port (bawaan: 8000)"))
    serve.set_defaults(run=_serve)


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(_("port harus angka 1 sampai 65535"))


def _serve(options: argparse.Namespace) -> int:
    if problem := _port_problem(options.port):
        print(problem, file=sys.stderr)
        return 1
    _reached_at(options.port)
    _step(1, _("Menyiapkan basis data…"))
    found(connection)
    call_command("migrate", verbosity=0, interactive=False)
    _step(2, _("Memuat katalog…"))
    catalogue = load_shipped_catalogue(_detail)
    if not catalogue.ok:
        print("\n".join(catalogue.steps[-1].sentences()), file=sys.stderr)
        return 1
    if settings.DEMO and not _apart(_prepare_demo):
        return 1
    _step(3, _("Menyiapkan indeks pencarian…"))
    if catalogue.changed or needs_reindex():
        reindex(_detail)
    else:
        _detail(_("Indeks sudah mutakhir"))
    _step(4, _("Menyiapkan berkas tampilan…"))
    _collect_static_files()
    _step(5, _("Menyalakan server…"))
    return _run_server(options.port)


def _reached_at(port: int) -> None:
    """Without an address of its own this is reached on this computer alone: links in mails have to say the port."""
    if not os.environ.get("TULAR_ADDRESS", "").strip():
        settings.ADDRESS = f"http://{HOST}:{port}"
        # The web processes and the worker read it from there.
        os.environ["TULAR_ADDRESS"] = settings.ADDRESS


def _apart(work: Callable[[], None]) -> bool:
    """Do something in a process of its own; whether it ended well.

    The demo sets documents, and the typesetter starts threads that do not survive the fork by which web processes are
    made: set here, every web process would wait for them forever at its first document.
    """
    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join()
    return child.exitcode == 0


def _prepare_demo() -> None:
    """Make the demo's people, competitions, replications and book; warn where real people would find an open door."""
    if create_demo_people(now=timezone.now()):
        _detail(_("Orang contoh dibuat, satu untuk setiap peran"))
    if create_demo_competition(now=timezone.now()):
        _detail(_("Kompetisi contoh dibuka"))
    if create_demo_judging(now=timezone.now()):
        _detail(_("Kompetisi contoh yang sedang dinilai dibuat"))
    if create_demo_courses(now=timezone.now()):
        _detail(_("Kompetisi contoh dengan wawancara, sidang, dan pemenang dibuat"))
    if create_demo_replications(now=timezone.now()):
        _detail(_("Replikasi contoh dibuat, dari persiapan sampai terbukti"))
    if create_demo_book(now=timezone.now()):
        _detail(_("Buku model contoh dibuat: dibahas dalam FGD, disahkan, dan terbit"))
    if count := real_people_with_roles():
        text = ngettext(
            "Mode contoh menyala, padahal %(count)d orang sungguhan punya peran di sini: siapa saja dapat masuk "
            "sebagai super admin contoh dan melihat data mereka. Matikan dengan TULAR_DEMO=0.",
            "Mode contoh menyala, padahal %(count)d orang sungguhan punya peran di sini: siapa saja dapat masuk "
            "sebagai super admin contoh dan melihat data mereka. Matikan dengan TULAR_DEMO=0.",
            count,
        )
        print(text % {"count": count}, file=sys.stderr, flush=True)


def _step(number: int, sentence: str) -> None:
    print(f"{number}/{STEPS} {sentence}", flush=True)


def _detail(sentence: str) -> None:
    print(f"    {sentence}", flush=True)


def _port_problem(port: int) -> str:
    """Why nothing could listen on the port; empty when it is free. Asked first, not after minutes of preparation."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                message = _(
                    "Port %(port)d sedang dipakai program lain, mungkin Tular yang sudah berjalan. "
                    "Hentikan dulu, atau pakai port lain: tular serve --port %(other)d"
                )
                return message % {"port": port, "other": port + 1 if port < 65535 else 8000}
            if error.errno == errno.EACCES:
                message = _("Port %(port)d tidak boleh dipakai. Pilih port di atas 1023: tular serve --port 8000")
                return message % {"port": port}
            return _("Port %(port)d tidak dapat dipakai: %(error)s") % {"port": port, "error": error.strerror}
    return ""


def _static_files() -> Iterator[str]:
    """Each source file of the static folder with its size and time of change."""
    for finder in get_finders():
        for path, storage in finder.list([]):
            yield f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}"


def _collect_static_files() -> None:
    """Collect and compress the static files, unless none changed since the last time."""
    stamp = settings.STATIC_ROOT / ".collected"
    digest = hashlib.sha256("\n".join(sorted(_static_files())).encode()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        _detail(_("Berkas tampilan sudah mutakhir"))
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest)


def _run_server(port: int) -> int:
    """Serve until Ctrl-C or a TERM signal, with the background worker as a process of its own."""
    # The worker is a new process that has to find the same settings.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tular.config.settings")
    for name, value in SERVING.items():
        os.environ.setdefault(name, value)
    server = Server(
        "tular.config.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=web_processes(connection.vendor),
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
    )
    server.on_startup(lambda: _announce(port))
    with background_worker():
        server.serve()
    print(_("Server dihentikan."), flush=True)
    return 0


def _announce(port: int) -> None:
    print(
        _("Tular siap di http://%(host)s:%(port)d/ (Ctrl-C untuk berhenti)") % {"host": HOST, "port": port}, flush=True
    )
