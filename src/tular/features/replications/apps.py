from django.apps import AppConfig


class ReplicationsConfig(AppConfig):
    name = "tular.features.replications"
    label = "replications"

    def ready(self) -> None:
        # Slots are filled once all apps are loaded; panels import models.
        from tular.features.replications import panels

        panels.fill_slots()
