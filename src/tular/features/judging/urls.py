"""Addresses of judging: the evaluators' side below /penilaian, the organiser's below its competition."""

from django.urls import path

from tular.features.judging.views import assigning, desk, offline, reading

app_name = "judging"

REVIEW = "kompetisi/<slug:slug>/penilaian/<slug:stage>"
GIVEN = f"{REVIEW}/penugasan"

urlpatterns = [
    path("penilaian", desk.desk, name="desk"),
    path("penilaian/luring", offline.notice, name="offline"),
    path("penilaian/luring.js", offline.worker, name="offline_worker"),
    path("penilaian/luring.json", offline.to_keep, name="offline_pages"),
    path("penilaian/<int:pk>", reading.reading, name="reading"),
    path("penilaian/<int:pk>/ubah", reading.reopen, name="reopen_sheet"),
    path("penilaian/<int:pk>/tidak-menilai", reading.abstain, name="abstain"),
    path(GIVEN, assigning.index, name="assignments"),
    path(f"{GIVEN}.csv", assigning.download, name="assignments_csv"),
    path(f"{GIVEN}/hitung", assigning.plan, name="plan"),
    path(f"{GIVEN}/rencana/<int:number>/<slug:objective>", assigning.adopt, name="adopt"),
    path(f"{GIVEN}/proposal/<int:number>", assigning.entry, name="entry"),
    path(f"{GIVEN}/bacaan/<int:pk>/tarik", assigning.take_back, name="take_back"),
    path(f"{GIVEN}/bacaan/<int:pk>/beri-lagi", assigning.give_again, name="give_again"),
    path(f"{GIVEN}/ubah", assigning.many, name="change_many"),
    path(f"{GIVEN}/massal/<int:pk>/urungkan", assigning.undo_many, name="undo_many"),
]
