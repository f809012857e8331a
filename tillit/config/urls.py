"""All addresses."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from tillit.config.pages import alive, health

urlpatterns = [
    path("sign-in/", login_not_required(account.login), name="account_login"),
    path("sign-out/", login_not_required(account.logout), name="account_logout"),
    path(
        "sign-in/inactive/", login_not_required(account.account_inactive), name="account_inactive"
    ),
    path("alive/", login_not_required(alive)),
    path("health/", health, name="health"),
    path("", include("tillit.conversations.urls")),
    path("", include("tillit.people.urls")),
    path("", include("tillit.standards.urls")),
    path("", include("tillit.feedback.urls")),
    path("", include("tillit.insights.urls")),
    path("", include("tillit.demo.urls")),
]
