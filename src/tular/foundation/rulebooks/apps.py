from django.apps import AppConfig


class RulebooksConfig(AppConfig):
    name = "tular.foundation.rulebooks"
    label = "rulebooks"
