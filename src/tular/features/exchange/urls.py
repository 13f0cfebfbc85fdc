"""Addresses of open data."""

from django.urls import path

from tular.features.exchange import views

app_name = "exchange"
urlpatterns = [
    path("data", views.open_data, name="open_data"),
    path("data/kamus.csv", views.dictionary, name="dictionary"),
    path("data/<slug:name>.csv", views.download, {"kind": "csv"}, name="download"),
    path("data/<slug:name>.json", views.download, {"kind": "json"}, name="download"),
]
