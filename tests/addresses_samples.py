"""What to put into the addresses of the product, so that each leads to a row of `tests.actions_samples`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.actions_samples import World

ORGANISERS_BAND = ("band", "band_csv", "extend_band", "close_band")
EVALUATORS_BAND = ("compare", "undo_comparison", "decline_pair")


_last: list[tuple[World, dict[str, dict[str, Any]]]] = []
"""The world that was asked for last, with `_special` of it: several hundred addresses ask for the same one in turn."""


def arguments_of(name: str, parameters: list[str], world: World) -> dict[str, Any]:
    """Values for the parameters of the address called `name`. Raises LookupError when one has no sample."""
    if not parameters:
        return {}
    if not _last or _last[0][0] is not world:
        _last[:] = [(world, _special(world))]
    special = _last[0][1]
    if name in special:
        return special[name]
    # By the beginning of the address: what all addresses below it are about.
    rows: dict[tuple[str, str], Any] = {
        ("agencies", "slug"): world.agency.slug,
        ("portal", "slug"): world.agency.slug,
        ("catalogue", "slug"): world.published.slug,
        ("competitions", "slug"): world.competition.slug,
        ("selection", "slug"): world.competition.slug,
        ("judging", "slug"): world.competition.slug,
        ("ratings", "slug"): world.competition.slug,
        ("ratings", "code"): world.proposal.code,
        ("ratings", "pk"): world.rated["RatingCluster"].pk,
        ("ratings", "token"): "tiada",
        ("judging", "stage"): world.judging.review.stage,
        ("judging", "pk"): world.judging.reading.pk,
        ("proposals", "slug"): world.competition.slug,
        ("proposals", "code"): world.proposal.code,
        ("selection", "code"): world.proposal.code,
        ("catalogue", "code"): world.draft.code,
        ("conversations", "slug"): world.published.slug,
        ("jobs", "pk"): world.run.pk,
        ("notifications:mail", "pk"): world.mail.pk,
        ("modelbooks", "slug"): world.booking["ModelBook"].slug,  # type: ignore[attr-defined]
        **{("modelbooks", parameter): value for parameter, value in BOOK.items()},
        ("events", "slug"): world.booking["Event"].slug,  # type: ignore[attr-defined]
        ("events", "pk"): world.booking["Guest"].pk,
        ("events", "token"): "tiada",
    }
    kinds = {
        "unit": world.unit.pk,
        "person": world.upp.pk,
        "membership": world.membership.pk,
        "invitation": world.invitation.pk,
        "comment": world.comment.pk,
        "report": world.report.pk,
        "open": world.notice.pk,
        "retry": world.mail.pk,
        "hold": world.mail.pk,
        "objection": world.objection.pk,
    }
    feature, _, verb = name.partition(":")
    found: dict[str, Any] = {}
    for parameter in parameters:
        value = rows.get((feature, parameter))
        if value is None and parameter in {"pk", "number"}:
            last = verb.rpartition("_")[2]
            value = kinds.get(last, world.question.pk if feature == "conversations" else None)
        if value is None:
            raise LookupError(f"{name}: give {parameter!r} a sample in {__name__}")
        found[parameter] = value
    return found


def _special(world: World) -> dict[str, dict[str, Any]]:
    """Addresses with parameters of their own."""
    return {
        "account_confirm_email": {"key": "tiada"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "tiada"},
        "agencies:accept_invitation": {"token": "tiada"},
        "agencies:correct_request": {"token": "tiada"},
        "agencies:decide_request": {"pk": world.join_request.pk},
        "agencies:hub": {"slug": world.hub.agency.slug},
        "agencies:invite_to_hub": {"slug": world.hub.agency.slug},
        "agencies:pass_on": {"slug": world.agency.slug},
        "api:get_agency": {"slug": world.agency.slug},
        "api:get_competition": {"slug": world.competition.slug},
        "api:get_innovation": {"code": world.published.code},
        "api:get_region": {"code": "35"},
        "catalogue:pass_on": {"slug": world.agency.slug},
        "catalogue:give_back": {"slug": world.agency.slug},
        "catalogue:edit": {"code": world.draft.code, "section": "masalah"},
        "catalogue:revision": {"code": world.draft.code, "pk": 1},
        "catalogue:step": {"code": world.draft.code, "name": "ajukan"},
        "catalogue:undo": {"pk": 1},
        "catalogue:versions": {"code": world.published.code, "old": 1, "new": "naskah"},
        **_of_competitions(world),
        **_of_judging(world),
        **_of_visits(world),
        **_of_interviews(world),
        **_of_replications(world),
        **_of_books(world),
        "conversations:follow": {"kind": "inovasi", "key": world.published.slug},
        "conversations:ask_agency": {"slug": world.agency.slug},
        "exchange:download": {"name": "inovasi"},
        "files:upload": {"id": world.file.pk},
        "files:image": {"id": world.file.pk, "width": 320},
        "files:download": {"id": world.file.pk, "name": world.file.name},
        "finder:download": {"kind": "csv"},
        "finder:change_need": {"number": world.need.pk},
        "mfa_edit_webauthn": {"pk": 1},
        "mfa_remove_webauthn": {"pk": 1},
        "notifications:stop": {"token": str(world.mail.token)},
        **_of_certificates(world),
        "competitions:draft": {"identity": world.rulebook_draft.identity},
        "competitions:draft_in_words": {"identity": world.rulebook_draft.identity},
        "competitions:draft_place": {"identity": world.rulebook_draft.identity, "screen": "kelompok", "way": "1"},
        "competitions:draft_screen": {"identity": world.rulebook_draft.identity, "screen": "kelompok"},
        "competitions:draft_text": {"identity": world.rulebook_draft.identity},
        "competitions:discard_draft": {"identity": world.rulebook_draft.identity},
        "competitions:publish_draft": {"identity": world.rulebook_draft.identity},
        "proposals:trial": {"identity": world.rulebook_draft.identity},
        "proposals:trial_csv": {"identity": world.rulebook_draft.identity},
        **_of_proposals(world),
        "rulebooks:detail": {"identity": "finder-1"},
        "rulebooks:download": {"identity": "finder-1"},
        "rulebooks:download_version": {"identity": world.version.identity, "number": world.version.number},
        "rulebooks:publish": {"identity": "kompetisi-daerah"},
        "rulebooks:version": {"identity": world.version.identity, "number": world.version.number},
    }


def _of_certificates(world: World) -> dict[str, dict[str, Any]]:
    """Addresses of a certificate, and of what evaluators wrote to an applicant."""
    return {
        **{
            f"selection:{name}": {"slug": world.competition.slug, "pk": world.award_certificate.pk}
            for name in ("replace_certificate", "revoke_certificate")
        },
        **{
            f"selection:{name}": {"slug": world.competition.slug, "pk": world.judging.reading.sheets.get().pk}
            for name in ("hold_comment", "let_comment")
        },
        **{
            f"documents:{name}": {"code": world.award_certificate.certificate.code}
            for name in ("certificate", "download")
        },
    }


def _of_proposals(world: World) -> dict[str, dict[str, Any]]:
    code = world.proposal.code
    return {
        "proposals:edit": {"code": code, "section": "ringkasan"},
        "proposals:sitting": {"code": code, "pk": 1},
        "proposals:remove_member": {"code": code, "pk": world.proposal.team.get().pk},
        "proposals:comment": {"code": code, "section": "ringkasan"},
        "proposals:close_comment": {"code": code, "pk": world.proposal.comments.get().pk},
        **{
            f"proposals:{name}": {"code": world.proposal.code, "number": 1}
            for name in ("receipt", "submission", "submission_json")
        },
        "proposals:submissions_beside": {"code": world.proposal.code, "old": 1, "new": 1},
        "proposals:public_receipt": {"receipt": world.proposal.submissions.get().receipt},
        **{
            f"proposals:{name}": {"slug": world.competition.slug, "agency": world.agency.slug}
            for name in ("local", "local_csv", "local_remind", "local_submit", "preselection")
        },
        "proposals:mark": {
            "slug": world.competition.slug,
            "agency": world.agency.slug,
            "code": world.proposal.code,
        },
        "proposals:decide_doublet": {"slug": world.competition.slug, "pk": world.doublet.pk},
        "proposals:decide_cluster": {"slug": world.competition.slug, "number": 1},
        "proposals:undo_check_many": {"slug": world.competition.slug, "pk": world.bulk_check.pk},
        "proposals:participants": {"slug": world.competition.slug},
        "proposals:participants_csv": {"slug": world.competition.slug},
    }


PLENARY = (
    "plenary", "plenary_balance", "plenary_history", "plenary_undo", "plenary_minutes", "plenary_csv", "plenary_xlsx",
    "plenary_decide", "plenary_settings", "plenary_sitting", "plenary_gone", "plenary_renew", "plenary_propose",
    "plenary_again", "plenary_members", "plenary_presence", "plenary_votes", "plenary_approve", "plenary_send_back",
)  # fmt: skip


def _of_plenaries(world: World) -> dict[str, dict[str, Any]]:
    """Addresses below a plenary."""
    plenary = {"slug": world.competition.slug, "stage": "proposal"}
    return {
        **{f"selection:{name}": plenary for name in PLENARY},
        "selection:plenary_tie": plenary | {"pool": 0},
        "selection:plenary_proposal": plenary | {"code": world.proposal.code},
        "selection:plenary_unseat": plenary | {"pk": world.sitting["PlenaryMember"].pk},
        "selection:plenary_vote": plenary | {"number": 1},
        "selection:plenary_close_vote": plenary | {"number": 1},
    }


def _of_judging(world: World) -> dict[str, dict[str, Any]]:
    """Addresses of the organiser's side below a review, and of ties below an agency."""
    review = {"slug": world.competition.slug, "stage": world.judging.review.stage}
    ties = {"slug": world.competition.slug, "agency": world.agency.slug}
    number = world.judging.reading.evaluator.number
    return {
        "judging:ties": ties,
        "judging:take_back_tie": ties | {"pk": world.judging.tie.pk},
        "judging:adjust": review | {"number": number},
        "judging:adopt": review | {"number": world.judging.plan.number, "objective": "total"},
        "judging:entry": review | {"number": world.judging.reading.entry.number},
        "judging:release": review | {"number": number},
        "judging:open_band": review | {"pool": 0},
        "judging:more_readings": review | {"pool": 0},
        **{f"judging:{name}": review | {"pk": world.judging.pair.band_id} for name in ORGANISERS_BAND},
        **{f"judging:{name}": {"pk": world.judging.pair.band_id} for name in EVALUATORS_BAND},
        "judging:remind": review | {"number": number},
        "judging:reassign": review | {"number": number},
        **{f"judging:{name}_panel": review | {"pk": world.judging.panel.pk} for name in ("change", "drop")},
        **{f"judging:{name}_conflict": review | {"pk": world.judging.conflict.pk} for name in ("confirm", "lift")},
    }


