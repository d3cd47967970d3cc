"""Addresses under /archives/."""

from django.urls import path

from archives.views import record

app_name = "archives"

urlpatterns = [
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
    path("files/<int:pk>/", record.file, name="file"),
]
