"""Who may enter: every rule says met, not met, not known, or that a person must look; never a guess."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.rulebook.books import competition
from tular.engines.rulebook.eligibility import AwardFact, Facts, age_in_months, judge
from tular.engines.rulebook.facts import verdicts
from tular.engines.rulebook.parts import Unfit


def status_of(rule: str, **told: object) -> tuple[str, str]:
    """Status and reason of the only rule of a rulebook, for an entry in umum unless told otherwise."""
    (verdict,) = verdicts(competition(rule), {"group": "umum", **told})
    return verdict.status.value, verdict.reason


def rule(text: str) -> str:
    return f"[[eligibility]]\n{text}"


AGE = rule('rule = "min_age_months"\nvalue = 24\nexceptions = [{ when = "pandemic_related", value = 12 }]')


def test_age_is_counted_to_the_close_of_submission_in_the_zone_of_the_deadline() -> None:
    assert status_of(AGE, implementation_start="2024-03-31") == (
        "met",
        "berumur 24 bulan pada penutupan 31 Maret 2026; paling sedikit 24 bulan",
    )
    assert status_of(AGE, implementation_start="2024-04-01", conditions={"pandemic_related": False})[0] == "unmet"
    # The close is moved by a day, and the age with it.
    moved = status_of(AGE, implementation_start="2024-04-01", submission_close="2026-04-01T12:00:00+07:00")
    assert moved == ("met", "berumur 24 bulan pada penutupan 1 April 2026; paling sedikit 24 bulan")


def test_an_exception_counts_when_it_holds_and_is_asked_for_when_nobody_said() -> None:
    assert status_of(AGE, implementation_start="2025-01-01", conditions={"pandemic_related": True}) == (
        "met",
        "berumur 14 bulan pada penutupan 31 Maret 2026; paling sedikit 12 bulan (karena pandemic related)",
    )
    assert status_of(AGE, implementation_start="2025-01-01") == (
        "unknown",
        (
            "berumur 14 bulan pada penutupan 31 Maret 2026; paling sedikit 24 bulan; "
            "belum diketahui apakah pandemic related"
        ),
    )
    assert status_of(AGE, implementation_start="2025-12-01")[0] == "unmet"
    assert status_of(AGE) == ("unknown", "tanggal mulai penerapan belum diisi")


def test_the_oldest_age_is_passed_by_one_day() -> None:
    oldest = rule('rule = "max_age_months"\nvalue = 24')
    assert status_of(oldest, implementation_start="2024-03-31")[0] == "met"
    assert status_of(oldest, implementation_start="2024-03-30")[0] == "unmet"
    waived = rule('rule = "max_age_months"\nvalue = 24\nexceptions = [{ when = "developed_further", waived = true }]')
    assert status_of(waived, implementation_start="2020-01-01", conditions={"developed_further": True})[0] == "met"
    assert status_of(waived, implementation_start="2020-01-01")[0] == "unknown"


days = st.dates(date(2000, 1, 1), date(2050, 12, 31))


@given(start=days, end=days)
def test_months_never_go_back_as_days_go_on(start: date, end: date) -> None:
    start, end = sorted((start, end))
    age = age_in_months(start, end)
    assert 0 <= age <= age_in_months(start, end + timedelta(days=1)) <= age + 1
    months = start.month - 1 + age
    year, month = start.year + months // 12, months % 12 + 1
    assert date(year, month, min(start.day, calendar.monthrange(year, month)[1])) <= end


NEVER = rule('rule = "never_awarded"\naward = "terpuji"\nyears = [2018, 2019]')
SUBSETS = '[[awards]]\nid = "finalis"\n[[awards]]\nid = "terpuji"\nsubset_of = "finalis"\n'


def award(name: str, year: int, **more: object) -> dict[str, object]:
    return {"award": name, "year": year, **more}


def test_the_history_of_an_innovation_bars_it_across_years_and_competitions() -> None:
    assert status_of(NEVER, awards=[award("terpuji", 2019)]) == (
        "unmet",
        "inovasi ini pernah mendapat penghargaan terpuji di lomba (2019)",
    )
    assert status_of(NEVER, awards=[award("terpuji", 2020)])[0] == "met"
    assert status_of(NEVER, awards=[award("terpuji", 2019, competition="kipp")])[0] == "met"
    assert status_of(NEVER) == ("unknown", "riwayat penghargaan inovasi ini belum diketahui")
    across = rule('rule = "never_awarded"\naward = "any"\ncompetition = "kipp"')
    assert status_of(across, awards=[award("finalis", 2016, competition="kipp")])[0] == "unmet"
    assert status_of(across, awards=[award("finalis", 2016)])[0] == "met"


def known(name: str, year: int | None) -> Facts:
    """An innovation with one award, of which perhaps not everything is known."""
    return Facts(group="umum", close=date(2026, 3, 31), awards=(AwardFact(name, year, "lomba"),))


def test_an_award_of_unknown_level_or_year_is_left_to_a_person_and_never_taken_for_none() -> None:
    def said(text: str, name: str, year: int | None) -> tuple[str, str]:
        rules = competition(text)
        found = judge(rules.rules, known(name, year), {}, rules.series)[0]
        return found.status.value, found.reason

    assert said(NEVER, "", 2019) == (
        "human",
        (
            "inovasi ini tercatat mendapat penghargaan di lomba yang tingkat atau tahunnya belum diketahui; "
            "diperiksa petugas apakah itu penghargaan terpuji pada 2018–2019"
        ),
    )
    assert said(NEVER, "terpuji", None)[0] == "human"
    assert said(NEVER, "", 2020)[0] == said(NEVER, "finalis", None)[0] == "met"
    whenever = rule('rule = "never_awarded"\naward = "terpuji"')
    assert said(whenever, "terpuji", None)[0] == "unmet"
    anything = rule('rule = "never_awarded"\naward = "any"')
    assert said(anything, "", 2019)[0] == "unmet"
    once = rule('rule = "max_times_awarded"\naward = "finalis"\nmax = 0')
    assert [said(once, name, 2019)[0] for name in ("finalis", "", "lain")] == ["unmet", "human", "met"]
    was = rule('rule = "was_awarded"\naward = "finalis"')
    assert [said(was, name, 2019)[0] for name in ("finalis", "", "lain")] == ["met", "human", "unmet"]
    since = rule('rule = "was_awarded"\naward = "finalis"\nmin_months_since = 12')
    assert said(since, "finalis", None)[0] == "human"


def test_a_winner_was_a_finalist_too_and_counts_once_a_year() -> None:
    most = SUBSETS + rule('rule = "max_times_awarded"\naward = "finalis"\nmax = 1')
    assert status_of(most, awards=[award("terpuji", 2019), award("finalis", 2019)]) == (
        "met",
        "inovasi ini 1 kali mendapat penghargaan finalis di lomba (2019); paling banyak 1",
    )
    assert status_of(most, awards=[award("terpuji", 2019), award("finalis", 2021)])[0] == "unmet"


def test_a_replication_names_an_awarded_original() -> None:
    replication = rule('rule = "replicates_awarded"\naward = "finalis"\nfirst_year = 2014\nlast_year = 2018')
    assert status_of(replication, replicates=[award("finalis", 2014)])[0] == "met"
    assert status_of(replication, replicates=[award("finalis", 2019)])[0] == "unmet"
    assert status_of(replication, replicates=[])[0] == "unmet"
    assert status_of(replication, awards=[award("finalis", 2014)])[0] == "unknown"


def test_months_since_an_award_are_certain_only_with_its_day_or_far_from_its_year() -> None:
    since = rule('rule = "was_awarded"\naward = "terpuji"\nmin_months_since = 12')
    assert status_of(since, awards=[award("terpuji", 2024)])[0] == "met"
    assert status_of(since, awards=[award("terpuji", 2026)])[0] == "unmet"
    assert status_of(since, awards=[award("terpuji", 2025)])[0] == "unknown"
    assert status_of(since, awards=[award("terpuji", 2025, on="2025-03-31")])[0] == "met"
    assert status_of(since, awards=[award("terpuji", 2025, on="2025-04-01")])[0] == "unmet"
    assert status_of(since, awards=[])[0] == "unmet"


def test_tags_words_documents_kind_and_quota() -> None:
    tag = rule('rule = "must_tag"\nvocabulary = "sdg"\nmin = 1')
    assert [status_of(tag, tags=tags)[0] for tags in ({"sdg": ["3"]}, {"sdg": []}, {}, None)] == [
        "met", "unmet", "unmet", "unknown",
    ]  # fmt: skip
    words = rule('rule = "min_words"\nsection = "rancang_bangun"\nvalue = 300')
    assert [status_of(words, words=found)[0] for found in ({"rancang_bangun": 300}, {"rancang_bangun": 299}, None)] == [
        "met", "unmet", "unknown",
    ]  # fmt: skip
    documents = rule('rule = "supporting_documents_required"')
    assert [status_of(documents, missing_documents=found)[0] for found in ([], ["sk"], None)] == [
        "met", "unmet", "unknown",
    ]  # fmt: skip
    kind = '[participants]\nagency_types = ["kota", "kabupaten"]'
    assert [status_of(kind, agency_type=found)[0] for found in ("kota", "bumn", None)] == ["met", "unmet", "unknown"]
    named = '[participants]\nagency_types = ["bumd", "perangkat_daerah"]'
    said = verdicts(competition(named), {"group": "umum", "agency_type": "bumn"})[0].reason
    assert said == "jenis instansi BUMN; yang boleh ikut: BUMD, perangkat daerah"
    quota = "[quota]\nkota = 3\nper_agency = 5"
    found = [
        verdicts(competition(quota), {"group": "umum", "agency_type": kind, "entered": entered})[0].status.value
        for kind, entered in (("kota", 2), ("kota", 3), ("bumn", 4), ("bumn", 5))
    ]
    assert found == ["met", "unmet", "met", "unmet"]


def test_a_rule_for_a_person_is_never_decided() -> None:
    human = rule('rule = "title_decency"\ncheck = "human"\nnote = "Judul sopan dan menggambarkan inovasi."')
    assert status_of(human) == ("human", "Judul sopan dan menggambarkan inovasi.")


def test_rules_of_one_group_do_not_touch_another() -> None:
    rules = competition(rule('rule = "min_age_months"\nvalue = 24\ngroups = ["khusus"]'))
    assert verdicts(rules, {"group": "umum"}) == ()
    assert len(verdicts(rules, {"group": "khusus"})) == 1


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"grup": "umum"}, '"grup" tidak dikenal'),
        ({"group": "anak"}, 'kelompok "anak" tidak ada; yang ada: umum, khusus'),
        ({"group": "umum", "implementation_start": "kemarin"}, "implementation_start: harus tanggal"),
        ({"group": "umum", "awards": ["terpuji"]}, r"awards\[1\]: harus berisi award"),
        ({"group": "umum", "awards": [{"award": "terpuji"}]}, r"awards\[1\].year: harus tahun"),
        ({"group": "umum", "tags": ["sdg"]}, "tags: harus seperti"),
        ({"group": "umum", "conditions": {"x": 1}}, "conditions: harus seperti"),
        ({"group": "umum", "entered": -1}, "entered: harus bilangan bulat mulai 0"),
    ],
)
def test_facts_that_cannot_be_are_refused(told: dict[str, object], reason: str) -> None:
    with pytest.raises(Unfit, match=reason):
        verdicts(competition(NEVER), told)
