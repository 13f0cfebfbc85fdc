from django.apps import AppConfig


class FinderConfig(AppConfig):
    name = "tular.features.finder"
    label = "finder"

    def ready(self) -> None:
        # Slots are filled once all apps are loaded; panels import models.
        from tular.features.finder import panels

        panels.fill_slots()
