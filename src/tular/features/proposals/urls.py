from django.urls import URLPattern, path

from tular.features.proposals.views import local, receipts, steps

app_name = "proposals"

urlpatterns: list[URLPattern] = [
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
    path("tanda-terima/<slug:receipt>", receipts.public_receipt, name="public_receipt"),
    *(path(f"proposal/<slug:code>/{name}", steps.step, {"name": name}, name=f"step_{name}") for name in steps.STEPS),
]
