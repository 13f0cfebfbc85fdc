from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tular.foundation.ui"
    label = "ui"
