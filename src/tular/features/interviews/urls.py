"""Addresses of interviews: the organiser's below the competition, the panel's, the team's below its proposal."""

from django.urls import path

from tular.features.interviews.views import hearing, planning, presenting, slots

app_name = "interviews"

PLAN = "kompetisi/<slug:slug>/wawancara/<slug:stage>"
TEAM = "proposal/<slug:code>/wawancara"

urlpatterns = [
    path(PLAN, planning.index, name="timetable"),
    path(f"{PLAN}.csv", planning.download, name="timetable_csv"),
    path(f"{PLAN}.ics", planning.calendar, name="timetable_ics"),
    path(f"{PLAN}/aturan", planning.lengths, name="plan"),
    path(f"{PLAN}/sesi/tambah", planning.add_session, name="add_session"),
    path(f"{PLAN}/sesi/<int:pk>/ubah", planning.change_session, name="change_session"),
    path(f"{PLAN}/sesi/<int:pk>/hapus", planning.drop_session, name="drop_session"),
    path(f"{PLAN}/tempatkan", planning.place, name="place"),
    path(f"{PLAN}/terbitkan", planning.publish, name="publish"),
    path(f"{PLAN}/tugaskan", planning.assign_panels, name="assign_panels"),
    path(f"{PLAN}/tim/<int:pk>/ketua", planning.chair, name="name_chair"),
    path(f"{PLAN}/slot/<int:pk>", slots.slot, name="slot"),
    path(f"{PLAN}/slot/<int:pk>/isi", slots.put, name="put"),
    path(f"{PLAN}/slot/<int:pk>/pindah", slots.move, name="move"),
    path(f"{PLAN}/slot/<int:pk>/keluarkan", slots.take_out, name="take_out"),
    path(f"{PLAN}/permintaan/<int:pk>", slots.request_page, name="answer_request"),
    path("wawancara", hearing.days, name="days"),
    path("wawancara.ics", hearing.my_calendar, name="days_ics"),
    path("wawancara/<int:pk>", hearing.heard, name="heard"),
    path("wawancara/<int:pk>/jam", hearing.clock, name="clock"),
    path("wawancara/<int:pk>/jam/keadaan", hearing.clock_state, name="clock_state"),
    path("wawancara/<int:pk>/jam/langkah", hearing.run_clock, name="run_clock"),
    path("wawancara/<int:pk>/kehadiran", hearing.attendance, name="attendance"),
    path("wawancara/<int:pk>/tidak-hadir", hearing.no_show, name="no_show"),
    path("wawancara/<int:pk>/tunda", hearing.postpone, name="postpone"),
    path(TEAM, presenting.index, name="team"),
    path(f"{TEAM}.ics", presenting.calendar, name="team_ics"),
    path(f"{TEAM}/<int:pk>/penyaji", presenting.presenters, name="presenters"),
    path(f"{TEAM}/<int:pk>/bahan", presenting.material, name="material"),
    path(f"{TEAM}/<int:pk>/bahan/<int:file>/lepas", presenting.drop_material, name="drop_material"),
    path(f"{TEAM}/<int:pk>/minta", presenting.ask, name="ask_another_slot"),
]
