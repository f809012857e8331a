"""The addresses about people, for the walk over every address."""

from allauth.mfa.models import Authenticator

from tillit.notices.models import PushDevice
from tillit.people.inviting import invite
from tillit.people.models import Role
from tillit.testing.cast import Desk

OWN_SECURITY = (
    "me/sessions/",
    "me/security/",
    "me/security/password/",
    "me/security/password/first/",
    "me/security/again/",
    "me/security/again/code/",
    "me/security/again/passkey/",
    "me/security/app/",
    "me/security/app/removal/",
    "me/security/recovery-codes/",
    "me/security/recovery-codes/new/",
    "me/security/recovery-codes/file/",
    "me/security/passkeys/add/",
)
"""Where people look after how they sign in."""

_OWN = (
    *OWN_SECURITY,
    "me/devices/",
    "settings/",
    "settings/people/",
    "settings/people/invite/",
    "settings/teams/",
    "settings/teams/new/",
    "settings/company/",
    "settings/company/new/",
    "settings/first-steps/",
    "settings/first-steps/dismissal/",
    "settings/first-steps/standard/",
    "demo/removal/",
)


def addresses_of_people(desk: Desk, canary: str) -> dict[str, list[str]]:
    """Bo, his passkey, the team, its inbox and an invitation bear the canary in their names."""
    desk.bo.name, desk.team.name, desk.inbox.name = f"Bo {canary}", f"Desk {canary}", canary
    for one in (desk.bo, desk.team, desk.inbox):
        one.save()
    passkey = Authenticator.objects.create(
        user=desk.bo, type=Authenticator.Type.WEBAUTHN, data={"name": canary}
    )
    invitation = invite(
        email=f"{canary}@desk.example",
        role=Role.AGENT,
        teams=[desk.team],
        language="en",
        by=desk.liv,
    )
    device = PushDevice.objects.create(
        agent=desk.bo, endpoint=f"https://push.example/{canary}", name=canary, icon="monitor"
    )
    agent = f"settings/people/{desk.bo.pk}/"
    invited = f"settings/invitations/{invitation.pk}/"
    return {
        **{route: [f"/{route}"] for route in _OWN},
        **_with("settings/people/<int:number>/", agent, ("", "departure/", "return/")),
        **_with("settings/people/<int:number>/", agent, ("sign-out/", "second-steps/")),
        **_with("settings/invitations/<int:number>/", invited, ("", "renewal/", "revocation/")),
        **_with("settings/invitations/<int:number>/", invited, ("restoration/",)),
        **_with("settings/teams/<int:number>/", f"settings/teams/{desk.team.pk}/", ("",)),
        **_with("settings/company/<int:number>/", f"settings/company/{desk.inbox.pk}/", ("",)),
        "me/devices/<int:number>/removal/": [f"/me/devices/{device.pk}/removal/"],
        **_with(
            "me/security/passkeys/<int:pk>/",
            f"me/security/passkeys/{passkey.pk}/",
            ("", "removal/"),
        ),
    }


def _with(route: str, address: str, ends: tuple[str, ...]) -> dict[str, list[str]]:
    return {f"{route}{end}": [f"/{address}{end}"] for end in ends}