def _of_competitions(world: World) -> dict[str, dict[str, Any]]:
    """Addresses below a competition."""
    return {
        "competitions:adopt": {"slug": world.competition.slug, "number": 2},
        **{
            f"competitions:{name}": {"slug": world.competition.slug, "pk": row.pk}
            for name, row in (
                ("change_window", world.window),
                ("drop_window", world.window),
                ("move_window", world.window),
                ("extend", world.window),
                ("change_category", world.category),
                ("drop_category", world.category),
                ("uninvite", world.group_invitation),
                ("dismiss", world.staff),
            )
        },
        **{
            f"selection:{name}": {"slug": world.competition.slug, "stage": "administrasi", "number": 1}
            for name in ("list", "download")
        },
        **_of_plenaries(world),
    }


def _of_interviews(world: World) -> dict[str, dict[str, Any]]:
    """Addresses of a timetable: below its competition, of the panel, below the proposal."""
    rows = world.interviewing
    slot = rows["Slot"]
    stage = {"slug": "lomba-wawancara", "stage": "wawancara"}
    own = {"code": "lomba-wawancara-00001"}
    pk = {"pk": slot.pk}
    of_slot = ("slot", "put", "move", "take_out")
    whole = ("timetable", "timetable_csv", "timetable_ics", "plan", "add_session", "place", "publish", "assign_panels")
    panel = ("heard", "clock", "clock_state", "run_clock", "attendance", "no_show", "postpone")
    return {
        **{f"interviews:{name}": stage for name in whole},
        **{f"interviews:{name}": stage | {"pk": rows["Session"].pk} for name in ("change_session", "drop_session")},
        **{f"interviews:{name}": stage | pk for name in of_slot},
        "interviews:name_chair": stage | {"pk": slot.panel_id},  # type: ignore[attr-defined]
        "interviews:answer_request": stage | {"pk": rows["SlotRequest"].pk},
        **{f"interviews:{name}": pk for name in panel},
        **{f"interviews:{name}": own for name in ("team", "team_ics")},
        **{f"interviews:{name}": own | pk for name in ("presenters", "material", "ask_another_slot")},
        "interviews:drop_material": own | pk | {"file": rows["Material"].pk},
    }


