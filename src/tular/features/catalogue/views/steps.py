"""The steps of a record as its pages offer them: the word in the address, the action, and what people read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tular.features.catalogue.actions import deciding, drafting, upkeep


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its permission and action, the verb of its button, what it means, and what is said when it is done.

    `decides`: it is about a text that was read, and refused when that has changed since. `reason`: "needed", "welcome"
    (a note may be left) or "" (none is asked for).
    """

    permission: str
    action: Callable[..., Any]
    verb: str | Promise
    question: str | Promise
    done: str | Promise
    reason: str = ""
    decides: bool = False


STEPS = {
    "ajukan": Step(
        "catalogue.submit", deciding.submit, _("Ajukan"),
        _("Naskah dikirim kepada admin instansi dan tidak dapat diubah sampai diputus."),
        _("Diajukan. Anda diberi tahu begitu ada keputusan."),
    ),
    "setujui": Step(
        "catalogue.approve", deciding.approve, _("Setujui"),
        _("Instansi Anda menyatakan naskah ini benar. Hub atau pusat diminta menerbitkannya."),
        _("Disetujui. Hub atau pusat diberi tahu."), decides=True,
    ),
    "kembalikan": Step(
        "catalogue.return", deciding.send_back, _("Kembalikan"),
        _("Tulis apa yang harus diperbaiki. Penulis menerimanya sebagai pemberitahuan."),
        _("Dikembalikan kepada penulis dengan alasan Anda."), reason="needed", decides=True,
    ),
    "tolak": Step(
        "catalogue.reject", deciding.reject, _("Tolak"),
        _("Naskah tidak akan terbit. Naskahnya tetap ada dan dapat dibuka kembali."),
        _("Ditolak. Penulis diberi tahu alasannya."), reason="needed", decides=True,
    ),
    "buka": Step(
        "catalogue.reopen", drafting.reopen, _("Buka kembali"),
        _("Naskah menjadi draf lagi dan dapat diperbaiki."),
        _("Naskah dibuka kembali."),
    ),
    "terbitkan": Step(
        "catalogue.publish", deciding.publish, _("Terbitkan"),
        _("Naskah ini menjadi teks yang dibaca semua orang."),
        _("Terbit. Semua orang dapat membacanya."), decides=True,
    ),
    "tarik": Step(
        "catalogue.withdraw", upkeep.withdraw, _("Tarik dari umum"),
        _("Catatan hilang dari pencarian, data, dan hitungan. Alamatnya menyebut alasan Anda."),
        _("Ditarik. Pemilik diberi tahu alasannya."), reason="needed",
    ),
    "pulihkan": Step(
        "catalogue.restore", upkeep.restore, _("Terbitkan kembali"),
        _("Catatan dapat dibaca semua orang lagi."),
        _("Terbit kembali."),
    ),
    "pastikan": Step(
        "catalogue.confirm", upkeep.confirm_fresh, _("Pastikan masih benar"),
        _("Anda sudah membaca isinya dan isinya masih benar hari ini."),
        _("Terima kasih. Catatan ini mutakhir mulai hari ini."), reason="welcome",
    ),
    "minta": Step(
        "catalogue.ask_update", upkeep.ask_update, _("Minta pemutakhiran"),
        _("Penulis catatan ini diminta membaca lagi isinya. Pesan boleh kosong."),
        _("Diminta. Penulisnya diberi tahu."), reason="welcome",
    ),
    "batal-minta": Step(
        "catalogue.take_back", upkeep.take_back_request, _("Cabut permintaan"),
        _("Permintaan pemutakhiran dicabut."),
        _("Permintaan dicabut."),
    ),
    "buang": Step(
        "catalogue.discard", drafting.discard_draft, _("Buang perubahan"),
        _("Perubahan yang sedang disusun dibuang; teks yang terbit tetap. Riwayatnya tersimpan."),
        _("Perubahan dibuang. Naskahnya tetap terbaca pada riwayat."),
    ),
}  # fmt: skip
