from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tular.features.accounts"
    label = "accounts"

    def ready(self) -> None:
        from tular.features.accounts import actions  # noqa: F401 - registers actions and permissions
        from tular.features.accounts.actions import trace

        trace.connect()
