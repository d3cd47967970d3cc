"""Start-up check: every noun of a page says where its rows lie (`crud.trails`)."""

from django.core.checks import Error, register

from township.access.checks import patterns
from township.crud.acting import ActPage
from township.crud.pages import DetailPage, Framed
from township.crud.sending import CreatePage, UpdatePage
from township.crud.trails import is_declared


def nouns(page):
    """The nouns whose trail a page asks for; those that only a request knows are left out."""
    if page.crumbs or page.get_crumbs is not Framed.get_crumbs:
        return []
    if issubclass(page, DetailPage | UpdatePage | ActPage):
        return [page.model]
    beside = page.beside
    if beside is CreatePage.beside:
        beside = page.form_class and page.form_class._meta.model
    noun = beside or getattr(page, "within", None)
    return [noun] if isinstance(noun, type) else []


@register()
def every_noun_lies_somewhere(app_configs, **kwargs):
    views = [getattr(pattern.callback, "view_class", object) for _, pattern in patterns()]
    asked = {noun for view in views if issubclass(view, Framed) for noun in nouns(view)}
    return [
        Error(f"views/trails.py does not say where a {noun.__name__} lies", id="crud.E001")
        for noun in asked
        if not is_declared(noun)
    ]
