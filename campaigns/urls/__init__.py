"""Addresses under /campaigns/."""

from django.urls import path

from campaigns.urls import application as application_urls
from campaigns.urls import evaluation as evaluation_urls
from campaigns.views import (
    assignment,
    authority,
    burden,
    campaign,
    leading_group,
    level,
    overview,
    plan,
    receipt,
    reminder,
    standard,
    standard_book,
    standard_document,
    target,
    target_change,
    trails,  # noqa: F401  where rows lie; crud.checks asks for all
    year_report,
)

app_name = "campaigns"

urlpatterns = [
    # campaigns
    path("", campaign.CampaignList.as_view(), name="campaigns"),
    path("new/", campaign.CampaignCreate.as_view(), name="campaign_create"),
    path("<int:pk>/", campaign.CampaignDetail.as_view(), name="campaign"),
    path("<int:pk>/edit/", campaign.CampaignUpdate.as_view(), name="campaign_edit"),
    path("<int:pk>/act/<slug:act>/", campaign.CampaignAct.as_view(), name="campaign_act"),
    path(
        "<int:campaign>/documents/new/",
        campaign.DocumentCreate.as_view(),
        name="document_create",
    ),
    path("documents/<int:pk>/edit/", campaign.DocumentUpdate.as_view(), name="document_edit"),
    path("documents/<int:pk>/file/", campaign.document_file, name="document_file"),
    path("<int:campaign>/decision/", campaign.DecisionPage.as_view(), name="decision"),
    # levels and organisations
    path("<int:campaign>/levels/new/", level.LevelCreate.as_view(), name="level_create"),
    path("levels/<int:pk>/edit/", level.LevelUpdate.as_view(), name="level_edit"),
    path("levels/<int:pk>/change/", level.LevelChange.as_view(), name="level_change"),
    path("levels/<int:pk>/remove/", level.LevelRemove.as_view(), name="level_remove"),
    path("<int:campaign>/organs/", authority.OrganNames.as_view(), name="organ_names"),
    path("<int:campaign>/ways/", campaign.CampaignWays.as_view(), name="ways"),
    path("<int:pk>/remove/", campaign.CampaignRemove.as_view(), name="campaign_remove"),
    path("overview/", overview.OverviewPage.as_view(), name="overview"),
    path("burden/", burden.BurdenReport.as_view(), name="burden"),
    path("burden/export/", burden.export, name="burden_export"),
    path("burden/<int:village>/", burden.VillageBurdenPage.as_view(), name="village_burden"),
    path("authorities/", authority.AuthorityList.as_view(), name="authorities"),
    path("authorities/new/", authority.AuthorityCreate.as_view(), name="authority_create"),
    path("authorities/<int:pk>/edit/", authority.AuthorityUpdate.as_view(), name="authority_edit"),
    path(
        "authorities/<int:pk>/rename/",
        authority.AuthorityRename.as_view(),
        name="authority_rename",
    ),
    path(
        "authorities/<int:pk>/former/",
        authority.FormerNameCreate.as_view(),
        name="former_name_create",
    ),
    path(
        "authorities/former/<int:pk>/edit/",
        authority.FormerNameUpdate.as_view(),
        name="former_name_edit",
    ),
    # targets
    path("<int:campaign>/targets/", target.TargetList.as_view(), name="targets"),
    path("<int:campaign>/targets/new/", target.TargetCreate.as_view(), name="target_create"),
    path("<int:campaign>/targets/roll/", target_change.RollForward.as_view(), name="targets_roll"),
    path("villages/<int:village>/panel/", target.TargetPanel.as_view(), name="village_panel"),
    path("targets/<int:pk>/", target.TargetDetail.as_view(), name="target"),
    path("targets/<int:pk>/adjust/", target_change.TargetAdjust.as_view(), name="target_adjust"),
    path(
        "targets/<int:pk>/withdraw/", target_change.TargetWithdraw.as_view(), name="target_withdraw"
    ),
    path("targets/<int:pk>/restore/", target_change.TargetRestore.as_view(), name="target_restore"),
    path("targets/<int:pk>/remove/", target_change.TargetRemove.as_view(), name="target_remove"),
    path("targets/changes/<int:pk>/file/", target_change.change_file, name="target_change_file"),
    path("<int:campaign>/gaps/", leading_group.GapReport.as_view(), name="gaps"),
    path("<int:campaign>/gaps/export/", leading_group.gaps_export, name="gaps_export"),
    # the year's report
    path("<int:campaign>/reports/", year_report.YearReportList.as_view(), name="year_reports"),
    path(
        "<int:campaign>/reports/<int:year>/begin/",
        year_report.YearReportBegin.as_view(),
        name="year_report_begin",
    ),
    path("reports/<int:pk>/", year_report.YearReportPage.as_view(), name="year_report"),
    path("reports/<int:pk>/edit/", year_report.YearReportUpdate.as_view(), name="year_report_edit"),
    path(
        "reports/<int:pk>/remove/",
        year_report.YearReportRemove.as_view(),
        name="year_report_remove",
    ),
    path("reports/<int:pk>/papers/", year_report.YearBundle.as_view(), name="year_bundle"),
    # leading group
    path("<int:campaign>/leading/", leading_group.LeadingGroup.as_view(), name="leading"),
    path(
        "<int:campaign>/leading/new/", leading_group.LeadingCreate.as_view(), name="leading_create"
    ),
    path("leading/<int:pk>/edit/", leading_group.LeadingUpdate.as_view(), name="leading_edit"),
    # plan
    path("<int:campaign>/plans/", plan.PlanList.as_view(), name="plans"),
    path("<int:campaign>/plans/new/", plan.PlanCreate.as_view(), name="plan_create"),
    path("plans/<int:pk>/", plan.PlanDetail.as_view(), name="plan"),
    path("plans/<int:pk>/edit/", plan.PlanUpdate.as_view(), name="plan_edit"),
    path("plans/<int:pk>/act/<slug:act>/", plan.PlanAct.as_view(), name="plan_act"),
    path("plans/<int:pk>/file/", plan.plan_file, name="plan_file"),
    path("plans/<int:pk>/receipts/", plan.plan_receipts, name="plan_receipts"),
    # receipts
    path("receipts/", receipt.ReceiptList.as_view(), name="receipts"),
    path("receipts/sign/", receipt.ReceiptSignMany.as_view(), name="receipts_sign"),
    path("receipts/<int:pk>/", receipt.ReceiptDetail.as_view(), name="receipt"),
    path("receipts/<int:pk>/act/<slug:act>/", receipt.ReceiptAct.as_view(), name="receipt_act"),
    # reminders; those that are due are the roof's, which knows what waits
    path("reminders/sent/", reminder.ReminderList.as_view(), name="reminders"),
    # yearly assignments
    path("<int:campaign>/assignments/", assignment.AssignmentList.as_view(), name="assignments"),
    path(
        "<int:campaign>/assignments/new/",
        assignment.AssignmentCreate.as_view(),
        name="assignment_create",
    ),
    path("assignments/<int:pk>/", assignment.AssignmentDetail.as_view(), name="assignment"),
    path(
        "assignments/<int:pk>/edit/",
        assignment.AssignmentUpdate.as_view(),
        name="assignment_edit",
    ),
    path(
        "assignments/<int:pk>/correct/",
        assignment.AssignmentCorrect.as_view(),
        name="assignment_correct",
    ),
    path(
        "assignments/<int:pk>/recompose/",
        assignment.Recompose.as_view(),
        name="assignment_recompose",
    ),
    path(
        "assignments/rows/<int:pk>/edit/",
        assignment.AssignmentRowUpdate.as_view(),
        name="assignment_row_edit",
    ),
    path(
        "assignments/<int:pk>/act/<slug:act>/",
        assignment.AssignmentAct.as_view(),
        name="assignment_act",
    ),
    path("assignments/<int:pk>/paper/", assignment.assignment_paper, name="assignment_paper"),
    path(
        "assignments/<int:pk>/receipts/",
        assignment.assignment_receipts,
        name="assignment_receipts",
    ),
    # standards
    path("<int:campaign>/standards/", standard.StandardList.as_view(), name="standards"),
    path(
        "<int:campaign>/standards/new/",
        standard.StandardCreate.as_view(),
        name="standard_create",
    ),
    path("standards/<int:pk>/", standard.StandardDetail.as_view(), name="standard"),
    path(
        "standards/<int:pk>/versions/new/",
        standard.VersionCreate.as_view(),
        name="standard_version_create",
    ),
    path(
        "standards/versions/<int:pk>/",
        standard.VersionDetail.as_view(),
        name="standard_version",
    ),
    path(
        "standards/versions/<int:pk>/edit/",
        standard.VersionUpdate.as_view(),
        name="standard_version_edit",
    ),
    path(
        "standards/versions/<int:pk>/act/<slug:act>/",
        standard.VersionAct.as_view(),
        name="standard_act",
    ),
    path("standards/versions/<int:pk>/marks/", standard.PassMarks.as_view(), name="pass_marks"),
    path(
        "standards/versions/<int:pk>/document/",
        standard_document.StandardDocumentCreate.as_view(),
        name="standard_document_create",
    ),
    path(
        "standards/documents/<int:pk>/file/",
        standard_document.standard_document_file,
        name="standard_document_file",
    ),
    path("standards/versions/<int:pk>/export/", standard_book.export, name="standard_export"),
    path(
        "standards/versions/<int:pk>/import/",
        standard_book.VersionImport.as_view(),
        name="standard_import",
    ),
    path(
        "standards/versions/<int:pk>/import/preview/",
        standard_book.VersionPreview.as_view(),
        name="standard_preview",
    ),
    path(
        "standards/versions/<int:pk>/receipts/",
        standard.standard_receipts,
        name="standard_receipts",
    ),
    path(
        "standards/indicators/<int:pk>/edit/",
        standard.IndicatorUpdate.as_view(),
        name="indicator_edit",
    ),
    # applications, honours, rewards
    *application_urls.urlpatterns,
    # rounds, sheets, results and what follows from them
    *evaluation_urls.urlpatterns,
]
