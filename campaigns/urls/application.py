"""Addresses of applications, their notices, acceptance, honours and rewards, below /campaigns/."""

from django.urls import path

from campaigns.views import (
    acceptance,
    application,
    application_paper,
    honour,
    notice,
    prior_honour,
    reward,
)

urlpatterns = [
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
    path(
        "applications/<int:pk>/papers/<slug:paper>/",
        application_paper.application_paper,
        name="application_paper",
    ),
    path("applications/<int:pk>/volume/", application_paper.volume, name="application_volume"),
    path("applications/<int:pk>/package/", application_paper.package, name="application_package"),
    # what the acceptance team checks and decides
    path(
        "applications/<int:application>/checks/new/",
        acceptance.CheckCreate.as_view(),
        name="check_create",
    ),
    path("checks/<int:pk>/remove/", acceptance.CheckRemove.as_view(), name="check_remove"),
    path("acceptances/<int:pk>/paper/", acceptance.acceptance_paper, name="acceptance_paper"),
    path(
        "acceptances/<int:pk>/correct/",
        acceptance.AcceptanceCorrect.as_view(),
        name="acceptance_correct",
    ),
    path("acceptances/<int:pk>/file/", acceptance.acceptance_file, name="acceptance_file"),
    # announcement of an application
    path(
        "applications/<int:application>/notice/",
        notice.NoticeCreate.as_view(),
        name="notice_create",
    ),
    path("notices/<int:pk>/paper/", notice.notice_paper, name="notice_paper"),
    path("notices/<int:pk>/public/", notice.public_notice, name="public_notice"),
    path(
        "notices/<int:notice>/objections/new/",
        notice.NoticeObjectionCreate.as_view(),
        name="notice_objection_create",
    ),
    path(
        "notices/objections/<int:pk>/",
        notice.NoticeObjectionDetail.as_view(),
        name="notice_objection",
    ),
    path(
        "notices/objections/<int:pk>/act/<slug:act>/",
        notice.NoticeObjectionAct.as_view(),
        name="notice_objection_act",
    ),
    # honours
    path("honours/reviews/", honour.ReviewDueList.as_view(), name="reviews_due"),
    path(
        "<int:campaign>/honours/<int:year>/commendation/",
        honour.commendation,
        name="commendation_paper",
    ),
    path(
        "honours/prior/new/", prior_honour.PriorHonourCreate.as_view(), name="prior_honour_create"
    ),
    path("honours/", honour.HonourList.as_view(), name="honours"),
    path(
        "applications/<int:application>/honour/",
        honour.HonourCreate.as_view(),
        name="honour_create",
    ),
    path("honours/<int:pk>/", honour.HonourDetail.as_view(), name="honour"),
    path("honours/<int:pk>/reward/", honour.HonourReward.as_view(), name="honour_reward"),
    path("honours/<int:pk>/correct/", honour.HonourCorrect.as_view(), name="honour_correct"),
    path("honours/<int:pk>/file/", honour.honour_file, name="honour_file"),
    path("honours/reviews/<int:pk>/file/", honour.review_file, name="review_file"),
    path(
        "honours/reviews/<int:pk>/correct/", honour.ReviewCorrect.as_view(), name="review_correct"
    ),
    path("honours/<int:pk>/act/<slug:act>/", honour.HonourAct.as_view(), name="honour_act"),
    # rewards
    path(
        "<int:campaign>/rewards/<int:year>/list/",
        reward.reward_list_paper,
        name="reward_list_paper",
    ),
    path("rewards/<int:pk>/receipt/", reward.receipt, name="reward_receipt"),
    path("rewards/", reward.RewardList.as_view(), name="rewards"),
    path("rewards/approve/", reward.RewardsApprove.as_view(), name="rewards_approve"),
    path("rewards/<int:pk>/", reward.RewardDetail.as_view(), name="reward"),
    path("rewards/<int:pk>/correct/", reward.RewardCorrect.as_view(), name="reward_correct"),
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
