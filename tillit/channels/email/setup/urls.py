"""Addresses of the pages on which mailboxes are connected."""

from django.urls import path

from tillit.channels.email.setup import views

app_name = "mail_setup"
urlpatterns = [
    path("", views.mailboxes, name="mailboxes"),
    path("oauth/", views.permission, name="permission"),
    path("<int:number>/", views.mailbox, name="mailbox"),
    path("<int:number>/check/", views.check, name="check"),
    path("<int:number>/permission/", views.ask, name="ask"),
    path("<int:number>/beginning/", views.beginning, name="beginning"),
    path("<int:number>/pause/", views.pause, name="pause"),
    path("<int:number>/trust/", views.trust, name="trust"),
    path("<int:number>/trial/", views.trial, name="trial"),
]
