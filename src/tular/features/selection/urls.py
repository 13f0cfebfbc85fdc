from django.urls import path

from tular.features.selection.views import (
    certificates,
    feedback,
    lists,
    objections,
    preparing,
    promotion,
    statistics,
    winners,
)

app_name = "selection"

urlpatterns = [
    path("kompetisi/statistik", statistics.statistics, name="statistics"),
    path("kompetisi/statistik.csv", statistics.download, name="statistics_csv"),
    path("kompetisi/<slug:slug>/daftar/<slug:stage>/<int:number>", lists.published, name="list"),
    path("kompetisi/<slug:slug>/daftar/<slug:stage>/<int:number>.csv", lists.download, name="download"),
    path("kompetisi/<slug:slug>/kelola/promosi", promotion.promote, name="promote"),
    path("seleksi/<slug:slug>/daftar", preparing.prepare, name="prepare"),
    path("seleksi/<slug:slug>/daftar/pratinjau", preparing.preview, name="preview"),
    path("seleksi/<slug:slug>/daftar/umumkan", preparing.announce, name="announce"),
    path("seleksi/<slug:slug>/sanggah", objections.queue, name="objections"),
    path("seleksi/<slug:slug>/sanggah/<int:pk>", objections.answer, name="objection"),
    path("seleksi/<slug:slug>/sertifikat", certificates.certificates, name="certificates"),
    path("seleksi/<slug:slug>/sertifikat.zip", certificates.download_all, name="certificates_zip"),
    path("seleksi/<slug:slug>/sertifikat/contoh.pdf", certificates.sample, name="certificate_sample"),
    path("seleksi/<slug:slug>/sertifikat/cabut", certificates.revoke_outdated, name="revoke_outdated"),
    path("seleksi/<slug:slug>/sertifikat/<int:pk>/ganti", certificates.replace, name="replace_certificate"),
    path("seleksi/<slug:slug>/sertifikat/<int:pk>/cabut", certificates.revoke, name="revoke_certificate"),
    path("seleksi/<slug:slug>/umpan-balik", feedback.comments, name="comments"),
    path("seleksi/<slug:slug>/umpan-balik/lepas", feedback.release, name="release_feedback"),
    path("seleksi/<slug:slug>/umpan-balik/pratinjau/<slug:code>", feedback.preview, name="preview_feedback"),
    path("seleksi/<slug:slug>/umpan-balik/<int:pk>/tahan", feedback.hold, name="hold_comment"),
    path("seleksi/<slug:slug>/umpan-balik/<int:pk>/teruskan", feedback.let, name="let_comment"),
    path("umpan-balik", feedback.own, name="own_feedback"),
    path("umpan-balik.csv", feedback.own_csv, name="own_feedback_csv"),
    path("proposal/<slug:code>/umpan-balik", feedback.of_proposal, name="feedback"),
    path("seleksi/<slug:slug>/katalog", winners.winners, name="winners"),
    path("sanggah", objections.own, name="own_results"),
    path("proposal/<slug:code>/sanggah", objections.object_to, name="object"),
]
