from django.urls import path

from tular.features.catalogue.views import editing, passing, public, records, reviewing, units

app_name = "catalogue"

urlpatterns = [
    path("inovasi/<slug:slug>", public.innovation, name="innovation"),
    path("catatan", records.listing, name="records"),
    path("catatan/baru", records.new, name="new"),
    path("catatan/massal", records.many, name="many"),
    path("catatan/massal/<int:pk>/urungkan", records.undo, name="undo"),
    path("catatan/penerus/<slug:slug>", passing.pass_on, name="pass_on"),
    path("catatan/penerus/<slug:slug>/kembalikan", passing.give_back, name="give_back"),
    path("catatan/<str:code>", records.one, name="record"),
    path("catatan/<str:code>/sunting/<slug:section>", editing.edit, name="edit"),
    path("catatan/<str:code>/pratinjau", editing.preview, name="preview"),
    path("catatan/<str:code>/riwayat", editing.past, name="history"),
    path("catatan/<str:code>/riwayat/<int:pk>", editing.revision, name="revision"),
    path("catatan/<str:code>/versi/<int:old>/<str:new>", editing.versions, name="versions"),
    path("catatan/<str:code>/nyatakan", records.declare, name="declare"),
    path("catatan/<str:code>/unit", units.assign_unit, name="assign_unit"),
    path("catatan/<str:code>/langkah/<slug:name>", records.step, name="step"),
    path("kurasi", reviewing.queue, name="queue"),
    path("kurasi/<str:code>", reviewing.review, name="review"),
]
