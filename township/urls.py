"""The site's addresses."""

from django.urls import include, path

from archives.views import scan as scan_views
from township.accounts import (
    access_views,
    account_views,
    look_views,
    paper_views,
    phone_views,
    sign_in_views,
    views,
)
from township.alerts import courier_views
from township.alerts import views as alert_views
from township.calendar import views as calendar_views
from township.corrections import views as correction_views
from township.dashboard.reminding import Reminding
from township.dashboard.views import Home
from township.files import views as file_views
from township.finding.views import SearchPage
from township.outbox import views as outbox_views
from township.remarks import views as remark_views
from township.setup import views as setup_views
from township.watching.views import metrics

urlpatterns = [
    path("", Home.as_view(), name="home"),
    # The code on a printed sheet; short and in capitals, as it is packed (papers/marks.py).
    path("P/<str:code>", scan_views.door, name="mark"),
    path("search/", SearchPage.as_view(), name="search"),
    path("account/login/", sign_in_views.SignIn.as_view(), name="login"),
    path("account/logout/", sign_in_views.SignOut.as_view(), name="logout"),
    path("account/password/", sign_in_views.ChangePassword.as_view(), name="password_change"),
    path("account/sessions/", sign_in_views.OwnSessions.as_view(), name="own_sessions"),
    path("account/sessions/end/", sign_in_views.end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<slug:handle>/end/", sign_in_views.end_session, name="end_session"),
    path("account/look/", look_views.LookPage.as_view(), name="look"),
    path("text-size/<slug:size>/", look_views.text_size, name="text_size"),
    path("alerts/", alert_views.AlertList.as_view(), name="alerts"),
    path("alerts/week/", alert_views.DigestPage.as_view(), name="digest"),
    path("alerts/choice/", courier_views.OwnChoice.as_view(), name="alert_choice"),
    path("alerts/read/", alert_views.read_all, name="alerts_read"),
    path("alerts/<int:pk>/open/", alert_views.open_alert, name="alert_open"),
    path("accounts/", account_views.AccountList.as_view(), name="accounts"),
    path("accounts/new/", account_views.AccountCreate.as_view(), name="account_create"),
    path("accounts/passwords/", account_views.PasswordsHandOut.as_view(), name="passwords"),
    path("accounts/records/", access_views.AccessList.as_view(), name="access_events"),
    path("accounts/locks/", access_views.LockList.as_view(), name="locks"),
    path("accounts/locks/<int:pk>/lift/", access_views.lift, name="lock_lift"),
    path("accounts/<int:pk>/roles/new/", account_views.RoleGive.as_view(), name="role_give"),
    path("accounts/<int:pk>/roles/<int:role>/end/", account_views.role_end, name="role_end"),
    path(
        "accounts/<int:pk>/stand-ins/new/",
        account_views.StandInBegin.as_view(),
        name="stand_in_begin",
    ),
    path("accounts/stand-ins/<int:pk>/end/", account_views.stand_in_end, name="stand_in_end"),
    path("accounts/<int:pk>/", account_views.AccountUpdate.as_view(), name="account"),
    path("places/", views.PlaceList.as_view(), name="places"),
    path("places/townships/new/", views.TownshipCreate.as_view(), name="township_create"),
    path("places/districts/new/", views.DistrictCreate.as_view(), name="district_create"),
    path("setup/", setup_views.SetupImport.as_view(), name="setup"),
    path("setup/book/", setup_views.blank_book, name="setup_book"),
    path("settings/", views.SettingsPage.as_view(), name="settings"),
    path("settings/phones/", phone_views.PhoneList.as_view(), name="open_phones"),
    path(
        "settings/phones/<int:pk>/take_back/",
        phone_views.PhoneTakeBack.as_view(),
        name="open_phone_take_back",
    ),
    path("settings/papers/", paper_views.own_list, name="own_paper_templates"),
    path(
        "settings/papers/<int:township>/",
        paper_views.TemplateList.as_view(),
        name="paper_templates",
    ),
    path(
        "settings/papers/<int:township>/<slug:name>/",
        paper_views.TemplateUpdate.as_view(),
        name="paper_template",
    ),
    path(
        "settings/papers/<int:township>/<slug:name>/restore/",
        paper_views.TemplateRestore.as_view(),
        name="paper_template_restore",
    ),
    path(
        "settings/papers/<int:township>/<slug:name>/text/",
        paper_views.template_text,
        name="paper_template_text",
    ),
    path(
        "settings/papers/<int:township>/<slug:name>/sample/",
        paper_views.template_sample,
        name="paper_template_sample",
    ),
    path("settings/couriers/", courier_views.CourierList.as_view(), name="couriers"),
    path("settings/couriers/new/", courier_views.CourierCreate.as_view(), name="courier_create"),
    path(
        "settings/couriers/<int:pk>/", courier_views.CourierUpdate.as_view(), name="courier_update"
    ),
    path("settings/couriers/<int:pk>/test/", courier_views.courier_test, name="courier_test"),
    path("settings/dispatches/", courier_views.DispatchList.as_view(), name="dispatches"),
    path(
        "settings/dispatches/<int:pk>/again/", courier_views.dispatch_again, name="dispatch_again"
    ),
    path("calendar/", calendar_views.CalendarPage.as_view(), name="calendar"),
    path("calendar/soon/", calendar_views.SoonPage.as_view(), name="calendar_soon"),
    path("calendar/key/", calendar_views.key_renew, name="calendar_key"),
    path("calendar/key/end/", calendar_views.key_end, name="calendar_key_end"),
    path("calendar/feed/<slug:secret>.ics", calendar_views.feed, name="calendar_feed"),
    path("history/", views.HistoryList.as_view(), name="history"),
    path("corrections/", correction_views.CorrectionList.as_view(), name="corrections"),
    path("corrections/<int:pk>/", correction_views.CorrectionDetail.as_view(), name="correction"),
    path("corrections/<int:pk>/file/", correction_views.correction_file, name="correction_file"),
    path(
        "corrections/<int:pk>/file/old/",
        correction_views.correction_old_file,
        name="correction_old_file",
    ),
    path(
        "corrections/<int:pk>/file/new/",
        correction_views.correction_new_file,
        name="correction_new_file",
    ),
    path(
        "corrections/<int:pk>/<slug:act>/",
        correction_views.CorrectionAct.as_view(),
        name="correction_act",
    ),
    path("remarks/<str:noun>/<int:pk>/new/", remark_views.RemarkWrite.as_view(), name="remark"),
    path(
        "remarks/<int:pk>/withdraw/",
        remark_views.RemarkWithdraw.as_view(),
        name="remark_withdraw",
    ),
    path("status/", views.StatusPage.as_view(), name="status"),
    path("status/again/<str:kind>/", views.WorkAgain.as_view(), name="work_again"),
    path("healthz/", views.healthz, name="healthz"),
    path("healthz/live/", views.alive, name="alive"),
    path("metrics", metrics, name="metrics"),
    path("handbook/", views.handbook, name="handbook"),
    path("handbook/<slug:page>/", views.handbook, name="handbook_page"),
    path("outbox/", outbox_views.shell, name="outbox"),
    path("outbox/own/", outbox_views.own, name="outbox_own"),
    path("outbox-worker.js", outbox_views.worker, name="outbox_worker"),
    path("manifest.webmanifest", outbox_views.manifest, name="manifest"),
    path("uploads/", file_views.create, name="uploads"),
    path("uploads/<slug:key>/", file_views.piece, name="upload"),
    path("villages/", include("villages.urls")),
    path("archives/", include("archives.urls")),
    path("campaigns/reminders/", Reminding.as_view(), name="remind"),
    path("campaigns/", include("campaigns.urls")),
]

handler500 = "township.dashboard.views.server_error"
