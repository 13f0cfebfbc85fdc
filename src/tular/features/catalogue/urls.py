from django.urls import path

from tular.features.catalogue import views

app_name = "catalogue"

urlpatterns = [path("inovasi/<slug:slug>", views.innovation, name="innovation")]
