from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tular.features.accounts"
    label = "accounts"
