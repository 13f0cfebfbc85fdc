"""Addresses of the portal."""

from django.urls import path

from tular.features.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("jelajah", views.browse, name="browse"),
    path("instansi", views.agencies, name="agencies"),
    path("instansi/<slug:slug>", views.agency, name="agency"),
    path("kerja", views.desk, name="desk"),
    path("robots.txt", views.robots, name="robots"),
    path("sehat", views.health, name="health"),
]
