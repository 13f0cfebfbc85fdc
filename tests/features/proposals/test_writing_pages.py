"""The pages of who writes a proposal: list, beginning, editor, files, team, remarks, preview, history."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.factories.competitions import RULEBOOK, make_competition, make_proposal, make_rulebook
from tests.people import agency, make_member, make_person, make_unit, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.models import Innovation
from tular.features.competitions.models import Competition, Window
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.models import Proposal, ProposalFile, SectionSave, TeamMember
from tular.features.proposals.queries.editor import lines_of
from tular.features.proposals.queries.form import form_of
from tular.features.proposals.queries.waiting import desk_items
from tular.foundation.access.carrying import Posted
from tular.foundation.access.telling import told
from tular.foundation.files.models import StoredFile
from tular.foundation.files.sniffing import is_locked
from tular.foundation.notifications.models import Notice

PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\n0000000000 65535 f\ntrailer\n<< /Size 1 >>\n"
    b"startxref\n45\n%%EOF\n"
)


@pytest.fixture
def contest(sidoarjo: Agency) -> Competition:
    """Open now: pages go by the clock."""
    return make_competition(agency("pemprov-jawa-timur"), closes=timezone.now() + timedelta(days=5))


@pytest.fixture
def draft(contest: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User) -> Proposal:
    return make_proposal(contest, sidoarjo, unit=unit, by=upp)


def docx() -> bytes:
    """The least that passes for a document of Word."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("word/document.xml", "<a/>")
    return made.getvalue()


def edit_path(proposal: Proposal, section: str = "ringkasan") -> str:
    return f"/proposal/{proposal.code}/sunting/{section}"


def autosave(client: Client, proposal: Proposal, section: str = "ringkasan", **fields: Any) -> Any:
    return client.post(edit_path(proposal, section), {"otomatis": "1", "dasar": "0"} | fields)


PATHS = [
    *("", "/pratinjau", "/riwayat", "/sunting/_umum", "/sunting/ringkasan", "/sunting/dampak", "/sunting/_hasil"),
    "/sunting/_lampiran",
]


def test_its_own_people_find_it(draft: Proposal, upp: User, unit_admin: User, admin: User) -> None:
    for path in PATHS:
        for person in (upp, unit_admin, admin):
            assert signed_in(person).get(f"/proposal/{draft.code}{path}").status_code == 200, path


def test_nobody_else_finds_it(
    draft: Proposal, colleague: User, rival: User, outsider: User, hub_admin: User, member: User, client: Client
) -> None:
    for path in PATHS:
        address = f"/proposal/{draft.code}{path}"
        for person in (colleague, rival, outsider, hub_admin, member):
            assert signed_in(person).get(address).status_code == 404, address
        assert client.get(address).status_code == 302
    for person in (colleague, rival):
        assert draft.title not in signed_in(person).get("/proposal").text
        assert autosave(signed_in(person), draft, **{"teks-ringkasan": "x"}).status_code == 404


def test_the_organiser_never_sees_a_draft(contest: Competition, draft: Proposal) -> None:
    organiser = make_member(Role.AGENCY, contest.organiser).person
    assert signed_in(organiser).get(f"/proposal/{draft.code}").status_code == 404


def test_the_list_tells_where_each_stands(draft: Proposal, upp: User, admin: User) -> None:
    Proposal.objects.filter(pk=draft.pk).update(obstacles=3)
    for person in (upp, admin):
        page = signed_in(person).get("/proposal").text
        assert "Posyandu Terapung" in page and "Kurang 3 hal" in page and "Giliran unit" in page
        assert "5 hari lagi" in page
    assert "Tidak ada proposal yang cocok" in signed_in(upp).get("/proposal?keadaan=diajukan").text


