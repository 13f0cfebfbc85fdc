from django.urls import path

from tular.foundation.rulebooks import views

app_name = "rulebooks"

urlpatterns = [
    path("aturan", views.index, name="index"),
    path("aturan/banding", views.compare, name="compare"),
    path("aturan/<slug:identity>", views.detail, name="detail"),
    path("aturan/<slug:identity>.toml", views.download, name="download"),
    path("aturan/<slug:identity>/terbitkan", views.publish, name="publish"),
    path("aturan/<slug:identity>/v/<int:number>", views.detail_of_version, name="version"),
    path("aturan/<slug:identity>/v/<int:number>.toml", views.download_version, name="download_version"),
]
