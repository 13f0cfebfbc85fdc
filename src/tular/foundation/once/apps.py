from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "tular.foundation.once"
    label = "once"
