"""Rulebooks written by clicking: begun from another one, changed screen by screen, published, never lost."""

from __future__ import annotations

import tomllib
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.competitions import NOW
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.actions import begin_draft, publish_draft, save_draft
from tular.features.competitions.forms.drafting.fields import MomentWidget
from tular.features.competitions.forms.drafting.places import PlaceForm
from tular.features.competitions.models import RulebookDraft
from tular.features.competitions.queries.drafting.places import place_of
from tular.features.competitions.queries.drafting.reading import rules_of_draft, table_of
from tular.features.competitions.queries.drafting.screens import BY_CODE
from tular.features.competitions.queries.drafting.writing import parsed, written
from tular.features.competitions.queries.drafts import text_of
from tular.features.competitions.queries.rulebook import versions_to_choose
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.rulebooks.models import RulebookVersion

READY = "kompetisi-daerah"
RULEBOOKS = Path(__file__).parents[3] / "rulebooks" / "competitions"


@pytest.fixture
def draft(sidoarjo: Agency, admin: User) -> RulebookDraft:
    """A clone of the ready-made regional competition, of Sidoarjo."""
    return begun(sidoarjo, admin)


def begun(agency: Agency, by: User, source: str = READY, **fields: Any) -> RulebookDraft:
    asked = {"identity": "lomba-sidoarjo-2027", "title": "Lomba Sidoarjo 2027", "year": 2027} | fields
    text = text_of(source, by) if source else ""
    return begin_draft(agency, source=text, by=by, now=NOW, **asked)


def path(draft: RulebookDraft, *parts: str) -> str:
    return "/".join(("/aturan/rancangan", draft.identity, *parts))


def form_at(browser: Client, address: str) -> dict[str, Any]:
    """What a browser would send from this page without anything changed."""
    page = browser.get(address)
    assert page.status_code == 200
    return {"sidik": page.context["place"].fingerprint} | posted_by(page.context["form"])


def posted_by(form: PlaceForm) -> dict[str, Any]:
    posted: dict[str, Any] = {"baris": len(form.prefixes)}
    for bound in form.form:
        value, widget = bound.value(), bound.field.widget
        if isinstance(widget, MomentWidget):
            for number, part in enumerate(widget.decompress(value)):
                posted[f"{bound.html_name}_{number}"] = part
        elif value not in (None, False):
            posted[bound.html_name] = value
    return posted


# ------------------------------------------------------------------ beginning


def test_a_clone_gets_a_new_name_and_organiser_and_can_be_published(draft: RulebookDraft) -> None:
    table = table_of(draft)
    assert {key: table[key] for key in ("id", "title", "series", "scope", "year", "organiser", "cloned_from")} == {
        "id": "lomba-sidoarjo-2027", "title": "Lomba Sidoarjo 2027", "series": "lomba-sidoarjo", "scope": "regional",
        "year": 2027, "organiser": "Pemerintah Kabupaten Sidoarjo", "cloned_from": READY,
    }  # fmt: skip
    assert rules_of_draft(draft).can_be_opened
    assert "# Kompetisi tingkat daerah yang siap dibuka" in draft.text


def test_a_clone_leaves_dates_and_history_behind(sidoarjo: Agency, admin: User) -> None:
    table = table_of(begun(sidoarjo, admin, "kipp-2023"))
    assert "statistics" not in table
    assert "closes" not in table["submission"]
    assert table["submission"]["set_when_opening"] is True
    assert [stage["id"] for stage in table["stages"] if "window" in stage] == []


