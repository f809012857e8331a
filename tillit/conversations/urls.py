"""Addresses of the inbox."""

from django.urls import path

from tillit.conversations import views

app_name = "conversations"
urlpatterns = [
    path("", views.home, name="home"),
    path("inbox/<slug:view>/", views.inbox, name="view"),
    path("conversations/<int:number>/", views.conversation, name="conversation"),
    path("conversations/<int:number>/messages/", views.messages, name="messages"),
    path("conversations/<int:number>/assignment/", views.assignment, name="assignment"),
    path("conversations/<int:number>/resolution/", views.resolution, name="resolution"),
    path("conversations/<int:number>/reopening/", views.reopening, name="reopening"),
    path("conversations/<int:number>/reading/", views.reading, name="reading"),
    path("attachments/<int:number>/", views.attachment, name="attachment"),
    path("held/", views.held, name="held"),
    path("held/<int:number>/", views.raw_parcel, name="raw_parcel"),
    path("held/<int:number>/retry/", views.parcel_retry, name="parcel_retry"),
    path("held/<int:number>/deletion/", views.parcel_deletion, name="parcel_deletion"),
]
