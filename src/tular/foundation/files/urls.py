from django.urls import path

from tular.foundation.files import views

app_name = "files"
urlpatterns = [
    path("berkas/unggah", views.begin, name="begin"),
    path("berkas/unggah/<uuid:id>", views.upload, name="upload"),
    path("berkas/<uuid:id>/lebar/<int:width>", views.image, name="image"),
    path("berkas/<uuid:id>/<str:name>", views.download, name="download"),
]
