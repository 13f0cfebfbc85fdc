from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "tular.features.events"
    label = "events"
