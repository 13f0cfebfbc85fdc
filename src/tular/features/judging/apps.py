from django.apps import AppConfig


class JudgingConfig(AppConfig):
    name = "tular.features.judging"
    label = "judging"
