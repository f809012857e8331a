"""Addresses of the handbook."""

from django.urls import path

from tillit.standards.handbook.views import pages, pictures, proposals, reviews, writing

app_name = "handbook"
urlpatterns = [
    path("", pages.handbook, name="handbook"),
    path("new/", writing.new_page, name="new_page"),
    path("standards/<int:number>/", pages.standard, name="standard"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/standards/<int:number>/", reviews.standard_review, name="standard_review"),
    path("pages/<slug:slug>/", pages.page, name="page"),
    path("pages/<slug:slug>/versions/<int:number>/", pages.version, name="version"),
    path("pages/<slug:slug>/reading/", pages.reading, name="reading"),
    path("pages/<slug:slug>/writing/", writing.writing, name="writing"),
    path("pages/<slug:slug>/arranging/", writing.arranging, name="arranging"),
    path("pages/<slug:slug>/return/", writing.taking_up, name="taking_up"),
    path("pages/<slug:slug>/review/", reviews.page_review, name="page_review"),
    path("pages/<slug:slug>/pictures/", pictures.pictures, name="pictures"),
    path("pages/<slug:slug>/pictures/<int:number>/", pictures.picture, name="picture"),
    path("pages/<slug:slug>/proposing/", proposals.proposing, name="proposing"),
    path("proposals/<int:number>/", proposals.proposal, name="proposal"),
    path("proposals/<int:number>/comments/", proposals.commenting, name="commenting"),
    path("proposals/<int:number>/vote/", proposals.voting, name="voting"),
    path("proposals/<int:number>/acceptance/", proposals.acceptance, name="acceptance"),
    path("proposals/<int:number>/refusal/", proposals.refusal, name="refusal"),
    path("proposals/<int:number>/withdrawal/", proposals.withdrawal, name="withdrawal"),
]