def _of_visits(world: World) -> dict[str, dict[str, Any]]:
    """Addresses of a verification: below its competition, below the visit, below the proposal."""
    rows = world.visiting
    stage = {"slug": world.competition.slug, "stage": rows["VisitChoice"].stage}  # type: ignore[attr-defined]
    visit = {"pk": rows["Visit"].pk}
    own = {"code": world.proposal.code}
    return {
        **{
            f"visits:{name}": stage
            for name in ("index", "list_csv", "calendar", "history", "choose", "people", "appoint")
        },
        **{f"visits:{name}": stage | {"pk": rows["VisitChoice"].pk} for name in ("plan", "undo_choice")},
        **{f"visits:{name}": stage | {"pk": rows["Verifier"].pk} for name in ("days_off", "release_verifier")},
        **{f"visits:{name}": stage | visit for name in ("visit", "change", "announce", "cancel", "release")},
        **{
            f"visits:{name}": visit
            for name in (
                "team", "fill_in", "add_photo", "step_aside", "minutes", "draw_up", "reopen", "sign", "add_to",
            )
        },
        "visits:drop_photo": {"pk": rows["VisitPhoto"].pk},
        "visits:verify": {"pk": rows["Minutes"].pk},
        "visits:paper": {"pk": rows["Minutes"].pk},
        "visits:agency": own,
        "visits:acknowledge": own | visit,
    }  # fmt: skip


