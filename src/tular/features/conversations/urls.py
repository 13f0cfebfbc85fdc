"""Addresses of questions, comments, and of what a person keeps."""

from django.urls import path

from tular.features.conversations.views import keeping, moderation, questions

app_name = "conversations"
urlpatterns = [
    path("inovasi/<slug:slug>/tanya", questions.ask, name="ask"),
    path("instansi/<slug:slug>/tanya", questions.ask_agency, name="ask_agency"),
    path("pertanyaan", questions.questions, name="questions"),
    path("pertanyaan/<int:number>", questions.show, name="show"),
    path("pertanyaan/<int:number>/jawab", questions.answer, name="answer"),
    path("pertanyaan/<int:number>/lanjut", questions.follow_up, name="follow_up"),
    path("pertanyaan/<int:number>/terbit", questions.publish, name="publish"),
    path("pertanyaan/<int:number>/tarik", questions.unpublish, name="unpublish"),
    path("pertanyaan/<int:number>/tutup", questions.close, name="close"),
    path("pertanyaan/<int:number>/lapor", questions.report, name="report_question"),
    path("inovasi/<slug:slug>/komentar", moderation.comment, name="comment"),
    path("komentar", moderation.comments, name="comments"),
    path("komentar/<int:number>/putuskan", moderation.decide_comment, name="decide_comment"),
    path("komentar/<int:number>/tarik", moderation.withdraw_comment, name="withdraw_comment"),
    path("komentar/<int:number>/lapor", moderation.report_comment, name="report_comment"),
    path("laporan", moderation.reports, name="reports"),
    path("laporan/<int:number>/putuskan", moderation.decide_report, name="decide_report"),
    path("disimpan", keeping.kept, name="kept"),
    path("inovasi/<slug:slug>/simpan", keeping.bookmark, name="bookmark"),
    path("ikuti/<slug:kind>/<slug:key>", keeping.follow, name="follow"),
]
