from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "tular.foundation.files"
    label = "files"

    def ready(self) -> None:
        from tular.foundation.files import permissions  # noqa: F401 - registers them
