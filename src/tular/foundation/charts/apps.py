from django.apps import AppConfig


class ChartsConfig(AppConfig):
    name = "tular.foundation.charts"
    label = "charts"
