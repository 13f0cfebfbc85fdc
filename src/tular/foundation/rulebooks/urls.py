from django.urls import path

from tular.foundation.rulebooks import views

app_name = "rulebooks"

urlpatterns = [
    path("aturan", views.index, name="index"),
    path("aturan/banding", views.compare, name="compare"),
    path("aturan/<slug:identity>", views.detail, name="detail"),
    path("aturan/<slug:identity>.toml", views.download, name="download"),
]
