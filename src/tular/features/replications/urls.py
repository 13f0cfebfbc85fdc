"""Addresses of replications."""

from django.urls import path

from tular.features.replications.views import workspace

app_name = "replications"

CASE = "replikasi/<int:pk>"

urlpatterns = [
    path(CASE, workspace.case, name="case"),
]
