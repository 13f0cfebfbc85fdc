"""Addresses of competitions."""

from django.urls import path

from tular.features.competitions.views import calendar, managing, opening, people, public
from tular.features.competitions.views.drafts import editing
from tular.features.competitions.views.drafts import pages as drafts

app_name = "competitions"

DRAFT = "aturan/rancangan/<slug:identity>"
KEPT = "kompetisi/<slug:slug>/kelola"

urlpatterns = [
    path("kompetisi", public.index, name="index"),
    path("kompetisi/kalender.ics", public.calendar, name="calendar_of_all"),
    path("kompetisi/baru", opening.create, name="create"),
    path("kompetisi/<slug:slug>", public.call, name="call"),
    path("kompetisi/<slug:slug>/kalender.ics", public.calendar, name="calendar"),
    path("kompetisi/<slug:slug>/jejak", public.digests, name="digests"),
    path("kompetisi/<slug:slug>/jejak.csv", public.digests_csv, name="digests_csv"),
    path(KEPT, managing.manage, name="manage"),
    path(f"{KEPT}/riwayat", managing.past, name="history"),
    path(f"{KEPT}/keterangan", managing.describe, name="describe"),
    path(f"{KEPT}/buka", managing.announce, name="announce"),
    path(f"{KEPT}/selesai", managing.finish, name="finish"),
    path(f"{KEPT}/batal", managing.cancel, name="cancel"),
    path(f"{KEPT}/aturan/<int:number>", managing.adopt, name="adopt"),
    path(f"{KEPT}/jadwal/tambah", calendar.add, name="add_window"),
    path(f"{KEPT}/jadwal/<int:pk>/ubah", calendar.change, name="change_window"),
    path(f"{KEPT}/jadwal/<int:pk>/hapus", calendar.drop, name="drop_window"),
    path(f"{KEPT}/jadwal/<int:pk>/geser", calendar.move, name="move_window"),
    path(f"{KEPT}/jadwal/<int:pk>/perpanjang", calendar.extend, name="extend"),
    path(f"{KEPT}/kategori/tambah", people.new_category, name="add_category"),
    path(f"{KEPT}/kategori/<int:pk>/ubah", people.edit_category, name="change_category"),
    path(f"{KEPT}/kategori/<int:pk>/hapus", people.drop_category, name="drop_category"),
    path(f"{KEPT}/undangan", people.invite, name="invite"),
    path(f"{KEPT}/undangan/<int:pk>/tarik", people.uninvite, name="uninvite"),
    path(f"{KEPT}/petugas", people.appoint_staff, name="appoint"),
    path(f"{KEPT}/petugas/<int:pk>/akhiri", people.dismiss_staff, name="dismiss"),
    path("aturan/rancangan", drafts.index, name="drafts"),
    path("aturan/rancangan/baru", drafts.begin, name="begin_draft"),
    path(DRAFT, drafts.draft, name="draft"),
    path(f"{DRAFT}/baca", drafts.in_words, name="draft_in_words"),
    path(f"{DRAFT}/terbitkan", drafts.publish, name="publish_draft"),
    path(f"{DRAFT}/hapus", drafts.discard, name="discard_draft"),
    path(f"{DRAFT}/teks", editing.whole_text, name="draft_text"),
    path(f"{DRAFT}/<slug:screen>", editing.screen, name="draft_screen"),
    path(f"{DRAFT}/<slug:screen>/<path:way>", editing.screen, name="draft_place"),
]
