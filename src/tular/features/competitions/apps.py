from django.apps import AppConfig


class CompetitionsConfig(AppConfig):
    name = "tular.features.competitions"
    label = "competitions"

    def ready(self) -> None:
        from tular.features.competitions import actions, notices, permissions  # noqa: F401 - registers them
        from tular.features.competitions.actions import field_names  # noqa: F401
