from django.urls import path

from tular.features.selection.views import lists, objections, preparing, promotion, statistics

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
    path("sanggah", objections.own, name="own_results"),
    path("proposal/<slug:code>/sanggah", objections.object_to, name="object"),
]