BOOK = {
    "code": "masalah", "number": 1, "chapter": 1, "order": 1, "kind": "csv", "key": "alur", "version": 1,
    "token": "tiada",
}  # fmt: skip
"""Parameters that are the same in all addresses of a book and of its rounds."""

PK_OF_BOOK = {
    "show_remark": "ReaderComment", "refuse_remark": "ReaderComment", "show_usage": "Usage", "refuse_usage": "Usage",
    "change_author": "Author", "remove_author": "Author", "refreeze_reference": "BookReference",
    "drop_reference": "BookReference", "change_figure": "Figure", "remove_figure": "Figure", "change_source": "Source",
    "remove_source": "Source", "answer": "FgdComment", "ungroup": "FgdComment",
}  # fmt: skip
"""The rows that addresses of a book name by their key."""


def _of_books(world: World) -> dict[str, dict[str, Any]]:
    """Addresses of a model book by name, as far as they are not told by `BOOK`."""
    rows = world.booking
    book = {"slug": rows["ModelBook"].slug}  # type: ignore[attr-defined]
    return {
        **{f"modelbooks:{name}": book | {"file": UUID(int=0)} for name in ("import_docx", "imported")},
        "modelbooks:theme": {"theme": rows["ModelBook"].theme_id},  # type: ignore[attr-defined]
        "api:get_book": book,
        "api:get_chapter": book | {"code": "masalah"},
        "modelbooks:preview_form": book | {"form": "html"},
        "modelbooks:download": book | {"number": 1, "form": "pdf"},
        "modelbooks:choose_reference": book | {"innovation": world.published.slug},
        **{
            f"modelbooks:{name}": book | ({"number": 1} if kind == "FgdComment" else {}) | {"pk": rows[kind].pk}
            for name, kind in PK_OF_BOOK.items()
        },
    }  # fmt: skip


