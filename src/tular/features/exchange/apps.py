from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tular.features.exchange"
    label = "exchange"
