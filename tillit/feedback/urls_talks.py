"""Pages of talks with customers, and of those who recommend us."""

from django.urls import path

from tillit.feedback.views.advocates import board, noting
from tillit.feedback.views.interviews import acting, choosing, rounds, talks, themes

_ROUND = "said/interviews/<int:number>/"
_STEP = f"{_ROUND}steps/<int:step>/"
_TALK = "said/interviews/talks/<int:number>/"
_ADVOCACY = "said/advocates/<int:number>/"
urlpatterns = [
    path("said/interviews/", rounds.rounds, name="interviews"),
    path("said/interviews/new/", rounds.new_round, name="new_round"),
    path(_ROUND, rounds.round, name="round"),
    path(f"{_ROUND}plan/", rounds.round_plan, name="round_plan"),
    path(f"{_ROUND}guide/", rounds.round_guide, name="round_guide"),
    path(f"{_ROUND}finishing/", rounds.round_finishing, name="round_finishing"),
    path(f"{_ROUND}report/", choosing.report, name="round_report"),
    path(f"{_ROUND}draws/", choosing.draws, name="round_draws"),
    path(f"{_ROUND}choices/", choosing.choices, name="round_choices"),
    path(f"{_ROUND}steps/", choosing.new_step, name="round_steps"),
    path(f"{_STEP}done/", choosing.step_done, name="step_done"),
    path(f"{_STEP}taking-up/", choosing.step_taking_up, name="step_taking_up"),
    path(_TALK, talks.talk, name="talk"),
    path(f"{_TALK}interviewer/", acting.interviewer, name="talk_interviewer"),
    path(f"{_TALK}appointment/", acting.appointment, name="talk_appointment"),
    path(f"{_TALK}refusal/", acting.refusal, name="talk_refusal"),
    path(f"{_TALK}absence/", acting.absence, name="talk_absence"),
    path(f"{_TALK}conclusion/", acting.conclusion, name="talk_conclusion"),
    path(f"{_TALK}consent/", acting.consent, name="talk_consent"),
    path(f"{_TALK}withdrawal/", acting.withdrawal, name="talk_withdrawal"),
    path(f"{_TALK}notes/", acting.notes, name="talk_notes"),
    path(f"{_TALK}coders/", acting.coders, name="talk_coders"),
    path(f"{_TALK}themes/", themes.themes, name="talk_themes"),
    path(f"{_TALK}steps/", acting.talk_steps, name="talk_steps"),
    path("said/advocates/", board.advocates, name="advocates"),
    path("said/advocates/new/", noting.new_advocacy, name="new_advocacy"),
    path(_ADVOCACY, noting.advocacy, name="advocacy"),
    path(f"{_ADVOCACY}taking-back/", noting.taking_back, name="advocacy_taking_back"),
    path(f"{_ADVOCACY}restoration/", noting.restoration, name="advocacy_restoration"),
    path("said/advocates/requests/", noting.requests, name="reference_requests"),
    path("said/advocates/requests/<int:number>/reply/", noting.reply, name="reference_reply"),
]
