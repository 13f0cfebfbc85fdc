"""The links that every page carries: header, and the full list in the footer.

Paths are written here rather than reversed: the names belong to features, which the foundation does not know.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Link:
    """One entry of the navigation; `covers` are the path prefixes of the pages that belong under it."""

    label: str | Promise
    path: str
    covers: tuple[str, ...] = ()

    def current(self, path: str) -> str:
        """The value of `aria-current` on the page at `path`: "page" there, "true" below it, "" elsewhere."""
        if path == self.path:
            return "page"
        return "true" if any(path == root or path.startswith(f"{root}/") for root in self.covers) else ""


HEADER = (
    Link(_("Cari inovasi"), "/", ("/temukan", "/bandingkan", "/inovasi")),
    Link(_("Jelajah"), "/jelajah", ("/jelajah", "/instansi")),
    Link(_("Replikasi"), "/replikasi", ("/replikasi",)),
    Link(_("Buku model"), "/model", ("/model", "/unduhan")),
    Link(_("Kompetisi"), "/kompetisi", ("/kompetisi", "/proposal", "/seleksi", "/tanda-terima", "/penilaian")),
    Link(_("Data"), "/data", ("/data", "/api", "/aturan", "/tesaurus")),
)

WORKING = (
    Link(
        _("Meja kerja"),
        "/kerja",
        ("/kerja", "/catatan", "/kurasi", "/pertanyaan", "/komentar", "/laporan", "/disimpan", "/proses", "/hub"),
    ),
    Link(_("Catatan inovasi"), "/catatan"),
    Link(_("Replikasi"), "/replikasi"),
    Link(_("Proposal"), "/proposal"),
    Link(_("Naskah buku model"), "/model/naskah"),
    Link(_("Pertanyaan"), "/pertanyaan"),
    Link(_("Disimpan dan diikuti"), "/disimpan"),
    Link(_("Proses"), "/proses"),
    Link(_("Akun Anda"), "/akun"),
)
"""For people who are signed in; the first one stands in the header too."""

SEARCHING = (
    Link(_("Cari menurut masalah"), "/"),
    Link(_("Jelajah tema, provinsi, tahun"), "/jelajah"),
    Link(_("Instansi"), "/instansi"),
    Link(_("Bandingkan inovasi"), "/bandingkan"),
    Link(_("Replikasi"), "/replikasi"),
    Link(_("Buku model"), "/model"),
    Link(_("Unduhan"), "/unduhan"),
    Link(_("Acara"), "/acara"),
    Link(_("Kompetisi"), "/kompetisi"),
)

CHECKING = (
    Link(_("Aturan peringkat"), "/aturan"),
    Link(_("Tesaurus"), "/tesaurus"),
    Link(_("Data terbuka dan API"), "/data"),
    Link(_("Dokumentasi API"), "/api/v1/docs"),
    Link(_("Periksa sertifikat"), "/sertifikat"),
)
