from django.apps import AppConfig


class CompetitionsConfig(AppConfig):
    name = "tular.features.competitions"
    label = "competitions"

    def ready(self) -> None:
        from tular.features.competitions import actions, notices, permissions  # noqa: F401 - registers them
        from tular.features.competitions.actions import field_names  # noqa: F401
        from tular.features.competitions.forms.drafting.beginning import tell_of_drafts
        from tular.features.competitions.forms.told import tell_of_forms
        from tular.features.competitions.panels import clone_link, demo_role, drafts_link, open_link
        from tular.features.competitions.queries.desk import desk_items
        from tular.foundation.ui import desk, slots

        desk.offer(desk_items)
        tell_of_forms()
        tell_of_drafts()
        slots.fill("accounts.demo.role", demo_role)
        slots.fill("rulebooks.index", drafts_link)
        slots.fill("rulebooks.detail.steps", open_link)
        slots.fill("rulebooks.detail.steps", clone_link)
