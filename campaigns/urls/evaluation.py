"""Addresses of the yearly evaluation, below /campaigns/."""

from django.urls import path

from campaigns.views import (
    evaluation,
    objection,
    prior_result,
    rectification,
    relief,
    round,
    round_paper,
    round_standard,
    round_summary,
    self_sheet,
    sheet,
    sheet_list,
    site_visit,
    veto,
    workbook,
)

urlpatterns = [
    # rounds
    path("rounds/", round.RoundList.as_view(), name="rounds"),
    path("<int:campaign>/rounds/new/", round.RoundCreate.as_view(), name="round_create"),
    path("<int:campaign>/rounds/trends/", round_summary.RoundTrends.as_view(), name="round_trends"),
    path("rounds/<int:pk>/", round.RoundDetail.as_view(), name="round"),
    path("rounds/<int:pk>/edit/", round.RoundUpdate.as_view(), name="round_edit"),
    path("rounds/<int:pk>/teams/", round.RoundTeams.as_view(), name="round_teams"),
    path("rounds/<int:pk>/relief/", relief.RoundRelief.as_view(), name="round_relief"),
    path(
        "rounds/<int:pk>/new-version/",
        round_standard.RoundNewVersion.as_view(),
        name="round_new_version",
    ),
    path("rounds/<int:pk>/targets/", round_standard.RoundTargets.as_view(), name="round_targets"),
    path("rounds/<int:pk>/summary/", round_summary.RoundSummary.as_view(), name="round_summary"),
    path("rounds/<int:pk>/act/<slug:act>/", round.RoundAct.as_view(), name="round_act"),
    path(
        "rounds/<int:pk>/summary/paper/",
        round_paper.SummaryPaper.as_view(),
        name="summary_paper",
    ),
    path(
        "rounds/<int:pk>/announcement/paper/",
        round_paper.AnnouncementPaper.as_view(),
        name="announcement_paper",
    ),
    path("public/rounds/<int:pk>/", round_paper.public_round, name="public_round"),
    # offline scoring
    path("rounds/<int:pk>/workbook/", workbook.workbook, name="workbook"),
    path(
        "rounds/<int:pk>/workbook/import/",
        workbook.WorkbookImport.as_view(),
        name="workbook_import",
    ),
    path(
        "rounds/<int:pk>/workbook/preview/",
        workbook.WorkbookPreview.as_view(),
        name="workbook_preview",
    ),
    path("rounds/<int:pk>/workbooks/", workbook.Workbooks.as_view(), name="workbooks"),
    path("rounds/workbooks/<int:pk>/progress/", workbook.batch_progress, name="batch_progress"),
    path("rounds/workbooks/<int:pk>/file/", workbook.batch_file, name="batch_file"),
    # sheets
    path("sheets/", sheet_list.SheetList.as_view(), name="sheets"),
    path("sheets/<int:pk>/", sheet.SheetDetail.as_view(), name="sheet"),
    path("sheets/<int:pk>/scores/<int:indicator>/", sheet.MarkPage.as_view(), name="mark"),
    path("sheets/<int:pk>/scores/", sheet.MarksPage.as_view(), name="marks"),
    path("sheets/<int:pk>/proposals/", sheet.TakeProposals.as_view(), name="take_proposals"),
    path("sheets/<int:pk>/recount/", sheet.Recount.as_view(), name="recount"),
    path("sheets/<int:pk>/act/<slug:act>/", sheet.SheetAct.as_view(), name="sheet_act"),
    # self-evaluation
    path("self/", sheet_list.SelfSheetList.as_view(), name="self_sheets"),
    path("self/<int:pk>/", self_sheet.SelfSheetDetail.as_view(), name="self_sheet"),
    path("self/<int:pk>/scores/", self_sheet.SelfMarksPage.as_view(), name="self_marks"),
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
    path("self/<int:pk>/recount/", self_sheet.SelfRecount.as_view(), name="self_recount"),
    path("self/<int:pk>/act/<slug:act>/", self_sheet.SelfSheetAct.as_view(), name="self_sheet_act"),
    # results
    path("evaluations/", evaluation.EvaluationList.as_view(), name="evaluations"),
    path("results/", prior_result.PriorResultList.as_view(), name="prior_results"),
    path(
        "<int:campaign>/results/new/",
        prior_result.PriorResultCreate.as_view(),
        name="prior_result_create",
    ),
    path("results/<int:pk>/", prior_result.PriorResultDetail.as_view(), name="prior_result"),
    path("results/<int:pk>/file/", prior_result.prior_result_file, name="prior_result_file"),
    path(
        "results/<int:pk>/correct/",
        prior_result.PriorResultCorrect.as_view(),
        name="prior_result_correct",
    ),
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
    # vetoes
    path(
        "evaluations/<int:evaluation>/vetoes/new/",
        veto.VetoCreate.as_view(),
        name="veto_create",
    ),
    path("vetoes/<int:pk>/", veto.VetoDetail.as_view(), name="veto"),
    path("vetoes/<int:pk>/act/<slug:act>/", veto.VetoAct.as_view(), name="veto_act"),
    # objections
    path("objections/", objection.ObjectionList.as_view(), name="objections"),
    path(
        "evaluations/<int:evaluation>/objections/new/",
        objection.ObjectionCreate.as_view(),
        name="objection_create",
    ),
    path("objections/<int:pk>/", objection.ObjectionDetail.as_view(), name="objection"),
    path(
        "objections/<int:pk>/act/<slug:act>/",
        objection.ObjectionAct.as_view(),
        name="objection_act",
    ),
    # rectifications
    path(
        "rectifications/",
        rectification.RectificationList.as_view(),
        name="rectifications",
    ),
    path(
        "rectifications/new/",
        rectification.RectificationCreate.as_view(),
        name="rectification_create",
    ),
    path(
        "evaluations/<int:evaluation>/rectifications/new/",
        rectification.EvaluationRectificationCreate.as_view(),
        name="evaluation_rectification_create",
    ),
    path(
        "rectifications/<int:pk>/",
        rectification.RectificationDetail.as_view(),
        name="rectification",
    ),
    path(
        "rectifications/<int:pk>/paper/",
        rectification.RectificationPaper.as_view(),
        name="rectification_paper",
    ),
    path(
        "rectifications/<int:pk>/act/<slug:act>/",
        rectification.RectificationAct.as_view(),
        name="rectification_act",
    ),
    # site visits
    path(
        "evaluations/<int:evaluation>/visits/new/",
        site_visit.SiteVisitCreate.as_view(),
        name="site_visit_create",
    ),
    path(
        "evaluations/<int:evaluation>/visits/paper/",
        site_visit.SiteVisitPaper.as_view(),
        name="site_visit_paper",
    ),
    path("visits/<int:pk>/", site_visit.SiteVisitDetail.as_view(), name="site_visit"),
]
