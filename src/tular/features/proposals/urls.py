from django.urls import URLPattern, path

from tular.features.proposals.views import local, preselection, proposals, receipts, steps, writing

app_name = "proposals"

urlpatterns: list[URLPattern] = [
    path("proposal", proposals.listing, name="proposals"),
    path("proposal/baru", proposals.new, name="new"),
    path("proposal/<slug:code>", proposals.one, name="proposal"),
    path("proposal/<slug:code>/sunting/<slug:section>", writing.edit, name="edit"),
    path("proposal/<slug:code>/pratinjau", proposals.preview, name="preview"),
    path("proposal/<slug:code>/riwayat", proposals.past, name="history"),
    path("proposal/<slug:code>/riwayat/<int:pk>", proposals.sitting, name="sitting"),
    path("proposal/<slug:code>/tim", proposals.add_member, name="add_member"),
    path("proposal/<slug:code>/tim/<int:pk>/keluarkan", proposals.remove_member, name="remove_member"),
    path("proposal/<slug:code>/komentar/<slug:section>", proposals.comment, name="comment"),
    path("proposal/<slug:code>/komentar/<int:pk>/selesai", proposals.close_comment, name="close_comment"),
    path("proposal/<slug:code>/tanda-terima/<int:number>", receipts.receipt, name="receipt"),
    path("proposal/<slug:code>/kiriman/<int:number>", receipts.frozen, name="submission"),
    path("proposal/<slug:code>/kiriman/<int:number>/json", receipts.download, name="submission_json"),
    path("proposal/<slug:code>/kiriman/<int:old>/<int:new>", receipts.compare, name="submissions_beside"),
    path("kompetisi/<slug:slug>/kelola/peserta", local.agencies, name="participants"),
    path("kompetisi/<slug:slug>/kelola/peserta/csv", local.agencies_table, name="participants_csv"),
    path("kompetisi/<slug:slug>/instansi/<slug:agency>", local.desk, name="local"),
    path("kompetisi/<slug:slug>/instansi/<slug:agency>/csv", local.table, name="local_csv"),
    path("kompetisi/<slug:slug>/instansi/<slug:agency>/ingatkan", local.remind, name="local_remind"),
    path("kompetisi/<slug:slug>/instansi/<slug:agency>/ajukan", local.submit, name="local_submit"),
    path("kompetisi/<slug:slug>/instansi/<slug:agency>/pra-seleksi", preselection.choice, name="preselection"),
    path("kompetisi/<slug:slug>/instansi/<slug:agency>/pra-seleksi/<slug:code>", preselection.mark, name="mark"),
    path("tanda-terima/<slug:receipt>", receipts.public_receipt, name="public_receipt"),
    *(path(f"proposal/<slug:code>/{name}", steps.step, {"name": name}, name=f"step_{name}") for name in steps.STEPS),
]
