"""Addresses under /campaigns/."""

from django.urls import path

from campaigns.views import application, campaign, honour, level, reward, target

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
    # applications
    path("applications/", application.ApplicationList.as_view(), name="applications"),
    path("<int:campaign>/proposals/", application.Proposals.as_view(), name="proposals"),
    path(
        "<int:campaign>/evaluations/<int:evaluation>/levels/<int:level>/apply/",
        application.ApplicationCreate.as_view(),
        name="application_create",
    ),
    path("applications/<int:pk>/", application.ApplicationDetail.as_view(), name="application"),
    path(
        "applications/<int:pk>/edit/",
        application.ApplicationUpdate.as_view(),
        name="application_edit",
    ),
    path(
        "applications/<int:pk>/act/<slug:act>/",
        application.ApplicationAct.as_view(),
        name="application_act",
    ),
    # honours
    path("honours/", honour.HonourList.as_view(), name="honours"),
    path(
        "applications/<int:application>/honour/",
        honour.HonourCreate.as_view(),
        name="honour_create",
    ),
    path("honours/<int:pk>/", honour.HonourDetail.as_view(), name="honour"),
    path("honours/<int:pk>/file/", honour.honour_file, name="honour_file"),
    path("honours/<int:pk>/act/<slug:act>/", honour.HonourAct.as_view(), name="honour_act"),
    # rewards
    path("rewards/", reward.RewardList.as_view(), name="rewards"),
    path("rewards/<int:pk>/", reward.RewardDetail.as_view(), name="reward"),
    path("rewards/<int:pk>/act/<slug:act>/", reward.RewardAct.as_view(), name="reward_act"),
    path(
        "<int:campaign>/rewards/rules/new/",
        reward.RewardRuleCreate.as_view(),
        name="reward_rule_create",
    ),
    path(
        "rewards/rules/<int:pk>/edit/",
        reward.RewardRuleUpdate.as_view(),
        name="reward_rule_edit",
    ),
]
