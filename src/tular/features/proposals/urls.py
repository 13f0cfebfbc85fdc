from django.urls import URLPattern, path

from tular.features.proposals.views import receipts, steps

app_name = "proposals"

urlpatterns: list[URLPattern] = [
    path("proposal/<slug:code>/tanda-terima/<int:number>", receipts.receipt, name="receipt"),
    path("proposal/<slug:code>/kiriman/<int:number>", receipts.frozen, name="submission"),
    path("proposal/<slug:code>/kiriman/<int:number>/json", receipts.download, name="submission_json"),
    path("proposal/<slug:code>/kiriman/<int:old>/<int:new>", receipts.compare, name="submissions_beside"),
    path("tanda-terima/<slug:receipt>", receipts.public_receipt, name="public_receipt"),
    *(path(f"proposal/<slug:code>/{name}", steps.step, {"name": name}, name=f"step_{name}") for name in steps.STEPS),
]
