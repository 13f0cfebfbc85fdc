"""What happened, as people read it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.people import make_person
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.models import Innovation
from tular.foundation.audit import labels, trail
from tular.foundation.audit.context import under
from tular.foundation.audit.models import AuditEntry
from tular.foundation.audit.queries import Change, Piece, history, word_difference

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)


def changes_of(subject: Any, changes: dict[str, Any], person: Any = None) -> tuple[Change, ...]:
    trail.append("test.change", subject=subject, by=None, now=NOW, changes=changes)
    return history([subject], person).entries[0].changes


@pytest.fixture
def agency(db: None) -> Agency:
    return Agency.objects.create(slug="a", name="Instansi A", kind="kota", counted="yes")


def test_an_entry_names_person_time_in_the_readers_zone_action_and_door(agency: Agency) -> None:
    labels.name_action("test.known", "menyetujui catatan")
    author = make_person("Siti Contoh", is_demo=True)
    with under("web", "x"):
        trail.append("test.known", subject=agency, by=author, now=NOW, reason="Lengkap")
    reader = make_person("Pembaca", zone="Asia/Jayapura")
    (entry,) = history([agency], reader).entries
    assert (entry.who, entry.demo, entry.what, entry.subject) == (
        "Siti Contoh",
        True,
        "Menyetujui catatan",
        "Instansi A",
    )
    assert (entry.when, entry.channel, entry.reason) == ("22 November 2026, 15.05 WIT", "lewat halaman", "Lengkap")
    assert history([agency], None).entries[0].when == "22 November 2026, 13.05 WIB"
    with translation.override("en"):
        assert history([agency], reader).entries[0].when == "22 November 2026, 15:05 WIT"


def test_values_are_told_in_words(agency: Agency) -> None:
    unit = ServiceUnit.objects.create(agency=agency, name="Puskesmas")
    changed = {
        "agency_id": (agency.pk, 999),
        "until": (None, "2026-12-31"),
        "name": ("Lama", "Baru"),
        "gone_field": (True, False),
    }
    assert [(change.label, change.before, change.after) for change in changes_of(unit, changed)] == [
        ("Instansi", "Instansi A", "nomor 999, sudah tidak ada"),
        ("Nama", "Lama", "Baru"),
        ("Sampai", "", "31 Desember 2026"),
        ("Gone field", "ya", "tidak"),
    ]
    assert changes_of(unit, {"gone_field": (1, 2)})[0].label == "Gone field"


def test_choices_and_moments_are_told_in_words(agency: Agency) -> None:
    person = make_person("Siti Contoh")
    changed = {"zone": ("Asia/Jakarta", "Asia/Makassar"), "joined_at": (None, "2026-11-22T06:05:00Z")}
    assert [(change.before, change.after) for change in changes_of(person, changed)] == [
        ("WIB (Indonesia Barat)", "WITA (Indonesia Tengah)"),
        ("", "22 November 2026, 13.05 WIB"),
    ]
    (kind,) = changes_of(agency, {"kind": ("kota", "bumd")})
    assert (kind.before, kind.after) == ("kota", "BUMD")


def test_a_year_is_no_amount(agency: Agency) -> None:
    record = Innovation.objects.create(code="T-1", slug="t-1", title="Antre Cepat", agency=agency)
    (started,) = changes_of(record, {"start_year": (2021, 2026)})
    assert (started.before, started.after) == ("2021", "2026")


def test_parts_of_an_object_are_told_one_by_one(agency: Agency) -> None:
    labels.name_fields("agencies.agency", {"content.title": "judul"})
    before = {"title": "Satu", "people": ["kader", "bidan"], "cost": 10}
    after = {"title": "Dua", "people": ["kader"], "cost": 10, "needs": {"ruang": 1500}}
    assert changes_of(agency, {"content": (before, after)}) == (
        Change("Isi: needs", "", "ruang: 1.500"),
        Change("Isi: people", "kader, bidan", "kader"),
        Change("Judul", "Satu", "Dua"),
    )


def test_secrets_and_personal_data_are_masked(db: None) -> None:
    person, other = make_person("Siti Contoh"), make_person("Orang Lain")
    labels.personal("accounts.user", "phone", may_read=lambda reader, pk: str(reader.pk) == pk)
    changed = {"password": ("…", "…"), "phone": ("0812", "0813")}
    assert changes_of(person, changed, other)[1] == Change("Nomor telepon", hidden="personal")
    masked = history([person], other).entries[0].changes
    assert [change.hidden for change in masked] == ["secret", "personal"]
    assert [change.before for change in masked] == ["", ""]
    own = history([person], person).entries[0].changes
    assert [(change.hidden, change.after) for change in own] == [("secret", ""), ("", "0813")]
    assert history([person], None).entries[0].changes[1].hidden == "personal"


def test_a_page_has_its_entries_newest_first_in_a_fixed_number_of_queries(
    agency: Agency, django_assert_num_queries: Any
) -> None:
    units = [ServiceUnit.objects.create(agency=agency, name=f"Unit {number}") for number in range(3)]
    author = make_person("Siti Contoh")
    for number in range(25):
        trail.append(
            "test.change",
            subject=units[number % 3],
            by=author,
            now=NOW,
            changes={"agency_id": (None, agency.pk), "name": ("a", f"b{number}")},
        )
    trail.append("test.change", subject=agency, by=author, now=NOW)
    with django_assert_num_queries(4):
        page = history([(ServiceUnit, [unit.pk for unit in units])], author)
    assert (page.count, [entry.number for entry in page.entries]) == (25, list(range(25, 5, -1)))
    assert [entry.number for entry in history([agency, *units], author, page=2).entries] == [6, 5, 4, 3, 2, 1]
    assert history([agency, *units], author, page=99).page == 2
    assert history([], author).count == 0


def printed(subjects: Any, person: Any = None) -> str:
    request = RequestFactory().get("/riwayat")
    context = RequestContext(request, {"events": history(subjects, person)})
    return Template("{% history events %}").render(context)


def test_the_component_shows_who_when_what_and_each_change(agency: Agency) -> None:
    author = make_person("Siti <Contoh>")
    trail.append(
        "test.change",
        subject=agency,
        by=author,
        now=NOW,
        reason="Karena <b>",
        changes={"note": ("", "catatan <i>"), "abbreviation": ("AB", "")},
    )
    shown = printed([agency])
    assert '<ol class="t-log" reversed>' in shown
    assert "22 November 2026, 13.05 WIB</time> Siti &lt;Contoh&gt;" in shown
    assert "Karena &lt;b&gt;" in shown
    assert '<span class="t-hide">diisi: </span><ins>catatan &lt;i&gt;</ins>' in shown
    assert '<span class="t-hide">semula: </span><del>AB</del>' in shown
    assert '<span class="t-quiet">kosong</span>' in shown


def test_long_texts_are_shown_as_a_difference_of_words_that_can_be_heard(agency: Agency) -> None:
    before = "Kader mengunjungi rumah setiap pekan dan mencatat berat badan balita di buku."
    changes_of(agency, {"note": (before, before.replace("pekan", "bulan"))})
    shown = printed([agency])
    assert (
        'setiap <del><span class="t-hide">[dihapus: </span>pekan<span class="t-hide">]</span></del>'
        '<ins><span class="t-hide">[ditambahkan: </span>bulan<span class="t-hide">]</span></ins> dan'
    ) in shown


def test_nothing_yet_is_said(agency: Agency) -> None:
    assert "Belum ada riwayat" in printed([agency])


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("a b c", "a x c", [("same", "a "), ("del", "b"), ("ins", "x"), ("same", " c")]),
        ("a b c", "a b c d", [("same", "a b c"), ("ins", " d")]),
        ("satu dua", "tiga empat", [("del", "satu dua"), ("ins", "tiga empat")]),
        ("sama", "sama", [("same", "sama")]),
    ],
)
def test_words_are_compared(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    assert [(piece.kind, piece.text) for piece in word_difference(before, after)] == pieces


def test_what_is_far_from_a_change_is_left_out() -> None:
    words = " ".join(f"kata{number}" for number in range(100))
    pieces = word_difference(words, f"{words} akhir")
    assert [piece.kind for piece in pieces] == ["gap", "same", "ins"]
    assert pieces[1].text.split() == [f"kata{number}" for number in range(88, 100)]


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_a_difference_holds_both_texts(before: str, after: str) -> None:
    pieces: list[Piece] = word_difference(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "ins") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "del") == after


def test_a_person_of_the_trail_may_be_gone(agency: Agency) -> None:
    author = make_person("Siti Contoh")
    trail.append("test.change", subject=agency, by=author, now=NOW)
    User.objects.all().delete()
    assert history([agency], None).entries[0].who == "Siti Contoh"
    assert AuditEntry.objects.count() == 1


def test_few_words_many_times_over_keep_no_machine_busy() -> None:
    found = word_difference("a b " * 450, "c a " * 450 + "d")
    assert "".join(piece.text for piece in found if piece.kind == "ins").endswith("d")
