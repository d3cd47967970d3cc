"""Addresses under /archives/."""

from django.urls import path

from archives.views import category, completeness, file, record, upload

app_name = "archives"

urlpatterns = [
    # completeness
    path("completeness/", completeness.Completeness.as_view(), name="completeness"),
    path(
        "completeness/<int:village>/",
        completeness.VillageCompleteness.as_view(),
        name="village_completeness",
    ),
    path(
        "villages/<int:village>/panel/", completeness.VillagePanel.as_view(), name="village_panel"
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
    path("records/<int:pk>/edit/", record.RecordUpdate.as_view(), name="record_edit"),
    path("records/<int:pk>/files/", record.AddFiles.as_view(), name="record_files"),
    path("records/<int:pk>/act/<slug:act>/", record.RecordAct.as_view(), name="record_act"),
    path("files/<int:pk>/", file.file, name="file"),
    path("files/<int:pk>/preview/", file.file_preview, name="file_preview"),
    # uploads
    path("villages/<int:village>/uploads/", upload.create, name="uploads"),
    path("uploads/<slug:key>/", upload.piece, name="upload"),
]
