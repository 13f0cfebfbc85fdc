"""What both sides of one made-up replication wrote down on the way: answers, meetings, parts, a task and a risk.

By the ordinary actions; every text says that it is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from tular.features.accounts.models import User
from tular.features.replications.actions.meeting import (
    MeetingTold,
    agree_to_meeting,
    propose_meeting,
    report_meeting,
)
from tular.features.replications.actions.parts import PartTold, note_part
from tular.features.replications.actions.readiness import Answer, reply
from tular.features.replications.actions.risks import watch_risk
from tular.features.replications.actions.tasks import TaskTold, add_task
from tular.features.replications.actions.ticking import tick
from tular.features.replications.choices import MeetingKind, MeetingMode, PartKind, RiskState, Side
from tular.features.replications.models import Case

ZONE = "Asia/Jakarta"
NO, PARTLY, YES = 0, 1, 2

OF_TAKER: Mapping[str, tuple[int, str]] = {
    "hasil-diukur": (PARTLY, "Contoh: kami hanya menemukan angka sesudahnya."),
    "lebih-baik": (YES, "Contoh: dibandingkan dengan alur kami tahun lalu."),
    "masalah-sama": (YES, "Contoh: buku layanan 2025."),
    "sasaran-terukur": (YES, "Contoh: nota dinas, 15 dari 100 dalam dua tahun."),
    "penanggung-jawab": (YES, "Contoh: surat tugas."),
    "rencana-kerja": (PARTLY, "Contoh: masuk rancangan rencana kerja, belum ditetapkan."),
    "bila-berganti": (NO, ""),
    "kewenangan": (YES, "Contoh: peraturan bupati tentang tugas dinas."),
    "aturan-daerah": (PARTLY, "Contoh: jam layanan perlu diubah."),
    "proses-tersambung": (YES, "Contoh: diuji pada satu loket."),
    "pelaksana-cukup": (PARTLY, "Contoh: delapan dari dua belas petugas."),
    "dana-tahun-ini": (YES, "Contoh: dokumen anggaran."),
    "dana-berikutnya": (NO, ""),
    # Said, but nothing shows it: the page tells that it does not count.
    "sarana-memadai": (PARTLY, ""),
    "data-awal-tersedia": (YES, "Contoh: buku layanan 2025."),
    "petugas-pemantau": (PARTLY, "Contoh: ada petugas, belum ada jadwal."),
}
"""What the taker answers, and what shows it. What is not here stays unanswered."""

OF_OWNER: Mapping[str, tuple[int, str]] = {
    "hasil-diukur": (YES, "Contoh: laporan dengan angka sebelum dan sesudah."),
    "hasil-diperiksa": (PARTLY, "Contoh: diperiksa inspektorat, belum oleh pihak luar."),
    "lebih-dari-satu": (YES, "Contoh: tiga unit."),
    "sebab-berhasil": (PARTLY, "Contoh: catatan rapat evaluasi."),
    "lebih-baik": (YES, "Contoh: laporan tahunan."),
    "biaya-diketahui": (NO, ""),
    "manfaat-terlihat": (YES, "Contoh: survei kepuasan."),
    "inti-jelas": (YES, "Contoh: petunjuk teknis."),
    "terdokumentasi": (PARTLY, "Contoh: SOP ada, bahan latihan belum."),
    "dapat-dicoba": (YES, "Contoh: dimulai di satu loket."),
    "tidak-langka": (YES, "Contoh: dijalankan pegawai biasa."),
    "teknologi-bebas": (YES, "Contoh: papan antrean dari kertas."),
    "prioritas": (YES, "Contoh: tema reformasi birokrasi."),
    "diterima": (PARTLY, "Contoh: survei kepuasan."),
    "pemilik-bersedia": (YES, "Contoh: jawaban atas surat minat."),
    "pendamping-ada": (YES, "Contoh: satu pendamping, dua hari sebulan."),
    "syarat-jelas": (PARTLY, "Contoh: hak jelas, biaya perjalanan belum."),
}


def answer_as(case: Case, side: Side, *, by: User, now: datetime) -> None:
    """Answer the questions of readiness for one of both parties."""
    told = OF_OWNER if side == Side.OWNER else OF_TAKER
    reply(case, side=side, answers={key: Answer(*said) for key, said in told.items()}, seen={}, by=by, now=now)


def add_gap(case: Case, *, by: User, due: date, now: datetime) -> None:
    """A low answer that became a task."""
    title = "Contoh: usulkan dana tahun berikutnya"
    add_task(case, told=TaskTold(title, Side.TAKER, "pelaksanaan", due_on=due, question="dana-berikutnya"), by=by,
             now=now)  # fmt: skip


def visit(case: Case, *, taker: User, owner: User, on: date, now: datetime) -> None:
    """A learning visit at the owner's place: asked for, agreed to, held and reported."""
    told = MeetingTold(
        MeetingKind.VISIT, MeetingMode.ONSITE, _at(on, 9), _at(on, 12), ZONE, place="Contoh: loket layanan pemilik",
        agenda="Contoh: melihat alur sejak warga datang, dan menanyakan apa yang gagal.",
    )  # fmt: skip
    row = propose_meeting(case, host=case.owner, told=told, by=taker, now=now)
    row = agree_to_meeting(row, by=owner, now=now + timedelta(days=1))
    report_meeting(
        row, by=taker, now=_at(on, 16), attended="Contoh: empat petugas loket dan kepala seksi.",
        learnt="Contoh: alurnya sederhana, tetapi dua bulan pertama warga masih mengambil nomor dua kali.",
    )  # fmt: skip


def plan_ahead(case: Case, *, taker: User, owner: User, now: datetime) -> None:
    """A coordination that lies ahead, agreed to."""
    on = timezone.localdate(now, timezone.get_default_timezone()) + timedelta(days=9)
    told = MeetingTold(
        MeetingKind.COORDINATION, MeetingMode.ONLINE, _at(on, 10), _at(on, 11), ZONE,
        agenda="Contoh: membaca ukuran bulan keenam bersama-sama.",
    )  # fmt: skip
    row = propose_meeting(case, host=case.owner, told=told, by=taker, now=now - timedelta(days=3))
    agree_to_meeting(row, by=owner, now=now - timedelta(days=2))


def adapt(case: Case, *, by: User, now: datetime) -> None:
    """Parts kept and changed, with the reason."""
    note_part(case, told=PartTold(PartKind.KEPT, "Contoh: satu nomor untuk semua loket", core=True), by=by, now=now)
    changed = PartTold(
        PartKind.CHANGED, "Contoh: papan antrean", there="Contoh: layar", here="Contoh: papan kertas",
        reason="Contoh: listrik di tiga kecamatan sering padam.",
    )  # fmt: skip
    note_part(case, told=changed, by=by, now=now)


def watch(case: Case, *, by: User, now: datetime) -> None:
    """A known failure that threatens here, and points of the running step that are done."""
    plan = "Contoh: usulan dana dibahas setiap rapat triwulan."
    watch_risk(case, failure="tanpa-anggaran", state=RiskState.WATCHED, plan=plan, by=by, now=now)
    tick(case, item="kemajuan-diukur", note="Contoh: dihitung dari buku layanan.", by=by, now=now)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(ZONE))
