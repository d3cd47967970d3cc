"""Addresses of the yearly evaluation, below /campaigns/."""

from django.urls import path

from campaigns.views import evaluation, round, self_sheet, sheet

urlpatterns = [
    # rounds
    path("rounds/", round.RoundList.as_view(), name="rounds"),
    path("<int:campaign>/rounds/new/", round.RoundCreate.as_view(), name="round_create"),
    path("rounds/<int:pk>/", round.RoundDetail.as_view(), name="round"),
    path("rounds/<int:pk>/edit/", round.RoundUpdate.as_view(), name="round_edit"),
    path("rounds/<int:pk>/teams/", round.RoundTeams.as_view(), name="round_teams"),
    path("rounds/<int:pk>/summary/", round.RoundSummary.as_view(), name="round_summary"),
    path("rounds/<int:pk>/act/<slug:act>/", round.RoundAct.as_view(), name="round_act"),
    # sheets
    path("sheets/", sheet.SheetList.as_view(), name="sheets"),
    path("sheets/<int:pk>/", sheet.SheetDetail.as_view(), name="sheet"),
    path("sheets/<int:pk>/scores/<int:indicator>/", sheet.MarkPage.as_view(), name="mark"),
    path("sheets/<int:pk>/proposals/", sheet.TakeProposals.as_view(), name="take_proposals"),
    path("sheets/<int:pk>/act/<slug:act>/", sheet.SheetAct.as_view(), name="sheet_act"),
    # self-evaluation
    path("self/", self_sheet.SelfSheetList.as_view(), name="self_sheets"),
    path("self/<int:pk>/", self_sheet.SelfSheetDetail.as_view(), name="self_sheet"),
    path(
        "self/<int:pk>/scores/<int:indicator>/",
        self_sheet.SelfMarkPage.as_view(),
        name="self_mark",
    ),
    path(
        "self/<int:pk>/proposals/",
        self_sheet.TakeSelfProposals.as_view(),
        name="take_self_proposals",
    ),
    path("self/<int:pk>/act/<slug:act>/", self_sheet.SelfSheetAct.as_view(), name="self_sheet_act"),
    # results
    path("evaluations/", evaluation.EvaluationList.as_view(), name="evaluations"),
    path("evaluations/<int:pk>/", evaluation.EvaluationDetail.as_view(), name="evaluation"),
    path("evaluations/<int:pk>/note/", evaluation.SpreadNote.as_view(), name="spread_note"),
    path(
        "evaluations/<int:pk>/paper/",
        evaluation.EvaluationPaper.as_view(),
        name="evaluation_paper",
    ),
    path(
        "evaluations/<int:pk>/act/<slug:act>/",
        evaluation.EvaluationAct.as_view(),
        name="evaluation_act",
    ),
]
