from django.apps import AppConfig


class FinderConfig(AppConfig):
    name = "tular.features.finder"
    label = "finder"

    def ready(self) -> None:
        # Slots are filled once all apps are loaded; panels import models.
        from tular.features.finder import notices, panels, permissions  # noqa: F401 - registered by importing

        panels.fill_slots()
