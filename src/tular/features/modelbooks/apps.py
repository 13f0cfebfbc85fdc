from django.apps import AppConfig


class ModelbooksConfig(AppConfig):
    name = "tular.features.modelbooks"
    label = "modelbooks"

    def ready(self) -> None:
        # Slots are filled once all apps are loaded; panels import models.
        from tular.features.modelbooks import actions, permissions  # noqa: F401 - makes them known
