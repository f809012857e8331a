"""Addresses of the demo world."""

from django.urls import path

from tillit.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/mailbox/", views.mailbox, name="mailbox"),
    path("demo/mailbox/<str:person>/", views.mailbox, name="mailbox"),
    path("demo/removal/", views.removal, name="removal"),
    path("demo/mails/<int:number>/", views.page, name="page"),
    path("demo/files/<int:number>/<int:place>/", views.file, name="file"),
]
