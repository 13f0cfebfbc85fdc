from django.apps import AppConfig


class ReplicationsConfig(AppConfig):
    name = "tular.features.replications"
    label = "replications"

    def ready(self) -> None:
        # Slots are filled once all apps are loaded; panels import models.
        from tular.features.replications import actions, notices, panels, permissions  # noqa: F401 - makes them known
        from tular.features.replications.queries.files import define_purposes

        define_purposes()
        panels.fill_slots()
