"""Addresses of notices, of the choices about them, and of the operators' view of mail."""

from django.urls import path

from tular.foundation.notifications import views

app_name = "notifications"
urlpatterns = [
    path("pemberitahuan", views.notices, name="notices"),
    path("pemberitahuan/baca", views.read, name="read"),
    path("pemberitahuan/coba-lagi", views.try_address_again, name="try_again"),
    path("pemberitahuan/<int:pk>", views.open_notice, name="open"),
    path("akun/pemberitahuan", views.choices, name="choices"),
    path("surat", views.mails, name="mails"),
    path("surat/ulang", views.retry_failed, name="retry_all"),
    path("surat/<int:pk>/ulang", views.retry, name="retry"),
    path("surat/<int:pk>/tahan", views.hold, name="hold"),
    path("surat/berhenti/<str:token>", views.stop_mail, name="stop"),
]
