"""Addresses of judging: the evaluators' side below /penilaian, the organiser's below its competition."""

from django.urls import path

from tular.features.judging.views import (
    assigning,
    conflicts,
    control,
    desk,
    differences,
    mark_history,
    offline,
    own,
    people,
    reading,
    reviews,
    table,
    ties,
)

app_name = "judging"

REVIEW = "kompetisi/<slug:slug>/penilaian/<slug:stage>"
GIVEN = f"{REVIEW}/penugasan"
PEOPLE = f"{REVIEW}/tim"
TABLE = "penilaian/<slug:slug>/<slug:stage>/tabel"
TIES = "kompetisi/<slug:slug>/instansi/<slug:agency>/hubungan"

urlpatterns = [
    path("penilaian", desk.desk, name="desk"),
    path("penilaian/luring", offline.notice, name="offline"),
    path("penilaian/luring.js", offline.worker, name="offline_worker"),
    path("penilaian/luring.json", offline.to_keep, name="offline_pages"),
    path("penilaian/profil", own.profile, name="profile"),
    path("penilaian/pakta/<slug:slug>", own.sign, name="pact"),
    path("penilaian/benturan/<slug:slug>/<slug:stage>", own.disclose, name="disclose"),
    path("penilaian/<int:pk>/benturan", own.declare, name="declare_conflict"),
    path("penilaian/<int:pk>", reading.reading, name="reading"),
    path("penilaian/<int:pk>/ubah", reading.reopen, name="reopen_sheet"),
    path("penilaian/<int:pk>/tidak-menilai", reading.abstain, name="abstain"),
    path(TABLE, table.table, name="table"),
    path(f"{TABLE}.csv", table.download, name="table_csv"),
    path(f"{TABLE}/impor", table.bring, name="bring_marks"),
    path(TIES, ties.index, name="ties"),
    path(f"{TIES}/<int:pk>/tarik", ties.take_back, name="take_back_tie"),
    path(REVIEW, reviews.review, name="review"),
    path(f"{REVIEW}/siapkan", reviews.prepare, name="prepare"),
    path(f"{REVIEW}/rencana", reviews.settings, name="change"),
    path(f"{REVIEW}/mulai", reviews.start, name="start"),
    path(f"{REVIEW}/tutup", reviews.close, name="close"),
    path(f"{REVIEW}/buka-lagi", reviews.reopen, name="reopen"),
    path(f"{REVIEW}/riwayat", reviews.past, name="history"),
    path(f"{REVIEW}/perubahan-nilai", mark_history.index, name="mark_history"),
    path(f"{REVIEW}/perubahan-nilai.csv", mark_history.download, name="mark_history_csv"),
    path(PEOPLE, people.index, name="people"),
    path(f"{PEOPLE}.csv", people.download, name="people_csv"),
    path(f"{PEOPLE}/tambah", people.add_panel, name="add_panel"),
    path(f"{PEOPLE}/<int:pk>/ubah", people.change_panel, name="change_panel"),
    path(f"{PEOPLE}/<int:pk>/hapus", people.drop_panel, name="drop_panel"),
    path(f"{PEOPLE}/penilai", people.appoint, name="appoint"),
    path(f"{PEOPLE}/penilai/banyak", people.appoint_many, name="appoint_many"),
    path(f"{PEOPLE}/penilai/<int:number>", people.adjust, name="adjust"),
    path(f"{PEOPLE}/penilai/<int:number>/akhiri", people.release, name="release"),
    path(f"{PEOPLE}/ingatkan-pakta", people.remind, name="remind_pact"),
    path(f"{REVIEW}/benturan", conflicts.index, name="conflicts"),
    path(f"{REVIEW}/benturan/cari", conflicts.search, name="seek_conflicts"),
    path(f"{REVIEW}/benturan/catat", conflicts.record, name="record_conflict"),
    path(f"{REVIEW}/benturan/<int:pk>/benarkan", conflicts.confirm, name="confirm_conflict"),
    path(f"{REVIEW}/benturan/<int:pk>/cabut", conflicts.lift, name="lift_conflict"),
    path(f"{REVIEW}/kendali", control.room, name="control"),
    path(f"{REVIEW}/kendali.csv", control.download, name="control_csv"),
    path(f"{REVIEW}/kendali/hitung", control.calibrate, name="calibrate"),
    path(f"{REVIEW}/perbedaan/<int:pk>", differences.case, name="case"),
    path(f"{REVIEW}/perbedaan/<int:pk>/bahas", differences.discuss, name="hold_discussion"),
    path(f"{REVIEW}/perbedaan/<int:pk>/tutup", differences.close_case, name="close_case"),
    path(GIVEN, assigning.index, name="assignments"),
    path(f"{GIVEN}.csv", assigning.download, name="assignments_csv"),
    path(f"{GIVEN}/hitung", assigning.plan, name="plan"),
    path(f"{GIVEN}/rencana/<int:number>/<slug:objective>", assigning.adopt, name="adopt"),
    path(f"{GIVEN}/proposal/<int:number>", assigning.entry, name="entry"),
    path(f"{GIVEN}/bacaan/<int:pk>/tarik", assigning.take_back, name="take_back"),
    path(f"{GIVEN}/bacaan/<int:pk>/beri-lagi", assigning.give_again, name="give_again"),
    path(f"{GIVEN}/penilai/<int:number>/ingatkan", assigning.remind, name="remind"),
    path(f"{GIVEN}/penilai/<int:number>/alihkan", assigning.reassign, name="reassign"),
    path(f"{GIVEN}/ubah", assigning.many, name="change_many"),
    path(f"{GIVEN}/massal/<int:pk>/urungkan", assigning.undo_many, name="undo_many"),
]
