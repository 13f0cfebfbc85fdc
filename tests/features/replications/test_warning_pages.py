"""Pages of warnings: who may send and settle them, and who reads them."""

from __future__ import annotations

import pytest

from tests.factories.replications import make_case, people
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.replications.choices import CaseState
from tular.features.replications.models import Case, TakerWarning

pytestmark = pytest.mark.usefixtures("catalogue")

TEXT = "Data ganda bila sinyal putus; kirim ulang manual."


@pytest.fixture
def case() -> Case:
    return make_case(CaseState.RUNNING)


def test_a_taker_warns_from_the_case_and_the_owner_settles_it(case: Case) -> None:
    who = people()
    taker, owner = signed_in(who["taker"]), signed_in(who["owner"])
    assert taker.get(f"{case.path}/peringatan").status_code == 200
    assert taker.post(f"{case.path}/peringatan", {"text": TEXT}).status_code == 302
    warning = TakerWarning.objects.get()
    page = owner.get(f"/inovasi/{case.innovation.slug}").content.decode()
    assert TEXT in page and f"/replikasi/peringatan/{warning.pk}/selesai" in page
    path = f"/replikasi/peringatan/{warning.pk}/selesai"
    assert owner.post(path, {"text": "Versi 2 menahannya."}).status_code == 302
    warning.refresh_from_db()
    assert warning.settled_text == "Versi 2 menahannya."


def test_an_empty_warning_is_not_sent(case: Case) -> None:
    answer = signed_in(people()["taker"]).post(f"{case.path}/peringatan", {"text": " "})
    assert (answer.status_code, TakerWarning.objects.count()) == (409, 0)
    assert "Tulis dulu isinya." in answer.content.decode()


def test_the_owner_warns_from_the_record(case: Case) -> None:
    client = signed_in(people()["owner"])
    path = f"/inovasi/{case.innovation.slug}"
    assert f"{path}/peringatan" in client.get(path).content.decode()
    assert client.post(f"{path}/peringatan", {"text": TEXT}).status_code == 302
    assert TEXT in signed_in(people()["taker"]).get(case.path).content.decode()


def test_strangers_read_no_warning_and_send_none(case: Case, outsider: User, client: object) -> None:
    TakerWarning.objects.create(innovation=case.innovation, text=TEXT, by=people()["taker"], at=case.created_at)
    stranger = signed_in(outsider)
    path = f"/inovasi/{case.innovation.slug}"
    assert TEXT not in stranger.get(path).content.decode()
    assert stranger.get(f"{path}/peringatan").status_code == 403
    assert stranger.get(f"{case.path}/peringatan").status_code == 404
    warning = TakerWarning.objects.get()
    assert stranger.get(f"/replikasi/peringatan/{warning.pk}/selesai").status_code == 404
