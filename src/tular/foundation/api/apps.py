from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "tular.foundation.api"
    label = "api"
