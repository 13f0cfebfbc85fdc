from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "tular.features.conversations"
    label = "conversations"

    def ready(self) -> None:
        from tular.features.conversations import notices, panels, permissions  # noqa: F401 - registered by importing
        from tular.features.conversations.actions import field_names  # noqa: F401
        from tular.features.conversations.forms import tell_of_forms
        from tular.features.conversations.queries.waiting import desk_items
        from tular.foundation.ui import desk, slots

        desk.offer(desk_items)
        tell_of_forms()
        slots.fill("catalogue.innovation.actions", panels.ask_and_keep)
        slots.fill("catalogue.innovation.conversation", panels.answers_and_comments)
        slots.fill("portal.agency.contact", panels.ask_agency)
        slots.fill("competitions.call.contact", panels.ask_agency)