def _of_replications(world: World) -> dict[str, dict[str, Any]]:
    """Addresses of a case, and of its agreement."""
    rows = world.replicating
    case, paper = {"pk": rows["Case"].pk}, {"paper": rows["Agreement"].pk}
    clause = {"key": rows["AgreementClause"].clause}  # type: ignore[attr-defined]
    return {
        **{
            f"replications:{name}": case
            for name in (
                "case", "request", "ask", "verify", "return_interest", "accept", "refuse", "choose_again",
                "agreements", "describe",
                "begin", "pause", "resume", "cancel", "stop", "revive", "pass_on", "history", "add_task", "add_file",
                "note_part", "take_parts", "add_member", "propose_meeting",
                "readiness", "readiness_csv", "readiness_xlsx", "carry_replies", "add_tasks", "decide",
                "take_book_items",
            )
        },
        "replications:reply": case | {"part": "penerima"},
        "replications:warn": case,
        "replications:warn_takers": {"slug": world.published.slug},
        "replications:settle_warning": {"pk": rows["TakerWarning"].pk},
        **{
            f"replications:{name}": {"slug": world.published.slug} for name in ("lineage", "lineage_csv", "evidence")
        },
        **{f"replications:{name}": case | {"step": "cari"} for name in ("finish_step", "go_back")},
        "replications:tick": case | {"item": "dua-calon"},
        "replications:watch_risk": case | {"failure": "hanya-aplikasi"},
        **{
            f"replications:{name}": case | {"number": rows[kind].pk}
            for kind, names in (
                ("Task", ("finish_task", "reopen_task", "drop_task")), ("CaseFile", ("remove_file",)),
                ("CasePart", ("change_part", "remove_part")), ("Member", ("leave",)),
            )
            for name in names
        },
        **{
            f"replications:{name}": {"pk": rows["Meeting"].pk}
            for name in (
                "meeting", "meeting_calendar", "agree_to_meeting", "decline_meeting", "move_meeting",
                "cancel_meeting", "report_meeting",
            )
        },
        "replications:draft_agreement": case | {"level": "nota"},
        **{
            f"replications:{name}": case | paper
            for name in ("agreement", "write_agreement", "bring_signed", "extend_agreement")
        },
        "replications:letter": case | {"kind": "pdf"},
        "replications:agreement_file": case | paper | {"kind": "docx"},
        **{f"replications:{name}": case | paper | clause for name in ("clause", "clause_history")},
        **_of_measuring(rows, case, world.competition.slug),
    }  # fmt: skip


def _of_measuring(rows: dict[str, Any], case: dict[str, Any], competition: str) -> dict[str, dict[str, Any]]:
    """Addresses of what a case measures, and of its closing."""
    indicator = {"indicator": rows["CaseIndicator"].pk}
    return {
        **{
            f"replications:{name}": case
            for name in (
                "measurements",
                "measurements_csv",
                "add_indicator",
                "confirm_running",
                "closing",
                "write_lessons",
                "report_closing",
                "return_closing",
                "confirm_closing",
                "enter_catalogue",
            )
        },
        "replications:enter_competition": case | {"slug": competition},
        **{
            f"replications:{name}": case | indicator
            for name in ("change_indicator", "make_main", "drop_indicator", "measure")
        },
        "replications:correct_measurement": case | indicator | {"measurement": rows["Measurement"].pk},
    }
