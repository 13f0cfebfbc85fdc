from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "tular.foundation.documents"
    label = "documents"
