"""Addresses of notices."""

from django.urls import path

from tillit.notices import push_views, views

app_name = "notices"
urlpatterns = [
    path("notices/", views.page, name="page"),
    path("notices/bell/", views.bell, name="bell"),
    path("notices/reading/", views.reading, name="reading"),
    path("notices/<int:number>/reading/", views.opening, name="opening"),
    path("me/notices/", views.choices, name="choices"),
    path("me/devices/", push_views.devices, name="devices"),
    path("me/devices/<int:number>/removal/", push_views.removal, name="device_removal"),
]
