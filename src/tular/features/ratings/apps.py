from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "tular.features.ratings"
    label = "ratings"
