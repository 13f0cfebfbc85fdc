"""What holds for every address of the API: errors, methods, caching, other origins, documentation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tular.config.api import api, description
from tular.features.agencies import api as agencies_api
from tular.features.finder.queries.opened import forget

SNAPSHOT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
LISTS = ("innovations", "agencies", "regions", "finder")


@pytest.fixture(autouse=True)
def no_index(tmp_path: Path, settings: Any) -> None:
    """There is no search index."""
    settings.INDEX_DIR = tmp_path / "index"
    forget()


def error(client: Client, address: str, **asked: Any) -> tuple[int, dict[str, Any]]:
    response = client.get(f"/api/v1/{address}", asked)
    body = response.json()
    assert list(body) == ["error"]
    return response.status_code, body["error"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("innovations/tiada", "Inovasi ini tidak ada di katalog."),
        ("agencies/tiada", "Instansi ini tidak ada di katalog."),
        ("regions/99", "Wilayah ini tidak ada. Kode ditulis seperti 53 atau 53.05."),
        ("tiada", "Alamat ini tidak ada. Daftar alamat: /api/v1/docs."),
        ("innovations/a/b", "Alamat ini tidak ada. Daftar alamat: /api/v1/docs."),
    ],
)
def test_what_is_not_there_is_told_in_the_one_shape(client: Client, address: str, sentence: str) -> None:
    assert error(client, address) == (404, {"code": "not_found", "message": sentence})


def test_each_bad_parameter_gets_its_own_sentence(client: Client) -> None:
    status, problem = error(client, "innovations", page="x", page_size=101, award="emas", province="jawa", year=1)
    assert (status, problem["code"]) == (422, "bad_parameter")
    fields = problem["fields"]
    assert fields.pop("award").startswith("Tulis salah satu dari: outstanding, top9, ")
    assert fields == {
        "page": "Tulis bilangan bulat.",
        "page_size": "Paling besar 100.",
        "province": "Tulis dua angka, misalnya 53.",
        "year": "Paling kecil 1900.",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*LISTS, "innovations/x", "agencies/x", "regions/x"])
def test_a_misspelt_parameter_is_refused_rather_than_ignored(client: Client, address: str) -> None:
    status, problem = error(client, address, tema="stunting")
    assert status == 422
    assert problem["fields"]["tema"].startswith("Parameter ini tidak ada. Yang ada: bahasa")


def test_an_unknown_reason_is_refused_with_those_that_exist(client: Client) -> None:
    status, problem = error(client, "finder", without="nasib")
    assert status == 422
    assert problem["fields"]["without"].startswith("Tulis salah satu dari: text, theme, context")


@pytest.mark.django_db
def test_while_there_is_no_index_the_finder_says_when_to_come_back(client: Client) -> None:
    response = client.get("/api/v1/finder", {"need": "antrean"})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "20")
    message = "Indeks pencarian sedang disusun. Coba lagi sebentar."
    assert response.json() == {"error": {"code": "index_missing", "message": message}}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_is_for_reading_only(method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/innovations")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.json()["error"]["code"] == "method_not_allowed"


def test_an_error_of_ours_is_reported_and_tells_the_caller_nothing_of_the_inside(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**filters: Any) -> None:
        raise RuntimeError("rahasia")

    monkeypatch.setattr(agencies_api, "regions_listed", broken)
    with pytest.raises(RuntimeError, match="rahasia"):  # the test client hears what error reporting hears
        Client().get("/api/v1/regions")
    response = Client(raise_request_exception=False).get("/api/v1/regions")
    assert response.status_code == 500
    assert response.json()["error"]["code"] == "internal_error"
    assert "rahasia" not in response.text
    assert "RuntimeError: rahasia" in caplog.text


@pytest.mark.django_db
def test_answers_may_be_reused_for_a_minute_and_then_revalidated(client: Client) -> None:
    first = client.get("/api/v1/regions")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in first.headers["Vary"]
    again = client.get("/api/v1/regions", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/v1/regions", headers={"If-None-Match": '"lain"'}).status_code == 200
    assert client.get("/api/v1/tiada").headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_scripts_on_any_site_may_read_answers_and_errors(client: Client) -> None:
    for address in ("regions", "regions/99", "tiada", "finder", "openapi.json"):
        assert client.get(f"/api/v1/{address}").headers["Access-Control-Allow-Origin"] == "*"
    asked = client.options("/api/v1/regions")
    assert (asked.status_code, asked.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert "Access-Control-Allow-Credentials" not in asked.headers


@pytest.mark.django_db
def test_head_is_answered_like_get_without_a_body(client: Client) -> None:
    head, full = client.head("/api/v1/regions"), client.get("/api/v1/regions")
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", full.headers["ETag"])


def test_messages_follow_the_language_of_the_request(client: Client) -> None:
    assert client.get("/api/v1/tiada?bahasa=en").headers["Content-Language"] == "en"


def test_the_documentation_needs_nothing_from_elsewhere(client: Client) -> None:
    page = client.get("/api/v1/docs")
    assert page.status_code == 200
    assert "//cdn" not in page.text
    assert "Content-Security-Policy" in page.headers
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"].replace(
        "style-src-attr 'unsafe-inline'", ""
    )
    assert client.get("/api/v1/").headers["Location"] == "/api/v1/docs"


def test_the_description_is_the_one_on_file(client: Client) -> None:
    """A change of the API is meant: then run `python scripts/openapi.py` and commit `docs/openapi.json`."""
    assert description() == SNAPSHOT.read_text(encoding="utf-8")
    assert client.get("/api/v1/openapi.json").json()["paths"].keys() == json.loads(description())["paths"].keys()


def test_every_operation_only_reads_and_describes_itself() -> None:
    for address, operations in api.get_openapi_schema()["paths"].items():
        assert list(operations) == ["get"], address
        operation = operations["get"]
        assert operation["description"]
        assert all(one.get("description") for one in operation["parameters"] if one["name"] != "page"), address


NAMES = sorted(
    {
        parameter["name"]
        for path in api.get_openapi_schema()["paths"].values()
        for parameter in path["get"]["parameters"]
        if parameter["in"] == "query"
    }
)
VALUES = st.one_of(
    st.sampled_from(
        ["", "0", "-1", "1", "99999999999999999999", "53", "stunting", "tidak-disebut", "top99", "en", "%"]
    ),
    st.text(max_size=12),
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    address=st.sampled_from([*LISTS, "innovations/x", "agencies/kemenko-polhukam", "regions/53"]),
    asked=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3),
)
def test_whatever_is_asked_is_answered_or_refused_in_the_one_shape(
    catalogue: None, client: Client, address: str, asked: dict[str, str]
) -> None:
    response = client.get(f"/api/v1/{address}", asked)
    assert response.status_code in {200, 404, 422, 503}
    assert ("error" in response.json()) == (response.status_code != 200)
