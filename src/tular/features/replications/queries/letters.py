"""The letter of interest, or the polite notice of who works alone: from the case alone, in official Indonesian."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils import formats, translation

from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.agencies.queries.roles import hubs_over
from tular.features.replications.choices import WorkModel
from tular.features.replications.models import Case, CaseIndicator
from tular.features.replications.queries.figures import shown
from tular.features.replications.queries.naming import head_of, owner_named, seat_of
from tular.features.replications.queries.rules import rules_of
from tular.features.replications.queries.standing import main_indicator

BLANK = "……"
"""What is not known, to be filled by hand."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is shown, typeset and written as DOCX. Texts are in Indonesian whoever reads.

    `head` are the lines of the letterhead, `reference` pairs such as Nomor and Hal, `to` the lines of the address.
    `table` stands between the paragraphs `before` and `after`. `signer` is an office; names are signed by hand.
    """

    is_notice: bool
    head: tuple[str, ...]
    reference: tuple[tuple[str, str], ...]
    dated: str
    to: tuple[str, ...]
    before: tuple[str, ...]
    table: tuple[tuple[str, str], ...]
    after: tuple[str, ...]
    signer: str
    copies: tuple[str, ...]
    file_name: str
    is_demo: bool

    @property
    def title(self) -> str:
        """What it is."""
        return "Surat pemberitahuan replikasi" if self.is_notice else "Surat minat replikasi"


def letter_of(case: Case) -> Letter | None:
    """The letter of a case, None where the owner replicates its own innovation. At most three queries."""
    if case.taker_id in (case.owner_id, case.innovation.agency_id):
        return None
    with translation.override("id"):
        alone = case.model == WorkModel.ALONE
        subject = "Pemberitahuan replikasi inovasi" if alone else "Minat mereplikasi inovasi"
        return Letter(
            is_notice=alone,
            head=_letterhead(case.taker, case.unit),
            reference=(
                ("Nomor", BLANK), ("Sifat", "Biasa"), ("Lampiran", "–"),
                ("Hal", f"{subject} “{case.innovation.title}”"),
            ),
            dated=f"{seat_of(case.taker) if case.taker.region else BLANK}, {BLANK} {BLANK} {BLANK}",
            to=("Yth. " + head_of(case.innovation.agency), "di", seat_of(case.innovation.agency)),
            before=_before(case),
            table=_table(case),
            after=_notice_end(case) if alone else _request_end(case),
            signer=head_of(case.taker),
            copies=_copies(case),
            file_name=_file_name(case),
            is_demo=case.is_demo,
        )  # fmt: skip


def baseline_in_words(indicator: CaseIndicator | None) -> str:
    """Such as "Balita ditimbang: 40 persen (1 Februari 2026; register posyandu)"; "" without a baseline."""
    if indicator is None or indicator.baseline is None:
        return ""
    told = f"{indicator.name}: {shown(indicator.baseline)} {indicator.unit}".rstrip()
    about = [_day(indicator.baseline_on) if indicator.baseline_on else "", indicator.method.strip()]
    about = [one for one in about if one]
    return f"{told} ({'; '.join(about)})" if about else told


def _letterhead(taker: Agency, unit: ServiceUnit | None) -> tuple[str, ...]:
    return tuple(line.upper() for line in (taker.name, unit.name if unit else "") if line)


def _before(case: Case) -> tuple[str, ...]:
    who = f"{case.unit.name}, {case.taker.name}" if case.unit else case.taker.name
    nri = f" (NRI {case.innovation.nri})" if case.innovation.nri else ""
    source = f"inovasi “{case.innovation.title}”{nri} milik {owner_named(case)}"
    if case.model == WorkModel.ALONE:
        first = f"Dengan hormat kami beritahukan bahwa {who} mereplikasi {source} secara mandiri, dengan belajar dari"
        first += " bahan yang sudah terbuka."
    else:
        first = f"Dengan hormat kami sampaikan bahwa {who} berminat mereplikasi {source}."
    return tuple(one for one in (first, "Kebutuhan kami: " + _sentence(case.need)) if one)


def _table(case: Case) -> tuple[tuple[str, str], ...]:
    """What is known of the wish; what is unknown has no row."""
    main = main_indicator(case)
    target = ""
    if main is not None and main.target is not None:
        target = f"{shown(main.target)} {main.unit}" + (f" pada {_day(main.target_on)}" if main.target_on else "")
    rows = (
        ("Data awal", baseline_in_words(main)),
        ("Sasaran", target),
        ("Yang terdampak", case.affected),
        ("Hasil yang diharapkan", case.wish),
        ("Bagian yang diambil", case.takes),
        ("Yang akan disesuaikan", case.changes),
        ("Model kerja", case.get_model_display()),
        ("Fasilitator", case.facilitator.name if case.facilitator else ""),
        ("Mulai yang diharapkan", _day(case.wished_start) if case.wished_start else ""),
        ("Pejabat pendukung", case.sponsor),
        ("Kantor penghubung", case.unit.name if case.unit else case.taker.name),
        ("Nomor kasus", case.code),
    )
    return tuple((name, value.strip()) for name, value in rows if value.strip())


def _request_end(case: Case) -> tuple[str, ...]:
    days = rules_of(case).clock.answer
    policy = next((one.text for one in rules_of(case).copies if one.id == "kemendagri"), "")
    index = "Surat ini sekaligus menjadi bukti minat replikasi bagi penilaian indeks inovasi daerah"
    index += f"; karena itu tembusannya kami sampaikan kepada {policy}." if policy else "."
    wish = "Kami mohon bimbingan teknis dan kesediaan Saudara menyusun kesepakatan bersama kami. Bantuan yang kami "
    wish += "perlukan, batasnya, dan biayanya akan ditulis dalam perjanjian kerja sama."
    answer = f"Permintaan yang sama tercatat dalam platform dengan nomor kasus {case.code}. Kami berharap jawaban "
    answer += f"dalam {days} hari sejak permintaan itu diteruskan kepada Saudara."
    return (
        wish,
        answer,
        index,
        "Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.",
    )


def _notice_end(case: Case) -> tuple[str, ...]:
    nothing = "Kami tidak meminta bantuan apa pun melalui surat ini. Asal inovasi akan selalu kami sebut, dan hasil "
    nothing += f"replikasinya, termasuk yang tidak berhasil, kami catat dalam platform dengan nomor kasus {case.code}."
    return (
        nothing,
        "Atas perhatian Saudara, kami ucapkan terima kasih.",
    )


def _copies(case: Case) -> tuple[str, ...]:
    """The hubs over the taker and the facilitator; of a request also the offices that the rules name."""
    hubs = [f"Hub JIPP {hub.agency.name}" for hub in hubs_over(case.taker).select_related("agency").order_by("pk")]
    named = [] if case.model == WorkModel.ALONE else [one.text for one in rules_of(case).copies]
    facilitator = [case.facilitator.name] if case.facilitator else []
    return (*named, *hubs, *facilitator)


def _file_name(case: Case) -> str:
    kind = "surat-pemberitahuan" if case.model == WorkModel.ALONE else "surat-minat"
    return f"{kind}-{case.code.lower()}-{case.taker.slug}"


def _sentence(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _day(day: date) -> str:
    return formats.date_format(day, "j F Y")
