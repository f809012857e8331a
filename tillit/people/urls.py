"""Addresses of what an agent sets for himself or herself, and of the settings about people."""

from django.urls import path

from tillit.people import views

app_name = "people"
urlpatterns = [
    path("me/", views.personal, name="personal"),
    path("me/theme/", views.theme, name="theme"),
    path("me/language/", views.language, name="language"),
    path("me/mails/", views.mails, name="mails"),
    path("me/availability/", views.availability, name="availability"),
    path("me/keys/", views.keys, name="keys"),
    path("me/sessions/", views.sessions, name="sessions"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("settings/", views.settings, name="settings"),
    path("settings/people/", views.staff, name="staff"),
    path("settings/people/invite/", views.invite, name="invite"),
    path("settings/people/<int:number>/", views.agent, name="agent"),
    path("settings/people/<int:number>/departure/", views.departure, name="agent_departure"),
    path("settings/people/<int:number>/return/", views.comeback, name="agent_return"),
    path("settings/people/<int:number>/sign-out/", views.sign_out, name="agent_sign_out"),
    path(
        "settings/people/<int:number>/second-steps/", views.second_steps, name="agent_second_steps"
    ),
    path("settings/invitations/<int:number>/", views.invitation_sent, name="invitation_sent"),
    path("settings/invitations/<int:number>/renewal/", views.renewal, name="invitation_renewal"),
    path(
        "settings/invitations/<int:number>/revocation/",
        views.revocation,
        name="invitation_revocation",
    ),
    path(
        "settings/invitations/<int:number>/restoration/",
        views.restoration,
        name="invitation_restoration",
    ),
    path("settings/teams/", views.teams, name="teams"),
    path("settings/teams/new/", views.new_team, name="new_team"),
    path("settings/teams/<int:number>/", views.team, name="team"),
]
