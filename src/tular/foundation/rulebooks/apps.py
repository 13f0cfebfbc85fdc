from django.apps import AppConfig


class RulebooksConfig(AppConfig):
    name = "tular.foundation.rulebooks"
    label = "rulebooks"

    def ready(self) -> None:
        from tular.foundation.rulebooks import actions  # noqa: F401 - registers them