def test_a_draft_from_nothing_says_all_that_is_missing(sidoarjo: Agency, admin: User) -> None:
    draft = begun(sidoarjo, admin, "")
    page = unescape(signed_in(admin).get(path(draft)).content.decode())
    assert "2 hal perlu dilengkapi" in page
    assert f'href="{path(draft, "tahap")}">Tahap belum ditetapkan' in page


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"identity": "kipp-2023"}, "identity"), ({"identity": "Lomba Kota"}, "identity"),
     ({"identity": "baru"}, "identity"), ({"title": " "}, "title"), ({"year": 27}, "year")],
)  # fmt: skip
def test_a_draft_needs_a_free_id_a_title_and_a_year(
    sidoarjo: Agency, admin: User, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        begun(sidoarjo, admin, **fields)
    assert [reason.field for reason in refusal.value.reasons] == [field]
    assert not RulebookDraft.objects.exists()


def test_a_draft_is_begun_by_clicking(sidoarjo: Agency, admin: User) -> None:
    browser = signed_in(admin)
    assert "Gandakan dan ubah" in browser.get(f"/aturan/{READY}").content.decode()
    page = browser.get(f"/aturan/rancangan/baru?dari={READY}").content.decode()
    assert f'<option value="{READY}" selected>' in page
    posted = {"dari": READY, "instansi": sidoarjo.pk, "judul": "Lomba", "tahun": "2027", "kode": "kipp-2023"}
    refused = browser.post("/aturan/rancangan/baru", posted)
    assert "Kode kipp-2023 sudah dipakai" in refused.content.decode()
    done = browser.post("/aturan/rancangan/baru", posted | {"kode": "lomba-2027"}, follow=True)
    assert done.redirect_chain[-1][0] == "/aturan/rancangan/lomba-2027"
    assert "lomba-2027" in browser.get("/aturan/rancangan").content.decode()


def test_only_the_organisers_people_see_a_draft(draft: RulebookDraft, upp: User, rival: User, hub_admin: User) -> None:
    for person in (upp, rival, hub_admin):
        assert signed_in(person).get(path(draft)).status_code == 404
        assert signed_in(person).get(path(draft, "kelompok")).status_code == 404
        with pytest.raises(Denied):
            save_draft(draft, text=draft.text + "# x", seen_saves=0, by=person, now=NOW)
    assert signed_in(upp).get("/aturan/rancangan").status_code == 403
    assert "Gandakan dan ubah" not in signed_in(upp).get(f"/aturan/{READY}").content.decode()


# ------------------------------------------------------------------ screens


def test_every_screen_opens(draft: RulebookDraft, admin: User) -> None:
    browser = signed_in(admin)
    for code in BY_CODE:
        assert browser.get(path(draft, code)).status_code == 200


@pytest.mark.parametrize("file", sorted(RULEBOOKS.glob("*[0-9a-z].toml")), ids=lambda file: file.stem)
def test_no_place_of_a_shipped_rulebook_changes_when_it_is_saved_as_it_is(file: Path) -> None:
    if file.name.endswith(".cases.toml"):
        return
    text = tomlkit.dumps(parsed(file.read_text(encoding="utf-8")))
    table = tomllib.loads(text)
    assert table == tomllib.loads(file.read_text(encoding="utf-8"))
    waiting = [(code, ()) for code in BY_CODE]
    while waiting:
        code, way = waiting.pop()
        place = place_of(table, code, way)
        assert place is not None
        blank = PlaceForm(place, table)
        posted = QueryDict(mutable=True)
        for name, value in posted_by(blank).items():
            posted.setlist(name, value if isinstance(value, list) else [str(value)])
        typed = PlaceForm(place, table, posted).read()
        assert typed is not None
        assert (typed.values, [row.values for row in typed.rows or [] if row.values]) == ({}, [])
        if not way:
            assert written(text, place, typed) == text
        waiting += [(code, (*way, str(number))) for number, _row in enumerate(place.rows or [], start=1)]
        waiting += [(code, (*way, name)) for name in place.tables]


def test_words_numbers_choices_and_moments_are_written(draft: RulebookDraft, admin: User) -> None:
    browser = signed_in(admin)

    def save(screen: str, **changes: Any) -> None:
        posted = form_at(browser, path(draft, screen)) | changes
        answer = browser.post(path(draft, screen), posted)
        assert answer.status_code == 302, unescape(answer.content.decode())

    save("kepala", **{"f-theme": "Melayani\r\nlebih dekat", "f-edition": "3", "f-unknown": "hadiah\r\n\r\njuri"})
    save("peserta", **{"f-agency_types": ["kota", "kabupaten"]})
    save("kuota", **{"f-kota": "4", "f-source": "SK 12/2027"})
    save("pengajuan", **{"f-set_when_opening": "", "f-closes_0": "2027-03-31T16:00", "f-closes_1": "Asia/Makassar"})
    save("tahap/2", **{"f-passing_grade": "72,5", "f-scale": "0 10", "f-disagreement.gap": "2"})
    table = table_of(RulebookDraft.objects.get())
    assert (table["theme"], table["edition"], table["unknown"]) == ("Melayani\nlebih dekat", 3, ["hadiah", "juri"])
    assert table["participants"]["agency_types"] == ["kabupaten", "kota"] or table["participants"]["agency_types"] == [
        "kota", "kabupaten",
    ]  # fmt: skip
    assert table["quota"] == {"kota": 4, "source": "SK 12/2027", "confidence": "certain"}
    assert table["submission"]["closes"].isoformat() == "2027-03-31T16:00:00+08:00"
    assert (table["stages"][1]["passing_grade"], table["stages"][1]["scale"]) == (72.5, [0, 10])
    assert table["stages"][1]["disagreement"]["gap"] == 2
    assert "passing_grade = 72.5" in RulebookDraft.objects.get().text


def test_rows_are_added_renamed_moved_and_removed(draft: RulebookDraft, admin: User) -> None:
    browser = signed_in(admin)
    address = path(draft, "formulir")
    posted = form_at(browser, address)
    posted |= {"r6-label": "Biaya & waktu", "r6-max_words": "150", "r1-hapus": "on", "r0-label": "Ringkasan singkat",
               "r5-urutan": "1"}  # fmt: skip
    assert browser.post(address, posted).status_code == 302
    sections = table_of(RulebookDraft.objects.get())["form"]["sections"]
    assert [one["id"] for one in sections] == [
        "keberlanjutan", "ringkasan", "kebaruan", "dampak", "penularan", "biaya_waktu",
    ]  # fmt: skip
    assert (sections[1]["label"], sections[5]["max_words"]) == ("Ringkasan singkat", 150)
    assert [part["id"] for part in sections[4]["parts"]] == ["sudah_ditiru", "langkah_meniru"]
    deeper = path(draft, "formulir/5")
    assert browser.post(deeper, form_at(browser, deeper) | {"r2-label": "Biaya meniru"}).status_code == 302
    parts = table_of(RulebookDraft.objects.get())["form"]["sections"][4]["parts"]
    assert [part["id"] for part in parts] == ["sudah_ditiru", "langkah_meniru", "biaya_meniru"]


def test_a_set_of_criteria_and_a_form_of_a_group_are_added(draft: RulebookDraft, admin: User) -> None:
    browser = signed_in(admin)
    for screen, name in (("kriteria", "akhir"), ("formulir", "umum_extra")):
        address = path(draft, screen)
        assert browser.post(address, form_at(browser, address) | {"tabel-baru": name}).status_code == 302
    table = table_of(RulebookDraft.objects.get())
    assert table["criteria"]["akhir"]["items"] == [{"id": "kriteria_1", "label": "Kriteria 1"}]
    assert table["form"]["umum_extra"] == {"sections": []}
    address = path(draft, "kriteria/akhir")
    assert (
        browser.post(address, form_at(browser, address) | {"r0-weight": "100", "f-scale": "0 100"}).status_code == 302
    )
    address = path(draft, "formulir")
    assert browser.post(address, form_at(browser, address) | {"tabel-hapus": ["umum_extra"]}).status_code == 302
    assert "umum_extra" not in table_of(RulebookDraft.objects.get())["form"]


def test_rules_that_would_contradict_themselves_are_refused_at_their_field(draft: RulebookDraft, admin: User) -> None:
    browser = signed_in(admin)
    address = path(draft, "kelompok")
    answer = browser.post(address, form_at(browser, address) | {"r0-quota_per_agency": "0", "r1-label": "Meniru"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "groups[1].quota_per_agency: harus bilangan bulat mulai 1" in page
    assert 'href="#id_r0-quota_per_agency"' in page
    assert 'value="Meniru"' in page
    refused = browser.post(address, form_at(browser, address) | {"r1-hapus": "on"})
    assert 'kelompok "replikasi" tidak ada; yang ada: umum' in unescape(refused.content.decode())
    assert RulebookDraft.objects.get().text == draft.text


def test_what_is_no_number_is_told_at_its_field_and_kept(draft: RulebookDraft, admin: User) -> None:
    browser = signed_in(admin)
    address = path(draft, "kelompok")
    answer = browser.post(address, form_at(browser, address) | {"r0-min_age_months": "dua belas", "r1-label": "Meniru"})
    page = unescape(answer.content.decode())
    assert (answer.status_code, "Tulis bilangan bulat" in page) == (409, True)
    assert 'value="dua belas"' in page and 'value="Meniru"' in page


def test_what_has_no_form_is_left_alone_and_said_so(sidoarjo: Agency, admin: User) -> None:
    draft = begun(sidoarjo, admin)
    shortlist = 'actor = "sekretariat"\nshortlist = { times = 2, of = "penetapan" }'
    text = draft.text.replace('actor = "sekretariat"', shortlist, 1)
    draft = save_draft(draft, text=text, seen_saves=0, by=admin, now=NOW)
    browser = signed_in(admin)
    address = path(draft, "tahap/1")
    page = browser.get(address).content.decode()
    assert "Ditulis dengan cara yang tidak punya formulir: Yang lanjut, seluruhnya" in page
    assert browser.post(address, form_at(browser, address) | {"f-label": "Administrasi"}).status_code == 302
    stage = table_of(RulebookDraft.objects.get())["stages"][0]
    assert (stage["label"], stage["shortlist"]) == ("Administrasi", {"times": 2, "of": "penetapan"})


@pytest.mark.parametrize("way", ["lain", "kelompok/9", "kelompok/0", "kelompok/umum", "formulir/umum", "kepala/1"])
def test_places_that_do_not_exist_are_not_found(draft: RulebookDraft, admin: User, way: str) -> None:
    assert signed_in(admin).get(path(draft, way)).status_code == 404


# ------------------------------------------------------------------ two people


def test_two_people_on_different_screens_do_not_disturb_each_other(draft: RulebookDraft, admin: User) -> None:
    browser = signed_in(admin)
    awards, groups = path(draft, "penghargaan"), path(draft, "kelompok")
    first, second = form_at(browser, awards), form_at(browser, groups)
    assert browser.post(awards, first | {"r0-count": "30"}).status_code == 302
    assert browser.post(groups, second | {"r0-min_age_months": "18"}).status_code == 302
    table = table_of(RulebookDraft.objects.get())
    assert (table["awards"][0]["count"], table["groups"][0]["min_age_months"]) == (30, 18)


def test_who_saves_second_on_one_screen_sees_both_and_decides(draft: RulebookDraft, admin: User) -> None:
    browser = signed_in(admin)
    address = path(draft, "kelompok")
    first, second = form_at(browser, address), form_at(browser, address)
    browser.post(address, first | {"r0-hapus": "", "r0-label": "Umum (A)", "r2-label": "Khusus"})
    answer = browser.post(address, second | {"r0-label": "Umum (B)"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Admin Sidoarjo menyimpan bagian ini sesudah Anda membukanya." in page
    assert "Nama: Umum (A)" in page and 'value="Umum (B)"' in page
    again = second | {"r0-label": "Umum (B)", "sidik": answer.context["place"].fingerprint}
    assert browser.post(address, again).status_code == 302
    groups = table_of(RulebookDraft.objects.get())["groups"]
    assert [group["label"] for group in groups] == ["Umum (B)", "Kelompok Replikasi", "Khusus"]


def test_the_whole_text_shows_both_when_somebody_saved_before(draft: RulebookDraft, admin: User) -> None:
    browser = signed_in(admin)
    address = path(draft, "teks")
    mine, theirs = draft.text + "# punya saya\n", draft.text + "# punya dia\n"
    assert browser.post(address, {"teks": theirs, "simpanan": "0"}).status_code == 302
    answer = browser.post(address, {"teks": mine.replace("\n", "\r\n"), "simpanan": "0"})
    page = answer.content.decode()
    assert (answer.status_code, "# punya saya" in page, "# punya dia" in page) == (409, True, True)
    assert RulebookDraft.objects.get().text == theirs


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "umum"', 'id = "umum', "lomba-sidoarjo-2027.toml: baris "),
        ('id = "lomba-sidoarjo-2027"', 'id = "kipp-2023"', 'id: harus tetap "lomba-sidoarjo-2027"'),
        ('scope = "regional"', 'scope = "national"', "scope: harus salah satu dari regional, agency"),
        ("weight = 30", 'weight = "30"', 'criteria.proposal.items[4].weight: harus angka, bukan teks "30"'),
        ('kind = "checklist"', 'kind = "undian"', 'stages[1].kind: "undian" tidak dikenal'),
    ],
)
def test_a_broken_text_is_refused_with_the_place_and_stays_on_the_page(
    draft: RulebookDraft, admin: User, old: str, new: str, told: str
) -> None:
    text = draft.text.replace(old, new, 1)
    assert text != draft.text
    answer = signed_in(admin).post(path(draft, "teks"), {"teks": text, "simpanan": "0"})
    page = unescape(answer.content.decode())
    assert (answer.status_code, told in page, new in page) == (409, True, True)
    assert RulebookDraft.objects.get().text == draft.text


# ------------------------------------------------------------------ publishing


@pytest.mark.parametrize("wrong", ["a/b", "dua kata", "x" * 81, "é"])
@pytest.mark.parametrize("table", ["groups", "stages", "attachments", "form.sections"])
def test_ids_that_fit_in_no_address_or_column_are_refused(
    draft: RulebookDraft, admin: User, table: str, wrong: str
) -> None:
    document: Any = tomlkit.parse(draft.text)
    rows: Any = document
    for key in table.split("."):
        rows = rows[key]
    rows[0]["id"] = wrong
    with pytest.raises(Refused, match=r"tulis huruf tanpa aksen|tidak ada"):
        save_draft(draft, text=tomlkit.dumps(document), seen_saves=draft.saves, by=admin, now=NOW)


def test_a_text_that_would_stall_the_page_is_refused_in_a_sentence(draft: RulebookDraft, admin: User) -> None:
    for line, said in (("n = " + "9" * 5000, "angka terlalu panjang"), ("n = " + "[" * 900 + "]" * 900, "bersarang")):
        posted = {"teks": f"{line}\n{draft.text}", "simpanan": draft.saves}
        answer = signed_in(admin).post(path(draft, "teks"), posted)
        assert answer.status_code == 409 and said in unescape(answer.content.decode())


def test_a_text_that_the_editor_would_take_minutes_for_is_changed_as_a_whole_only(
    draft: RulebookDraft, admin: User
) -> None:
    long = "\n".join("a." * 20 + f"k{number} = 1" for number in range(2000))
    save_draft(draft, text=f"{long}\n{draft.text}", seen_saves=draft.saves, by=admin, now=NOW)
    browser = signed_in(admin)
    address = path(draft, "formulir")
    answer = browser.post(address, form_at(browser, address) | {"r0-label": "Ringkasan singkat"})
    assert answer.status_code == 409 and "teks lengkap" in answer.content.decode()


def test_a_complete_draft_is_published_and_corrected_with_a_note(draft: RulebookDraft, admin: User) -> None:
    browser = signed_in(admin)
    asked = browser.get(path(draft, "terbitkan")).content.decode()
    assert "sebagai versi 1?" in asked
    done = browser.post(path(draft, "terbitkan"), {}, follow=True)
    assert done.redirect_chain[-1][0] == "/aturan/lomba-sidoarjo-2027/v/1"
    assert "Lomba Sidoarjo 2027" in Client().get("/aturan").content.decode()
    assert "Sama dengan versi 1 yang terbit" in browser.get(path(draft)).content.decode()
    with pytest.raises(Refused, match="sudah terbit"):
        publish_draft(draft, by=admin, now=NOW, reason="lagi")
    browser.post(path(draft, "kelompok"), form_at(browser, path(draft, "kelompok")) | {"r0-min_age_months": "24"})
    assert "Tulis alasannya" in browser.post(path(draft, "terbitkan"), {"alasan": ""}).content.decode()
    browser.post(path(draft, "terbitkan"), {"alasan": "Umur menurut SK."})
    rows = RulebookVersion.objects.order_by("number")
    assert [(row.number, row.note, row.published_by) for row in rows] == [
        (1, "", admin), (2, "Umur menurut SK.", admin),
    ]  # fmt: skip


def test_a_draft_with_gaps_that_matter_is_not_published(sidoarjo: Agency, admin: User) -> None:
    draft = begun(sidoarjo, admin, "kipp-2023")
    page = signed_in(admin).post(path(draft, "terbitkan"), {}).content.decode()
    assert "Lengkapi dulu: isian belum ditetapkan untuk khusus; skala nilai belum diketahui" in page
    assert not RulebookVersion.objects.exists()


def test_a_draft_is_discarded_after_asking_and_its_versions_stay(draft: RulebookDraft, admin: User) -> None:
    publish_draft(draft, by=admin, now=NOW)
    browser = signed_in(admin)
    assert "tidak dapat dikembalikan" in browser.get(path(draft, "hapus")).content.decode()
    browser.post(path(draft, "hapus"), {})
    assert (RulebookDraft.objects.count(), RulebookVersion.objects.count()) == (0, 1)


def test_an_agency_writes_rules_for_its_own_preselection(sidoarjo: Agency, admin: User) -> None:
    draft = begun(sidoarjo, admin, "pilihan-instansi", identity="pilihan-sidoarjo")
    rules = rules_of_draft(draft)
    assert (rules.book.scope, rules.is_preselection, rules.can_be_opened) == ("agency", True, True)
    publish_draft(draft, by=admin, now=NOW)
    publish_draft(begun(sidoarjo, admin), by=admin, now=NOW)
    # Nobody enters a competition under the rules of a choice inside an agency.
    assert [one.identity for one in versions_to_choose()] == ["lomba-sidoarjo-2027"]


def test_the_draft_can_be_read_in_words(draft: RulebookDraft, admin: User) -> None:
    page = signed_in(admin).get(path(draft, "baca")).content.decode()
    assert ("Kembali ke rancangan" in page, "Kelompok Replikasi" in page) == (True, True)


def test_the_list_asks_the_database_as_often_for_one_draft_as_for_many(sidoarjo: Agency, admin: User) -> None:
    browser = signed_in(admin)
    begun(sidoarjo, admin)
    with CaptureQueriesContext(connection) as one:
        browser.get("/aturan/rancangan")
    for number in range(3):
        begun(sidoarjo, admin, identity=f"lain-{number}")
    with CaptureQueriesContext(connection) as many:
        browser.get("/aturan/rancangan")
    assert len(one) == len(many)
