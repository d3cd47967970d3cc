"""Addresses under /campaigns/."""

from django.urls import path

from campaigns.views import campaign, level, target

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
    path("authorities/", level.AuthorityList.as_view(), name="authorities"),
    path("authorities/new/", level.AuthorityCreate.as_view(), name="authority_create"),
    path(
        "authorities/<int:pk>/rename/",
        level.AuthorityRename.as_view(),
        name="authority_rename",
    ),
    path(
        "authorities/<int:pk>/former/",
        level.FormerNameCreate.as_view(),
        name="former_name_create",
    ),
    path(
        "authorities/former/<int:pk>/edit/",
        level.FormerNameUpdate.as_view(),
        name="former_name_edit",
    ),
    # targets
    path("<int:campaign>/targets/", target.TargetList.as_view(), name="targets"),
    path("<int:campaign>/targets/new/", target.TargetCreate.as_view(), name="target_create"),
    path("<int:campaign>/targets/roll/", target.RollForward.as_view(), name="targets_roll"),
    path("targets/<int:pk>/", target.TargetDetail.as_view(), name="target"),
    path("targets/<int:pk>/adjust/", target.TargetAdjust.as_view(), name="target_adjust"),
    path("targets/<int:pk>/withdraw/", target.TargetWithdraw.as_view(), name="target_withdraw"),
    path("targets/<int:pk>/restore/", target.TargetRestore.as_view(), name="target_restore"),
    path("targets/<int:pk>/remove/", target.TargetRemove.as_view(), name="target_remove"),
    path("targets/changes/<int:pk>/file/", target.change_file, name="target_change_file"),
]
