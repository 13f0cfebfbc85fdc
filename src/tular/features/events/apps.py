from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "tular.features.events"
    label = "events"

    def ready(self) -> None:
        from tular.features.events import actions, notices, permissions  # noqa: F401 - makes them known
        from tular.features.events.actions import field_names  # noqa: F401
        from tular.features.events.forms.events import ReplyForm
        from tular.features.events.queries.waiting import invitation_items
        from tular.foundation.access.telling import of_form, tell_of
        from tular.foundation.ui import desk

        desk.offer(invitation_items)
        tell_of("events:reply", of_form(ReplyForm))
