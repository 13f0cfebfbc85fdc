from django.urls import path

from tular.foundation.documents import views

app_name = "documents"

urlpatterns = [
    path("sertifikat", views.check, name="check"),
    path("sertifikat-saya", views.own, name="own"),
    path("sertifikat/<str:code>", views.certificate, name="certificate"),
    path("sertifikat/<str:code>/pdf", views.download, name="download"),
]
