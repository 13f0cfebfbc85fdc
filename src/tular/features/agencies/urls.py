"""Addresses of people, units, invitations and requests."""

from django.urls import path

from tular.features.agencies.views import centre, invitations, joining, memberships, people, standing, units

app_name = "agencies"
urlpatterns = [
    path("instansi/<slug:slug>/orang", people.people, name="people"),
    path("instansi/<slug:slug>/orang/undang", people.invite_person, name="invite"),
    path("instansi/<slug:slug>/orang/undang-banyak", people.invite_people, name="invite_many"),
    path("instansi/<slug:slug>/unit/tambah", units.create, name="create_unit"),
    path("unit/<int:pk>/ubah", units.rename, name="rename_unit"),
    path("unit/<int:pk>/akhiri", units.end, name="end_unit"),
    path("peran/<int:pk>/akhiri", memberships.end, name="end_membership"),
    path("peran/<int:pk>/delegasikan", memberships.delegate, name="delegate_membership"),
    path("peran/<int:pk>/serahkan", memberships.hand_over, name="hand_over_membership"),
    path("orang/<int:pk>/nonaktifkan", standing.deactivate, name="deactivate_person"),
    path("orang/<int:pk>/aktifkan", standing.reactivate, name="reactivate_person"),
    path("undangan/saya/<int:pk>", invitations.own_invitation, name="own_invitation"),
    path("undangan/<int:pk>/tarik", invitations.withdraw, name="withdraw_invitation"),
    path("undangan/<int:pk>/kirim-ulang", invitations.resend, name="resend_invitation"),
    path("undangan/<str:token>", invitations.open_invitation, name="accept_invitation"),
    path("instansi/<slug:slug>/gabung", joining.join, name="request_to_join"),
    path("gabung/<str:token>", joining.own_request, name="correct_request"),
    path("permohonan/<int:pk>", joining.decide, name="decide_request"),
    path("hub/<slug:slug>/instansi", centre.hub, name="hub"),
    path("hub/<slug:slug>/undang", people.invite_to_hub, name="invite_to_hub"),
    path("pembina/orang", centre.national, name="national"),
    path("pembina/orang/undang", people.invite_everywhere, name="invite_everywhere"),
    path("pembina/instansi/<slug:slug>/pindahkan", centre.hand_on, name="pass_on"),
]
