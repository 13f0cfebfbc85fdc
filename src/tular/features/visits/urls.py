"""Addresses of field verification: the organiser's below its competition, the team's below /verifikasi."""

from django.urls import path

from tular.features.visits.views import agency, minutes, offline, organising, photos, planning, team

app_name = "visits"

STAGE = "kompetisi/<slug:slug>/verifikasi/<slug:stage>"
VISIT = f"{STAGE}/kunjungan/<int:pk>"
MINE = "verifikasi/<int:pk>"

urlpatterns = [
    path(STAGE, organising.index, name="index"),
    path(f"{STAGE}.csv", organising.download, name="list_csv"),
    path(f"{STAGE}.ics", organising.calendar, name="calendar"),
    path(f"{STAGE}/riwayat", organising.past, name="history"),
    path(f"{STAGE}/pilih", organising.choose, name="choose"),
    path(f"{STAGE}/pilihan/<int:pk>", planning.plan, name="plan"),
    path(f"{STAGE}/pilihan/<int:pk>/batal", organising.undo, name="undo_choice"),
    path(f"{STAGE}/tim", organising.people, name="people"),
    path(f"{STAGE}/tim/angkat", organising.appoint, name="appoint"),
    path(f"{STAGE}/tim/<int:pk>/libur", organising.days_off, name="days_off"),
    path(f"{STAGE}/tim/<int:pk>/akhiri", organising.release_verifier, name="release_verifier"),
    path(VISIT, planning.visit, name="visit"),
    path(f"{VISIT}/ubah", planning.change, name="change"),
    path(f"{VISIT}/umumkan", planning.announce, name="announce"),
    path(f"{VISIT}/batalkan", planning.cancel, name="cancel"),
    path(f"{VISIT}/buka", planning.release, name="release"),
    path("verifikasi", team.desk, name="desk"),
    path("verifikasi.ics", team.calendar, name="my_calendar"),
    path("verifikasi/luring", offline.notice, name="offline"),
    path("verifikasi/luring.js", offline.worker, name="offline_worker"),
    path("verifikasi/luring.json", offline.to_keep, name="offline_pages"),
    path("verifikasi/foto/<int:pk>/lepas", photos.drop, name="drop_photo"),
    path("verifikasi/berita-acara/<int:pk>", minutes.verify, name="verify"),
    path("verifikasi/berita-acara/<int:pk>.pdf", minutes.paper, name="paper"),
    path(MINE, team.visit, name="team"),
    path(f"{MINE}/isi", team.fill_in, name="fill_in"),
    path(f"{MINE}/foto", photos.add, name="add_photo"),
    path(f"{MINE}/mundur", team.step_aside, name="step_aside"),
    path(f"{MINE}/berita-acara", minutes.minutes, name="minutes"),
    path(f"{MINE}/berita-acara/susun", minutes.draw_up, name="draw_up"),
    path(f"{MINE}/berita-acara/buka-lagi", minutes.reopen, name="reopen"),
    path(f"{MINE}/berita-acara/tandatangani", minutes.sign, name="sign"),
    path(f"{MINE}/berita-acara/tambah", minutes.add_to, name="add_to"),
    path("proposal/<slug:code>/verifikasi", agency.visits, name="agency"),
    path("proposal/<slug:code>/verifikasi/<int:pk>/baca", agency.acknowledge, name="acknowledge"),
]
