"""Addresses of signing in, with the names that allauth looks for."""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path
from django.views.generic import TemplateView

from tillit.people import company_sign_in
from tillit.people.views.framed import framed
from tillit.people.views.security import security

_cancelled = TemplateView.as_view(template_name="socialaccount/login_cancelled.html")

signing_in = [
    path("sign-in/", login_not_required(account.login), name="account_login"),
    path("sign-out/", login_not_required(account.logout), name="account_logout"),
    path(
        "sign-in/inactive/", login_not_required(account.account_inactive), name="account_inactive"
    ),
    path("sign-in/code/", login_not_required(second_step.authenticate), name="mfa_authenticate"),
    path("sign-in/passkey/", login_not_required(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/company/", company_sign_in.begin, name="company_sign_in"),
    path(
        "sign-in/company/callback/",
        company_sign_in.come_back,
        {"provider_id": company_sign_in.PROVIDER},
        name="openid_connect_callback",
    ),
    path(
        "sign-in/company/cancelled/",
        login_not_required(_cancelled),
        name="socialaccount_login_cancelled",
    ),
]
forgotten = [
    path(
        "sign-in/forgotten/",
        login_not_required(account.password_reset),
        name="account_reset_password",
    ),
    path(
        "sign-in/forgotten/sent/",
        login_not_required(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^sign-in/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        login_not_required(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "sign-in/forgotten/done/",
        login_not_required(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
securing = [
    path("me/security/", security, name="mfa_index"),
    path("me/security/", security, name="mfa_list_webauthn"),
    path(
        "me/security/password/",
        framed(account.PasswordChangeView),
        name="account_change_password",
    ),
    path(
        "me/security/password/first/", framed(account.PasswordSetView), name="account_set_password"
    ),
    path("me/security/again/", framed(account.ReauthenticateView), name="account_reauthenticate"),
    path(
        "me/security/again/code/",
        framed(second_step.ReauthenticateView),
        name="mfa_reauthenticate",
    ),
    path(
        "me/security/again/passkey/",
        framed(passkey.ReauthenticateWebAuthnView),
        name="mfa_reauthenticate_webauthn",
    ),
    path("me/security/app/", framed(app.ActivateTOTPView), name="mfa_activate_totp"),
    path("me/security/app/removal/", framed(app.DeactivateTOTPView), name="mfa_deactivate_totp"),
    path(
        "me/security/recovery-codes/",
        framed(recovery_codes.ViewRecoveryCodesView),
        name="mfa_view_recovery_codes",
    ),
    path(
        "me/security/recovery-codes/new/",
        framed(recovery_codes.GenerateRecoveryCodesView),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "me/security/recovery-codes/file/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("me/security/passkeys/add/", framed(passkey.AddWebAuthnView), name="mfa_add_webauthn"),
    path(
        "me/security/passkeys/<int:pk>/",
        framed(passkey.EditWebAuthnView),
        name="mfa_edit_webauthn",
    ),
    path(
        "me/security/passkeys/<int:pk>/removal/",
        framed(passkey.RemoveWebAuthnView),
        name="mfa_remove_webauthn",
    ),
]
urlpatterns = [*signing_in, *forgotten, *securing]
