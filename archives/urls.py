"""Addresses under /archives/."""

from django.urls import path

from archives.views import (
    category,
    completeness,
    file,
    fixity,
    handover,
    intake,
    record,
    scan,
    search,
    take_in,
    trails,  # noqa: F401  where rows lie; crud.checks asks for all
    upload,
    viewer,
)

app_name = "archives"

urlpatterns = [
    # completeness
    path("completeness/", completeness.Completeness.as_view(), name="completeness"),
    path("completeness/shares/", completeness.CompletenessShares.as_view(), name="shares"),
    path("completeness/export/", completeness.completeness_export, name="completeness_export"),
    path(
        "completeness/<int:village>/",
        completeness.VillageCompleteness.as_view(),
        name="village_completeness",
    ),
    path(
        "villages/<int:village>/panel/", completeness.ArchivePanel.as_view(), name="village_panel"
    ),
    # categories
    path("categories/", category.CategoryList.as_view(), name="categories"),
    path("categories/new/", category.CategoryCreate.as_view(), name="category_create"),
    path("categories/<int:pk>/", category.CategoryPage.as_view(), name="category"),
    path("categories/<int:pk>/edit/", category.CategoryUpdate.as_view(), name="category_edit"),
    path(
        "categories/<int:category>/requirements/new/",
        category.RequirementCreate.as_view(),
        name="requirement_create",
    ),
    path(
        "requirements/<int:pk>/edit/", category.RequirementUpdate.as_view(), name="requirement_edit"
    ),
    path("requirements/<int:pk>/remove/", category.remove_requirement, name="requirement_remove"),
    # finding
    path("find/", search.FindingPage.as_view(), name="find"),
    # records
    path("records/", record.RecordList.as_view(), name="records"),
    path(
        "villages/<int:village>/records/",
        record.VillageRecordList.as_view(),
        name="village_records",
    ),
    path(
        "villages/<int:village>/records/new/",
        record.RecordCreate.as_view(),
        name="record_create",
    ),
    path("records/<int:pk>/", record.RecordDetail.as_view(), name="record"),
    path("records/<int:pk>/view/", viewer.RecordView.as_view(), name="record_view"),
    path("records/<int:pk>/edit/", record.RecordUpdate.as_view(), name="record_edit"),
    path("records/<int:pk>/correct/", record.RecordCorrect.as_view(), name="record_correct"),
    path("records/<int:pk>/files/", record.AddFiles.as_view(), name="record_files"),
    path("records/<int:pk>/act/<slug:act>/", record.RecordAct.as_view(), name="record_act"),
    path("files/<int:pk>/", file.file, name="file"),
    path("files/<int:pk>/preview/", file.file_preview, name="file_preview"),
    path("files/<int:pk>/pages/<int:number>/", viewer.file_page, name="file_page"),
    path("files/<int:pk>/searchable/", viewer.file_searchable, name="file_searchable"),
    path("files/<int:pk>/words/", viewer.FileOutline.as_view(), name="file_words"),
    # hand-over of a year
    path("villages/<int:village>/years/", handover.current, name="handover_now"),
    path("villages/<int:village>/years/<int:year>/", handover.Handover.as_view(), name="handover"),
    path("villages/<int:village>/years/<int:year>/seal/", handover.seal, name="seal_year"),
    path("villages/<int:village>/years/<int:year>/give/", handover.give, name="hand_over_year"),
    path("villages/<int:village>/years/<int:year>/package/", handover.package, name="package"),
    path(
        "villages/<int:village>/years/<int:year>/papers/<slug:name>/",
        handover.paper,
        name="handover_paper",
    ),
    # papers that came back
    path("scans/", scan.ScanList.as_view(), name="scans"),
    path("villages/<int:village>/scans/new/", scan.ScanCreate.as_view(), name="scan_create"),
    path("scans/<int:pk>/", scan.ScanDetail.as_view(), name="scan"),
    path("scans/<int:pk>/file/", scan.ScanFile.as_view(), name="scan_file"),
    path("scans/<int:pk>/blanks/", scan.ScanDropBlank.as_view(), name="scan_blanks"),
    path("scans/<int:pk>/again/", scan.read_again, name="scan_again"),
    path(
        "scans/<int:pk>/parts/<int:part>/back/", scan.ScanTakeBack.as_view(), name="scan_take_back"
    ),
    path("scans/pages/<int:pk>/picture/", scan.picture, name="scan_picture"),
    path("scans/pages/<int:pk>/turn/", scan.turn, name="scan_turn"),
    path("scans/pages/<int:pk>/assign/", scan.ScanAssign.as_view(), name="scan_assign"),
    path("scans/pages/<int:pk>/drop/", scan.ScanDrop.as_view(), name="scan_drop"),
    path("scans/pages/<int:pk>/put-back/", scan.put_back, name="scan_put_back"),
    # packages from elsewhere
    path("villages/<int:village>/take-in/", take_in.TakeInCreate.as_view(), name="take_ins"),
    path("take-in/<int:pk>/", take_in.TakeInPage.as_view(), name="take_in"),
    path("take-in/<int:pk>/start/", take_in.TakeInStart.as_view(), name="take_in_start"),
    path("intake/", intake.Intake.as_view(), name="intake"),
    path("intake/running/<uuid:task>/", intake.IntakeWaiting.as_view(), name="intake_wait"),
    path("intake/<str:name>/", intake.IntakePackage.as_view(), name="intake_package"),
    path("intake/<str:name>/take/", intake.take, name="intake_take"),
    # integrity
    path("fixity/", fixity.FixityList.as_view(), name="fixity_runs"),
    path("fixity/<int:pk>/", fixity.FixityPage.as_view(), name="fixity"),
    path("fixity/running/<uuid:task>/", fixity.WaitingChecks.as_view(), name="fixity_wait"),
    path("fixity/<int:pk>/paper/", fixity.paper, name="fixity_paper"),
    path("villages/<int:village>/years/<int:year>/check/", fixity.check, name="fixity_check"),
    # uploads
    path("villages/<int:village>/uploads/", upload.create, name="uploads"),
    path("villages/<int:village>/uploads/<slug:key>/", upload.piece, name="upload"),
    path(
        "villages/<int:village>/uploads/<slug:key>/likeness/",
        upload.likeness,
        name="upload_likeness",
    ),
]
