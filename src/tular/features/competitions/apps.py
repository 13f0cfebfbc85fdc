from django.apps import AppConfig


class CompetitionsConfig(AppConfig):
    name = "tular.features.competitions"
    label = "competitions"

    def ready(self) -> None:
        from tular.features.competitions import actions, notices, permissions  # noqa: F401 - registers them
        from tular.features.competitions.actions import field_names  # noqa: F401
        from tular.features.competitions.panels import clone_link, drafts_link
        from tular.foundation.ui import slots

        slots.fill("rulebooks.index", drafts_link)
        slots.fill("rulebooks.detail.steps", clone_link)
