"""Addresses of replications."""

from django.urls import path

from tular.features.replications.views import starting, workspace

app_name = "replications"

CASE = "replikasi/<int:pk>"

urlpatterns = [
    path("replikasi/mulai", starting.begin, name="begin_case"),
    path(CASE, workspace.case, name="case"),
    path(f"{CASE}/uraian", starting.describe, name="describe"),
]