def test_lists_and_editors_ask_the_same_number_of_questions(
    draft: Proposal, contest: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User,
    django_assert_num_queries: Any, django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    client = signed_in(upp)
    with django_assert_max_num_queries(14) as counted:
        client.get("/proposal")
    for _number in range(12):
        make_proposal(contest, sidoarjo, unit=unit, by=upp)
    with django_assert_num_queries(len(counted)):
        client.get("/proposal")
    autosave(client, draft, **{"teks-ringkasan": "Satu."})
    with django_assert_max_num_queries(12):  # two of them mark the transaction of the test
        autosave(client, draft, **{"teks-ringkasan": "Satu dua.", "dasar": "1"})


def test_the_pages_of_one_ask_the_same_number_of_questions_however_much_belongs_to_it(
    draft: Proposal, upp: User, admin: User, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(upp)
    paths = [
        f"/proposal/{draft.code}",
        f"/proposal/{draft.code}/pratinjau",
        edit_path(draft),
        edit_path(draft, "_umum"),
    ]
    counts = []
    for path in paths:
        with django_assert_max_num_queries(75) as counted:
            client.get(path)
        counts.append(len(counted))
    for number in range(6):
        draft.comments.create(section="ringkasan", text=f"Komentar {number}", by=admin, at=timezone.now())
        draft.team.create(person=make_person(f"Rekan {number}"), since=timezone.now())
    for path, count in zip(paths, counts, strict=True):
        with django_assert_num_queries(count):
            client.get(path)


def test_a_proposal_begins_by_clicking(contest: Competition, sidoarjo: Agency, unit: ServiceUnit, upp: User) -> None:
    client = signed_in(upp)
    record = Innovation.objects.filter(agency=sidoarjo).order_by("pk").first()
    assert record is not None
    assert contest.title in client.get("/proposal/baru").text
    page = client.get(f"/proposal/baru?kompetisi={contest.slug}")
    assert record.title in page.text
    path = f"/proposal/baru?kompetisi={contest.slug}"
    near = client.post(path, {"place": f"u{unit.pk}", "title": record.title.upper()})
    assert "Apakah ini inovasi yang sama?" in near.text
    made = client.post(path, {"place": f"u{unit.pk}", "title": record.title, "beda": "1", "sekali": "a"})
    assert made.status_code == 302
    again = client.post(path, {"place": f"u{unit.pk}", "title": record.title, "beda": "1", "sekali": "a"})
    assert again.headers["Location"] == made.headers["Location"], "a double click begins one"
    chosen = client.post(path, {"place": f"u{unit.pk}", "inovasi": record.code})
    assert chosen.status_code == 302
    assert "sudah memiliki proposal" in client.post(path, {"place": f"u{unit.pk}", "inovasi": record.code}).text
    assert "sudah ada proposalnya" in client.get(path).text


def test_who_belongs_nowhere_is_told_the_way(contest: Competition, member: User) -> None:
    assert "Anda belum dapat memulai proposal" in signed_in(member).get(f"/proposal/baru?kompetisi={contest.slug}").text
    assert "Belum ada proposal" in signed_in(member).get("/proposal").text


def test_autosave_answers_with_number_and_time_and_keeps_what_word_left_out(draft: Proposal, upp: User) -> None:
    client = signed_in(upp)
    pasted = "Se\u00adbelum\u200b\r\n\x00\x0b• satu\r\n<w:p>dua</w:p>"
    told = autosave(client, draft, **{"teks-ringkasan": pasted}).json()
    assert told["version"] == 1 and told["text"].startswith("Tersimpan ")
    assert Proposal.objects.get(pk=draft.pk).content["ringkasan"]["ringkasan"] == "Sebelum\n\n• satu\n<w:p>dua</w:p>"
    assert "&lt;w:p&gt;" in client.get(edit_path(draft)).text


def test_two_people_meet_side_by_side(draft: Proposal, upp: User, unit_admin: User) -> None:
    autosave(signed_in(upp), draft, **{"teks-ringkasan": "Pertama."})
    met = autosave(signed_in(unit_admin), draft, **{"teks-ringkasan": "Kedua."})
    assert (met.status_code, met.json()["address"]) == (409, f"{edit_path(draft)}?banding=1")
    page = signed_in(unit_admin).get(met.json()["address"]).text
    assert "Pertama." in page and "Kedua." in page
    assert "Ada tulisan Anda" in signed_in(unit_admin).get(edit_path(draft)).text
    done = signed_in(unit_admin).post(edit_path(draft), {"dasar": "1", "teks-ringkasan": "Pertama dan kedua."})
    assert done.status_code == 302
    assert "Ada tulisan Anda" not in signed_in(unit_admin).get(edit_path(draft)).text
    assert Proposal.objects.get(pk=draft.pk).content["ringkasan"] == {"ringkasan": "Pertama dan kedua."}
    past = signed_in(upp).get(f"/proposal/{draft.code}/riwayat").text
    assert "disimpan di samping" in past
    save = SectionSave.objects.order_by("pk").first()
    assert save is not None
    assert "Pertama." in signed_in(upp).get(f"/proposal/{draft.code}/riwayat/{save.pk}").text


def test_a_form_left_open_over_the_deadline_is_kept_and_told(draft: Proposal, contest: Competition, upp: User) -> None:
    Window.objects.filter(competition=contest).update(closes_at=timezone.now() - timedelta(minutes=1))
    told = autosave(signed_in(upp), draft, **{"teks-ringkasan": "Ditulis lewat tengah malam."})
    assert told.status_code == 200
    assert "tidak dapat diajukan lagi" in told.json()["text"]
    page = signed_in(upp).get(edit_path(draft)).text
    assert "Ditulis lewat tengah malam." in page and "Masa pengajuan sudah berakhir" in page


def test_over_the_limit_is_said_and_never_cut(draft: Proposal, upp: User) -> None:
    text = "kata " * 230
    done = signed_in(upp).post(edit_path(draft), {"dasar": "0", "teks-ringkasan": text, "lanjut": "1"}, follow=True)
    assert done.redirect_chain[-1][0] == edit_path(draft, "dampak")
    page = signed_in(upp).get(edit_path(draft)).text
    assert "230 kata, 30 lebih banyak daripada 200" in page
    assert Proposal.objects.get(pk=draft.pk).content["ringkasan"]["ringkasan"] == text.strip()


def test_handed_over_the_unit_reads_and_the_local_admin_writes(draft: Proposal, upp: User, admin: User) -> None:
    Proposal.objects.filter(pk=draft.pk).update(state=ProposalState.WITH_ADMIN)
    refused = autosave(signed_in(upp), draft, **{"teks-ringkasan": "x"})
    assert refused.status_code == 422 and "sedang di admin lokal" in refused.json()["text"]
    assert autosave(signed_in(admin), draft, **{"teks-ringkasan": "x"}).status_code == 200


def test_before_and_after_grow_and_shrink_without_script(draft: Proposal, upp: User) -> None:
    client = signed_in(upp)
    row = {"baris-0-indicator": "Kunjungan", "baris-0-before": "40", "baris-0-after": "85,5", "jumlah": "1"}
    client.post(edit_path(draft, "_hasil"), row | {"dasar": "0", "tambah": "1"})
    page = client.get(edit_path(draft, "_hasil")).text
    assert 'value="85,5"' in page and 'name="baris-1-indicator"' in page
    both = row | {"jumlah": "2", "baris-1-indicator": "Rujukan", "baris-0-hapus": "1", "dasar": "1"}
    client.post(edit_path(draft, "_hasil"), both)
    rows = Proposal.objects.get(pk=draft.pk).content["_hasil"]["rows"]
    assert [one["indicator"] for one in rows] == ["Rujukan"]


def test_the_group_decides_what_is_asked_and_nothing_written_is_lost(sidoarjo: Agency, upp: User, unit: Any) -> None:
    text = RULEBOOK + '\n[form.replikasi]\nsections = [{ id = "asal", label = "Asal inovasi", max_words = 50 }]\n'
    book = make_rulebook(text.replace('"lomba-uji"', '"lomba-dua-formulir"'), identity="lomba-dua-formulir")
    contest = make_competition(agency("pemprov-jawa-timur"), rulebook=book, closes=timezone.now() + timedelta(days=3))
    draft = make_proposal(contest, sidoarjo, unit=unit, by=upp)
    client = signed_in(upp)
    told = autosave(client, draft, "_umum", kelompok="replikasi", judul="Tiru", dasar="0").json()
    assert told["reload"] is True
    page = client.get(f"/proposal/{draft.code}").text
    assert "Asal inovasi" in page and "/sunting/ringkasan" not in page
    kept = client.get(edit_path(draft)).text
    assert "tidak diminta untuk kelompok" in kept and "Posyandu di atas perahu" in kept
    assert autosave(client, draft, **{"teks-ringkasan": "Masih dapat disimpan."}).status_code == 200
    assert "Inovasi yang ditiru" in client.get(edit_path(draft, "_umum")).text


def test_the_texts_of_the_record_are_offered_and_added_only_when_asked(
    draft: Proposal, sidoarjo: Agency, upp: User
) -> None:
    record = Innovation.objects.filter(agency=sidoarjo).order_by("pk").first()
    assert record is not None
    Innovation.objects.filter(pk=record.pk).update(summary="Kapal menjemput balita.")
    Proposal.objects.filter(pk=draft.pk).update(innovation=record)
    client = signed_in(upp)
    page = client.get(edit_path(draft)).text
    assert "Pakai teks ini" in page
    client.post(edit_path(draft), {"dasar": "0", "teks-ringkasan": "Milik saya.", "pakai": "ringkasan:summary"})
    text = Proposal.objects.get(pk=draft.pk).content["ringkasan"]["ringkasan"]
    assert text == "Milik saya.\n\nKapal menjemput balita."


def test_files_lie_in_their_places_under_their_own_rules(draft: Proposal, upp: User, admin: User, rival: User) -> None:
    client, path = signed_in(upp), edit_path(draft, "_lampiran")

    def send(name: str, content: bytes) -> Any:
        return client.post(path, {"dasar": "0", "berkas-pernyataan": SimpleUploadedFile(name, content)})

    assert "sebenarnya program" in send("surat.pdf", b"MZ" + b"\0" * 600).text
    assert "Surat pernyataan harus berupa PDF" in send("foto.docx", docx()).text
    assert "paling besar 2 MiB" in send("besar.pdf", PDF + b" " * 2_200_000).text
    assert "dikunci" in send("kunci.pdf", PDF.replace(b"/Size 1", b"/Size 1 /Encrypt 5 0 R")).text
    assert not ProposalFile.objects.exists()
    assert send("surat.pdf", PDF).status_code == 302
    held = ProposalFile.objects.get()
    assert (held.attachment, held.by) == ("pernyataan", upp)
    assert "surat.pdf" in client.get(path).text
    address = f"/berkas/{held.file_id}/surat.pdf"
    assert [signed_in(one).head(address).status_code for one in (upp, admin, rival)] == [200, 200, 404]
    send("surat-baru.pdf", PDF + b"\n")
    assert ProposalFile.objects.filter(removed_at=None).get().file.name == "surat-baru.pdf"
    # A page that was opened before still names the old file, and must not bring it back.
    client.post(path, {"dasar": "0", "otomatis": "1", "berkas-pernyataan-id": str(held.file_id)})
    assert ProposalFile.objects.filter(removed_at=None).get().file.name == "surat-baru.pdf"
    client.post(path, {"dasar": "0", "berkas-pernyataan-hapus": "1"})
    assert not ProposalFile.objects.filter(removed_at=None).exists()
    assert ProposalFile.objects.count() == 2, "what lay there stays on record"


def test_three_hundred_megabytes_are_refused_before_they_are_sent(draft: Proposal, upp: User) -> None:
    sent = {"purpose": "proposals.attachment", "name": "video.pdf", "size": "300000000"}
    answer = signed_in(upp).post("/berkas/unggah", sent)
    assert answer.status_code == 422
    assert "300,0\u00a0MB, paling besar 50,0\u00a0MB" in answer.json()["error"]
    assert not StoredFile.objects.filter(purpose="proposals.attachment").exists()


@pytest.mark.parametrize(
    ("end", "locked"),
    [
        (b"xref\n0 1\ntrailer\n<< /Size 1 /Encrypt 5 0 R >>\nstartxref\n%d\n%%%%EOF", True),
        (b"9 0 obj\n<< /Type /XRef /Encrypt 5 0 R >>\nstream\n...\nendstream\nstartxref\n%d\n%%%%EOF", True),
        (b"xref\n0 1\ntrailer\n<< /Size 1 /EncryptMetadata false >>\nstartxref\n%d\n%%%%EOF", False),
        (b"9 0 obj\n<< /Type /XRef >>\nstream\n/Encrypt\nendstream\nstartxref\n%d\n%%%%EOF", False),
        (b"/Encrypt, a word in a text, and no table at all", False),
        (b"startxref\n99999999999\n%%%%EOF %d", False),
    ],
)
def test_a_locked_pdf_is_known_by_its_own_dictionary(end: bytes, locked: bool) -> None:
    body = b"%PDF-1.7\n(about /Encrypt)\n"
    assert is_locked(io.BytesIO(body + (end % len(body) if b"%d" in end else end))) is locked


def test_what_was_typed_is_told_in_its_own_words_after_signing_in_again(draft: Proposal) -> None:
    sent = {
        "judul": "Posyandu", "teks-hasil": "Naik.", "jawab-ditiru": "ya", "baris-1-before": "40", "tautan-video": "x",
        "dasar": "3",
    }  # fmt: skip
    posted = Posted(edit_path(draft, "_umum"), list(sent.items()), [])
    assert told(posted) == [
        ("Judul", "Posyandu"), ("Hasil", "Naik."), ("Sudah ditiru", "ya"), ("Indikator 2, sebelum", "40"),
        ("Tautan video", "x"),
    ]  # fmt: skip


def test_links_keep_to_their_host(sidoarjo: Agency, unit: ServiceUnit, upp: User) -> None:
    text = RULEBOOK.replace('kind = "link"', 'kind = "link"\nhost = "YouTube"').replace('"lomba-uji"', '"lomba-video"')
    contest = make_competition(
        agency("pemprov-jawa-timur"), rulebook=make_rulebook(text, identity="lomba-video"),
        closes=timezone.now() + timedelta(days=3),
    )  # fmt: skip
    draft = make_proposal(contest, sidoarjo, unit=unit, by=upp)
    client, path = signed_in(upp), edit_path(draft, "_lampiran")
    for wrong in ("https://vimeo.com/1", "https://youtube.com.jahat.example/1", "javascript:alert(1)", "youtu.be/1"):
        client.post(path, {"dasar": str(draft.versions.get("_lampiran", 0)), "tautan-video": wrong})
        page = client.get(path).text
        assert "Tautan video" in page and "error-message" in page, wrong
        assert 'href="javascript' not in client.get(f"/proposal/{draft.code}/pratinjau").text
        draft.refresh_from_db()
    version = str(draft.versions["_lampiran"])
    client.post(path, {"dasar": version, "tautan-video": "https://www.youtube.com/watch?v=x"})
    assert "harus tautan YouTube" not in client.get(path).text


def test_a_team_is_made_of_people_of_the_agency(
    draft: Proposal, upp: User, colleague: User, rival: User, sidoarjo: Agency
) -> None:
    client, path = signed_in(upp), f"/proposal/{draft.code}/tim"
    assert client.post(path, {"email": colleague.email}).status_code == 302
    assert Notice.objects.filter(person=colleague, kind="proposals.joined_team").exists()
    assert signed_in(colleague).get(edit_path(draft)).status_code == 200
    stranger, missing = (client.post(path, {"email": one}).text for one in (rival.email, "tiada@contoh.example"))
    said = "Tidak ada orang dengan alamat surel ini"
    assert said in stranger and said in missing, "nobody learns who has an account elsewhere"
    third = make_member(Role.UNIT, make_unit(sidoarjo, "Puskesmas Ketiga"), person=make_person("Ketiga")).person
    assert signed_in(colleague).post(path, {"email": third.email}).status_code == 403
    one = TeamMember.objects.get()
    assert signed_in(colleague).post(f"{path}/{one.pk}/keluarkan").status_code == 302
    assert signed_in(colleague).get(edit_path(draft)).status_code == 404


def test_remarks_stand_at_their_section_until_they_are_done(draft: Proposal, upp: User, admin: User) -> None:
    signed_in(admin).post(f"/proposal/{draft.code}/komentar/ringkasan", {"text": "Sebut jumlah kampungnya."})
    assert Notice.objects.filter(person=upp, kind="proposals.commented").exists()
    assert "Sebut jumlah kampungnya." in signed_in(upp).get(edit_path(draft)).text
    assert "Komentar yang belum selesai" in signed_in(upp).get(f"/proposal/{draft.code}").text
    remark = draft.comments.get()
    signed_in(upp).post(f"/proposal/{draft.code}/komentar/{remark.pk}/selesai")
    assert "selesai menurut" in signed_in(admin).get(edit_path(draft)).text
    assert "Komentar yang belum selesai" not in signed_in(upp).get(f"/proposal/{draft.code}").text
    empty = signed_in(admin).post(f"/proposal/{draft.code}/komentar/ringkasan", {"text": "  "}, follow=True)
    assert "Tulis komentarnya." in empty.text


def test_the_page_tells_what_is_missing_every_rule_and_its_source(draft: Proposal, upp: User) -> None:
    page = signed_in(upp).get(f"/proposal/{draft.code}").text
    assert "1 hal belum beres" in page and "Surat pernyataan belum dilampirkan" in page
    assert f'href="{edit_path(draft, "_lampiran")}"' in page
    assert page.count("Terpenuhi") >= 3 and "groups[1].min_age_months" in page
    assert "Dapat diajukan sampai" in page and "WIB" in page


def test_the_desk_tells_writers_what_is_theirs(
    draft: Proposal, upp: User, admin: User, colleague: User, contest: Competition
) -> None:
    now = timezone.now()

    def lines(person: User) -> list[tuple[str, str, str]]:
        return [(one.title, one.action, one.waits_for) for one in desk_items(person, now)]

    assert lines(upp) == [("Posyandu Terapung", "Lanjutkan", "")]
    assert lines(admin) == lines(colleague) == []
    Proposal.objects.filter(pk=draft.pk).update(state=ProposalState.WITH_ADMIN)
    assert lines(upp) == [("Posyandu Terapung", "", "admin lokal")]
    Proposal.objects.filter(pk=draft.pk).update(state=ProposalState.RETURNED, state_reason="Kurang bukti.")
    assert lines(upp) == [("Posyandu Terapung", "Perbaiki", "")]
    Proposal.objects.filter(pk=draft.pk).update(state=ProposalState.DRAFT, state_reason="")
    Window.objects.filter(competition=contest).update(closes_at=now - timedelta(days=1))
    assert lines(upp) == [], "nothing can be done about it any more"


@pytest.mark.parametrize(("told", "filled"), [({}, 1), ({".jawab": "ya"}, 2), ({".jawab": "tidak"}, 2)])
def test_a_text_counts_as_filled_only_after_its_yes_or_no(
    told: dict[str, str], filled: int, contest: Competition, sidoarjo: Agency
) -> None:
    draft = make_proposal(contest, sidoarjo)
    draft.content = {
        "dampak": {"hasil": "Naik.", "ditiru": "Satu kabupaten.", **{"ditiru" + k: v for k, v in told.items()}}
    }
    line = next(one for one in lines_of(draft, form_of(draft)) if one.code == "dampak")
    assert (line.filled, line.total) == (filled, 2)


def test_competition_and_record_lead_to_beginning(
    contest: Competition, sidoarjo: Agency, upp: User, admin: User, rival: User, client: Client
) -> None:
    Window.objects.filter(competition=contest).update(opens_at=timezone.now() - timedelta(days=1))
    address = f"/proposal/baru?kompetisi={contest.slug}"
    assert address in signed_in(upp).get(f"/kompetisi/{contest.slug}").text
    assert address in client.get(f"/kompetisi/{contest.slug}").text, "visitors sign in on the way"
    assert client.get(address)["Location"].startswith("/masuk?next=")
    Window.objects.filter(competition=contest).update(closes_at=timezone.now() - timedelta(hours=1))
    assert address not in client.get(f"/kompetisi/{contest.slug}").text, "there is nothing to begin any more"
    Window.objects.filter(competition=contest).update(closes_at=timezone.now() + timedelta(days=5))
    record = Innovation.objects.filter(agency=sidoarjo).order_by("pk").first()
    assert record is not None
    assert "Ajukan ke kompetisi" in signed_in(admin).get(f"/inovasi/{record.slug}").text
    assert "Ajukan ke kompetisi" in signed_in(admin).get(f"/catatan/{record.code}").text
    assert "Ajukan ke kompetisi" not in signed_in(rival).get(f"/inovasi/{record.slug}").text
