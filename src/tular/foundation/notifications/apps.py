from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "tular.foundation.notifications"
    label = "notifications"

    def ready(self) -> None:
        from tular.foundation.audit import labels
        from tular.foundation.notifications import permissions  # noqa: F401 - registers them
        from tular.foundation.notifications.panels import bell, menu_entry
        from tular.foundation.ui import slots

        labels.personal("notifications.mail", "address")
        slots.fill("ui.header.person", bell)
        slots.fill("accounts.account.menu", menu_entry)
