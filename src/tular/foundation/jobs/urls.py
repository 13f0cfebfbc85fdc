from django.urls import path

from tular.foundation.jobs import views

app_name = "jobs"
urlpatterns = [
    path("proses", views.runs, name="runs"),
    path("proses/<int:pk>", views.run, name="run"),
    path("proses/<int:pk>/keadaan", views.state, name="state"),
    path("proses/<int:pk>/batalkan", views.cancel, name="cancel"),
    path("proses/<int:pk>/ulangi", views.retry, name="retry"),
]
