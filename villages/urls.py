"""Addresses under /villages/."""

from django.urls import path

from villages.views import (
    comparison,
    consultation,
    filing,
    meeting,
    motion,
    paper,
    posting,
    public,
    text,
)

app_name = "villages"

urlpatterns = [
    # texts
    path("<int:village>/texts/", text.TextList.as_view(), name="texts"),
    path("<int:village>/texts/new/", text.TextCreate.as_view(), name="text_create"),
    path("<int:village>/texts/in-force/", text.InForce.as_view(), name="texts_in_force"),
    path("texts/<int:pk>/", text.TextPage.as_view(), name="text"),
    path("texts/<int:pk>/write/", text.TextWrite.as_view(), name="text_write"),
    path("texts/<int:pk>/basis/", text.TextBasis.as_view(), name="text_basis"),
    path("texts/<int:pk>/revise/", text.TextRevise.as_view(), name="text_revise"),
    path("texts/<int:pk>/renumber/", text.renumber, name="text_renumber"),
    path("texts/<int:pk>/act/<slug:act>/", text.TextAct.as_view(), name="text_act"),
    path("texts/<int:pk>/compare/", comparison.Comparison.as_view(), name="text_compare"),
    path("texts/<int:pk>/paper/", paper.text_paper, name="text_paper"),
    path("texts/<int:pk>/consultation-paper/", paper.consultation_paper, name="consultation_paper"),
    path("texts/<int:pk>/clauses/new/", text.ClauseCreate.as_view(), name="clause_create"),
    path("clauses/<int:pk>/edit/", text.ClauseUpdate.as_view(), name="clause_edit"),
    path("clauses/<int:pk>/remove/", text.remove_clause, name="clause_remove"),
    path("stages/<int:pk>/", text.StagePage.as_view(), name="stage"),
    path(
        "texts/<int:pk>/consultations/new/",
        consultation.ConsultationCreate.as_view(),
        name="consultation_create",
    ),
    path(
        "texts/<int:pk>/opinions/new/",
        consultation.OpinionCreate.as_view(),
        name="opinion_create",
    ),
    path("opinions/<int:pk>/answer/", consultation.OpinionAnswer.as_view(), name="opinion_answer"),
    # meetings and motions
    path("<int:village>/meetings/", meeting.MeetingList.as_view(), name="meetings"),
    path("<int:village>/meetings/new/", meeting.MeetingCreate.as_view(), name="meeting_create"),
    path("meetings/<int:pk>/", meeting.MeetingPage.as_view(), name="meeting"),
    path("meetings/<int:pk>/edit/", meeting.MeetingUpdate.as_view(), name="meeting_edit"),
    path("meetings/<int:pk>/attendance/", meeting.Attendance.as_view(), name="meeting_attendance"),
    path("meetings/<int:pk>/summary/", meeting.Summary.as_view(), name="meeting_summary"),
    path("meetings/<int:pk>/steps/", meeting.Steps.as_view(), name="meeting_steps"),
    path("meetings/<int:pk>/act/<slug:act>/", meeting.MeetingAct.as_view(), name="meeting_act"),
    path("meetings/<int:pk>/papers/<slug:name>/", paper.meeting_paper, name="meeting_paper"),
    path(
        "meetings/<int:meeting>/motions/new/", motion.MotionCreate.as_view(), name="motion_create"
    ),
    path("motions/<int:pk>/", motion.MotionPage.as_view(), name="motion"),
    path("motions/<int:pk>/tally/", motion.MotionTally.as_view(), name="motion_tally"),
    path("motions/<int:pk>/remove/", motion.remove, name="motion_remove"),
    path("motions/<int:pk>/act/<slug:act>/", motion.MotionAct.as_view(), name="motion_act"),
    path("motions/<int:pk>/paper/", paper.vote_record, name="vote_record"),
    # filings
    path("filings/", filing.FilingList.as_view(), name="filings"),
    path("filings/<int:pk>/", filing.FilingPage.as_view(), name="filing"),
    path("filings/<int:pk>/checks/", filing.FilingChecks.as_view(), name="filing_checks"),
    path("filings/<int:pk>/act/<slug:act>/", filing.FilingAct.as_view(), name="filing_act"),
    path("filings/<int:pk>/papers/<slug:name>/", paper.filing_paper, name="filing_paper"),
    # postings
    path("<int:village>/postings/", posting.PostingList.as_view(), name="postings"),
    path("<int:village>/postings/new/", posting.PostingCreate.as_view(), name="posting_create"),
    path("postings/<int:pk>/", posting.PostingPage.as_view(), name="posting"),
    path("postings/<int:pk>/edit/", posting.PostingUpdate.as_view(), name="posting_edit"),
    path("postings/<int:pk>/paper/", paper.posting_paper, name="posting_paper"),
    path("postings/<int:pk>/photo/", posting.photo, name="posting_photo"),
    path("postings/<int:pk>/act/<slug:act>/", posting.PostingAct.as_view(), name="posting_act"),
    path("<int:pk>/open/", public.OpenPage.as_view(), name="open"),
]
