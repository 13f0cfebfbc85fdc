from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "tular.foundation.notifications"
    label = "notifications"
