"""Addresses of events."""

from django.urls import path

from tular.features.events.views import events, guests

app_name = "events"

EVENT = "acara/<slug:slug>"
GUEST = "acara/undangan/<str:token>"

urlpatterns = [
    path("acara", events.index, name="index"),
    path("acara/baru", events.draft, name="draft"),
    path(GUEST, events.invited, name="invited"),
    path(f"{GUEST}/jawab", events.invited_reply, name="invited_reply"),
    path(f"{GUEST}/acara.ics", events.invited_calendar, name="invited_calendar"),
    path(EVENT, events.event, name="event"),
    path("acara/<slug:slug>.ics", events.calendar, name="calendar"),
    path(f"{EVENT}/ubah", events.edit, name="edit"),
    path(f"{EVENT}/susunan", events.agenda, name="agenda"),
    path(f"{EVENT}/umumkan", events.announce, name="announce"),
    path(f"{EVENT}/batalkan", events.cancel, name="cancel"),
    path(f"{EVENT}/jawab", events.reply, name="reply"),
    path(f"{EVENT}/kelola", guests.manage, name="manage"),
    path(f"{EVENT}/kelola/undangan.csv", guests.table, name="guests_csv"),
    path(f"{EVENT}/kelola/undang", guests.invite, name="invite"),
    path(f"{EVENT}/kelola/<int:pk>/cabut", guests.withdraw, name="withdraw"),
    path(f"{EVENT}/kelola/<int:pk>/hadir", guests.attend, name="attend"),
]
