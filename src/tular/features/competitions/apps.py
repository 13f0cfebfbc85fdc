from django.apps import AppConfig


class CompetitionsConfig(AppConfig):
    name = "tular.features.competitions"
    label = "competitions"
