"""Pages of nouns: list, detail, create, update, and the acts of a workflow."""

from township.crud.acting import ActPage
from township.crud.bulk import Bulk, ManyForm, ManyPage
from township.crud.columns import Column, Toned
from township.crud.fields import RowsField
from township.crud.forms import (
    CARRIED,
    DayForm,
    ReasonForm,
    SignOffForm,
    UserForm,
    UserModelForm,
)
from township.crud.kept import KeptPage
from township.crud.pages import DetailPage, ListPage, ManyRows, Page, Within
from township.crud.sending import CreatePage, FormPage, RemovePage, UpdatePage

__all__ = [
    "CARRIED",
    "ActPage",
    "Bulk",
    "Column",
    "CreatePage",
    "DayForm",
    "DetailPage",
    "FormPage",
    "KeptPage",
    "ListPage",
    "ManyForm",
    "ManyPage",
    "ManyRows",
    "Page",
    "ReasonForm",
    "RemovePage",
    "RowsField",
    "SignOffForm",
    "Toned",
    "UpdatePage",
    "UserForm",
    "UserModelForm",
    "Within",
]
