"""The pages of both profiles: what each side sees and may do, and that what was typed is never lost."""

from __future__ import annotations

import io
import re
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from tests.factories.replications import NOW, make_case, people, ready
from tests.people import agency, make_member, make_person, signed_in
from tular.features.agencies.choices import Role
from tular.features.replications.actions.readiness import Answer, reply
from tular.features.replications.choices import CaseState, Outcome, Side
from tular.features.replications.models import Case, Task
from tular.features.replications.queries.readiness import readiness_page
from tular.features.replications.queries.replies import UNANSWERED
from tular.features.replications.queries.visibility import WITH

pytestmark = pytest.mark.usefixtures("catalogue")

NEED = "kebutuhan-nyata"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def case() -> Case:
    """Both parties know of it, and each answered something."""
    found = make_case(CaseState.VERIFIED)
    say(found, "taker", {"terdokumentasi": Answer(0), "dana-tahun-ini": Answer(2), "masalah-sama": Answer(2, "LKjIP")})
    say(found, "owner", {"terdokumentasi": Answer(2, "Buku panduan")})
    return found


def say(case: Case, who: str, answers: dict[str, Answer]) -> None:
    side = Side.OWNER if who == "owner" else Side.TAKER
    reply(case, side=side, answers=answers, seen={}, by=people()[who], now=NOW)


def by_colleague(case: Case, answers: dict[str, Answer]) -> None:
    """Saved by somebody else of the taker."""
    person = make_person("Rekan Penerima")
    case.members.create(person=person, side=Side.TAKER, since=NOW, by=people()["taker"])
    reply(case, side=Side.TAKER, answers=answers, seen={}, by=person, now=NOW)


def as_(who: str) -> Client:
    return signed_in(people()[who])


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def filled(client: Client, path: str) -> dict[str, str]:
    """What the form of an area would send as it was opened."""
    page = text_of(client, path)
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if not name or ('type="radio"' in tag and "checked" not in tag) or 'type="file"' in tag:
            continue
        if 'type="checkbox"' not in tag:
            found[name[1]] = (value[1] if value else "").replace("&quot;", '"').replace("&amp;", "&")
    return found | dict(re.findall(r'<textarea name="([^"]*)"[^>]*>\s*([^<]*)</textarea>', page))


@pytest.mark.parametrize(
    ("who", "answers"),
    [("taker", ("inovasi", "penerima")), ("owner", ("inovasi",)), ("hub", ())],
)
def test_both_parties_and_the_hub_read_both_profiles_and_answer_their_own(
    case: Case, who: str, answers: tuple[str, ...]
) -> None:
    page = text_of(as_(who), f"{case.path}/kesiapan")
    assert "bukan izin dan bukan peringkat" in page and "bidang terlemah" not in page.split("<h2")[1].split("</ul>")[0]
    assert "Berbeda:" in page and "1 di antaranya tanpa bukti" in page
    for part in ("inovasi", "penerima"):
        assert (f'href="{case.path}/kesiapan/{part}"' in page) == (part in answers)
        assert as_(who).get(f"{case.path}/kesiapan/{part}").status_code == (200 if part in answers else 404)
    assert ("Jadikan semua" in page) == (who != "hub")


@pytest.mark.parametrize("path", ["kesiapan", "kesiapan.csv", "kesiapan.xlsx", "kesiapan/penerima", "keputusan"])
def test_a_rival_meets_nothing(case: Case, path: str) -> None:
    rival = make_member(Role.AGENCY, agency("pemkot-surabaya")).person
    assert signed_in(rival).get(f"{case.path}/{path}").status_code == 404  # type: ignore[arg-type]


def test_an_area_is_saved_at_once_and_leads_to_the_next(case: Case) -> None:
    client, here = as_("taker"), f"{case.path}/kesiapan/penerima?bidang={NEED}"
    sent = filled(client, here) | {"sasaran-terukur": "1", "sasaran-terukur-bukti": "Renstra 2025", "lanjut": "1"}
    answer = client.post(here, sent)
    assert answer.headers["Location"] == f"{case.path}/kesiapan/penerima?bidang=kepemimpinan"
    kept = {row.question: (row.level, row.evidence) for row in case.replies.filter(side=Side.TAKER)}
    assert kept["sasaran-terukur"] == (1, "Renstra 2025") and kept["masalah-sama"] == (2, "LKjIP")


