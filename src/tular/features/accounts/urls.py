from django.urls import include, path, re_path

from tular.features.accounts.views import account, resuming, security, signing_in

own = [
    path("masuk/contoh", signing_in.sign_in_as_demo, name="demo"),
    path("masuk/lanjutkan", resuming.resume, name="resume"),
    path("akun", account.profile, name="profile"),
    path("akun/keamanan/keluar-semua", security.end_sessions, name="end_sessions"),
]

# The names are those by which django-allauth finds its pages.
urlpatterns = [
    path("", include((own, "accounts"))),
    path("masuk", signing_in.sign_in, name="account_login"),
    path("masuk/kunci", signing_in.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("masuk/langkah-kedua", signing_in.second_step, name="mfa_authenticate"),
    path("masuk/tidak-aktif", signing_in.inactive, name="account_inactive"),
    path("masuk/lagi", security.password_again, name="account_reauthenticate"),
    path("masuk/lagi/kode", security.code_again, name="mfa_reauthenticate"),
    path("masuk/lagi/kunci", security.passkey_again, name="mfa_reauthenticate_webauthn"),
    path("keluar", signing_in.leave, name="account_logout"),
    path("daftar", signing_in.sign_up, name="account_signup"),
    path("surel/konfirmasi", signing_in.confirmation_sent, name="account_email_verification_sent"),
    re_path(r"^surel/konfirmasi/(?P<key>[-:\w]+)$", signing_in.confirm_address, name="account_confirm_email"),
    path("lupa-sandi", signing_in.lost_password, name="account_reset_password"),
    path("lupa-sandi/terkirim", signing_in.lost_password_sent, name="account_reset_password_done"),
    path("lupa-sandi/selesai", signing_in.password_reset, name="account_reset_password_from_key_done"),
    re_path(
        r"^lupa-sandi/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-\w]+)$",
        signing_in.reset_password,
        name="account_reset_password_from_key",
    ),
    path("akun/surel", account.change_address, name="account_email"),
    path("akun/sandi", account.change_password, name="account_change_password"),
    path("akun/sandi/pertama", account.set_password, name="account_set_password"),
    path("akun/keamanan", security.security, name="mfa_index"),
    path("akun/keamanan/aplikasi", security.add_app, name="mfa_activate_totp"),
    path("akun/keamanan/aplikasi/lepas", security.remove_app, name="mfa_deactivate_totp"),
    path("akun/keamanan/kode-cadangan", security.recovery_codes, name="mfa_view_recovery_codes"),
    path("akun/keamanan/kode-cadangan/baru", security.renew_recovery_codes, name="mfa_generate_recovery_codes"),
    path("akun/keamanan/kode-cadangan/unduh", security.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("akun/keamanan/kunci", security.add_passkey, name="mfa_add_webauthn"),
    path("akun/keamanan/kunci/<int:pk>/nama", security.rename_passkey, name="mfa_edit_webauthn"),
    path("akun/keamanan/kunci/<int:pk>/hapus", security.remove_passkey, name="mfa_remove_webauthn"),
]
