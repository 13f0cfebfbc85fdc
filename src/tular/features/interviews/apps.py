from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "tular.features.interviews"
    label = "interviews"