def test_a_file_shows_it_and_only_who_sees_the_case_opens_it(case: Case) -> None:
    client, here = as_("taker"), f"{case.path}/kesiapan/penerima?bidang=sumber-daya"
    sent: dict[str, Any] = filled(client, here)
    sent["dana-tahun-ini-berkas"] = SimpleUploadedFile("DPA.pdf", PDF, "application/pdf")
    assert client.post(here, sent).status_code == 302
    file = case.replies.get(question="dana-tahun-ini").file
    assert file is not None and file.name == "DPA.pdf"
    address = f"/berkas/{file.pk}/{file.name}"
    rival = make_member(Role.AGENCY, agency("pemkot-surabaya")).person
    opened: Any = as_("owner").get(address)
    assert opened.status_code == 200 and b"".join(opened.streaming_content) == PDF
    assert signed_in(rival).get(address).status_code == 404  # type: ignore[arg-type]
    # Saved again without touching it, it stays.
    assert client.post(here, filled(client, here)).status_code == 302
    assert case.replies.get(question="dana-tahun-ini").file == file


def test_the_second_of_two_savers_reads_what_the_first_said_and_decides(case: Case) -> None:
    client, here = as_("taker"), f"{case.path}/kesiapan/penerima?bidang={NEED}"
    opened = filled(client, here)
    by_colleague(case, {"sasaran-terukur": Answer(2, "RPJMD")})
    mine = opened | {"sasaran-terukur": "0", "masalah-sama-bukti": "LKjIP, hlm. 12"}
    answer = client.post(here, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "menyimpan jawaban lain" in page and "RPJMD" in page and "LKjIP, hlm. 12" in page
    assert "data-editor" not in page  # only a button puts mine in the place of theirs
    assert case.replies.get(question="sasaran-terukur").level == 2
    again = dict(re.findall(r'name="([^"]*-semula)"[^>]*value="([^"]*)"', page))
    renewed = {name: value.replace("&quot;", '"') for name, value in again.items()}
    assert client.post(here, mine | renewed).status_code == 302
    kept = {row.question: (row.level, row.evidence) for row in case.replies.filter(side=Side.TAKER)}
    assert (kept["sasaran-terukur"], kept["masalah-sama"]) == ((0, ""), (2, "LKjIP, hlm. 12"))


def test_answers_are_saved_while_somebody_fills_the_form(case: Case) -> None:
    client, here = as_("taker"), f"{case.path}/kesiapan/penerima?bidang={NEED}"
    opened = filled(client, here) | {"otomatis": "1"}
    answer = client.post(here, opened | {"sasaran-terukur": "1"})
    told = answer.json()
    assert answer.status_code == 200 and told["text"].startswith("Tersimpan") and not told["reload"]
    assert told["shown"]["sasaran-terukur-semula"] == '[1, "", ""]'
    onward = opened | told["shown"] | {"sasaran-terukur": "1", "sasaran-terukur-bukti": "Renstra"}
    assert client.post(here, onward).status_code == 200
    assert case.replies.get(question="sasaran-terukur").evidence == "Renstra"


def test_a_save_by_itself_says_what_is_in_its_way_and_keeps_the_rest(case: Case) -> None:
    client, here = as_("taker"), f"{case.path}/kesiapan/penerima?bidang={NEED}"
    opened = filled(client, here) | {"otomatis": "1"}
    lone = client.post(here, opened | {"sasaran-terukur-bukti": "Renstra"})
    assert lone.status_code == 422 and "Pilih jawabannya juga" in lone.json()["text"]
    by_colleague(case, {"sasaran-terukur": Answer(2, "RPJMD")})
    met = client.post(here, opened | {"sasaran-terukur": "0"})
    assert met.status_code == 422 and "menyimpan jawaban lain" in met.json()["text"]
    left = client.post(here, opened | {"masalah-sama-bukti": "LKjIP 2025"})
    assert left.status_code == 200 and left.json()["reload"]
    assert case.replies.get(question="sasaran-terukur").evidence == "RPJMD"


def test_a_file_that_a_colleague_replaced_meanwhile_is_not_put_back(case: Case) -> None:
    client, here = as_("taker"), f"{case.path}/kesiapan/penerima?bidang=sumber-daya"

    def send(name: str) -> None:
        upload = SimpleUploadedFile(name, PDF, "application/pdf")
        assert client.post(here, filled(client, here) | {"dana-tahun-ini-berkas": upload}).status_code == 302

    send("pertama.pdf")
    opened = filled(client, here)
    send("kedua.pdf")
    assert client.post(here, opened | {"dana-tahun-ini-bukti": "DPA"}).status_code == 302
    row = case.replies.get(question="dana-tahun-ini")
    assert row.file is not None and (row.file.name, row.evidence) == ("kedua.pdf", "DPA")


def test_gaps_become_tasks_one_by_one_or_all(case: Case) -> None:
    client, address = as_("taker"), f"{case.path}/kesiapan/tugas"
    assert client.post(address, {"tanya": "dana-tahun-ini"}).status_code == 302
    task = Task.objects.get()
    assert (task.question, task.side, task.step) == ("dana-tahun-ini", Side.TAKER, "kesiapan")
    again = client.post(address, {"tanya": "dana-tahun-ini"})
    assert again.status_code == 409 and "sudah menjadi tugas" in again.content.decode()
    # What nobody answered yet is no shortcoming: it becomes a task only by itself.
    assert "Jadikan semua" not in text_of(client, f"{case.path}/kesiapan")
    assert client.post(address, {"semua": "1"}).status_code == 409
    case.replies.create(question="hasil-diukur", side=Side.TAKER, level=0, by=people()["taker"], at=NOW)
    assert "Jadikan semua 1 kekurangan tugas" in text_of(client, f"{case.path}/kesiapan")
    assert client.post(address, {"semua": "1"}).status_code == 302
    assert Task.objects.count() == 2
    assert Task.objects.get(question="hasil-diukur").side == Side.OWNER
    assert as_("hub").post(address, {"semua": "1"}).status_code in (403, 409)
    assert "Sudah menjadi tugas." in text_of(client, f"{case.path}/kesiapan")


def test_the_owner_takes_earlier_answers_over_after_reading_which(case: Case) -> None:
    second = make_case(CaseState.VERIFIED, innovation=case.innovation, taker=agency("pemkab-banyuwangi"))
    client, address = as_("owner"), f"{second.path}/kesiapan/ambil"
    assert "sudah pernah Anda jawab" in text_of(client, f"{second.path}/kesiapan")
    assert "1 jawaban terakhir Anda" in text_of(client, address)
    assert client.post(address).status_code == 302
    page = text_of(client, f"{second.path}/kesiapan")
    assert "diambil dari jawabannya" in page and case.code not in page
    assert as_("hub").get(address).status_code == 403


def test_the_decision_is_written_by_the_taker_beside_the_weakest_areas_and_read_by_all(case: Case) -> None:
    client, address = as_("taker"), f"{case.path}/keputusan"
    page = text_of(client, address)
    assert "Kelayakan inovasi" in page and "Kesiapan penerima" in page
    wrong = client.post(address, {"outcome": "siapkan", "decided_by": "Sekda", "decided_on": "2026-03-01"})
    assert wrong.status_code == 409 and "Tulis alasannya." in wrong.content.decode()
    sent = {
        "outcome": "siapkan",
        "decided_by": "Sekretaris Daerah",
        "decided_on": "2026-03-01",
        "reason": "Dana belum ada.",
    }
    assert client.post(address, sent).status_code == 302
    last = case.decisions.order_by("-at").first()
    assert last is not None and (last.outcome, last.decided_by) == (Outcome.PREPARE, "Sekretaris Daerah")
    for who in ("owner", "hub"):
        read = text_of(as_(who), address)
        assert "Dana belum ada." in read and "Catat keputusan" not in read
        assert as_(who).post(address, sent).status_code == 403


def test_the_table_has_a_row_for_each_question_and_none_of_sums(case: Case) -> None:
    say(case, "taker", {"kewenangan": Answer(2, "=1+1")})
    rows = text_of(as_("hub"), f"{case.path}/kesiapan.csv").splitlines()
    assert len(rows) == 1 + 18 + 15
    assert any("tanpa bukti, belum dihitung" in row for row in rows) and any("'=1+1" in row for row in rows)
    book = as_("hub").get(f"{case.path}/kesiapan.xlsx").content
    names = ZipFile(io.BytesIO(book)).read("xl/workbook.xml").decode()
    assert re.findall(r'<sheet name="([^"]*)"', names) == ["Kelayakan inovasi", "Kesiapan penerima"]


def test_the_page_asks_as_often_whatever_was_answered(
    case: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = people()["taker"]
    with CaptureQueriesContext(connection) as before:
        readiness_page(person, Case.objects.select_related(*WITH).get(pk=case.pk))
    answers = {name: Answer(1, "x") for name in ("inti-jelas", "lebih-baik", "kewenangan", "rencana-kerja")}
    reply(case, side=Side.TAKER, answers=answers, seen=dict.fromkeys(answers, UNANSWERED), by=person, now=NOW)
    with django_assert_num_queries(len(before)):
        readiness_page(person, Case.objects.select_related(*WITH).get(pk=case.pk))


def test_an_ended_case_is_read_and_no_longer_answered() -> None:
    found = make_case(CaseState.DONE)
    page = text_of(as_("taker"), f"{found.path}/kesiapan")
    assert "Jawab pertanyaannya" not in page and "Jadikan" not in page
    assert "Catat keputusan" not in text_of(as_("taker"), f"{found.path}/keputusan")


def test_who_works_alone_is_not_told_to_wait_for_the_owner() -> None:
    found = make_case(model="mandiri")
    ready(found, people()["taker"], NOW)
    assert as_("owner").get(f"{found.path}/kesiapan").status_code == 404
    assert as_("taker").get(f"{found.path}/kesiapan/inovasi").status_code == 200
