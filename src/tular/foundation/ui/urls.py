"""Addresses of the foundation's own pages."""

from django.urls import path

from tular.foundation.ui import views

app_name = "ui"
urlpatterns = [
    path("pola", views.patterns, name="patterns"),
    path("pola/saran", views.pattern_suggestions, name="pattern_suggestions"),
]
