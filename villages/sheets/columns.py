"""What all sheets have in common: cells read by `tables`, one row once, saving by verbs.

The columns are those of the sheets offices use (dossier §6). Saving goes through the same verbs
as the forms do, so an imported row meets the same rules and leaves the same history.
"""

from django.core.exceptions import ValidationError
from import_export import fields, resources, widgets

from villages.rules import tables


class CellReading(widgets.Widget):
    """A cell read by a function of `tables`; what it cannot read it says in a sentence."""

    def __init__(self, read, show=str):
        super().__init__()
        self.read, self.show = read, show

    def clean(self, value, row=None, **kwargs):
        return self.read(value or "")

    def render(self, value, obj=None, **kwargs):
        return "" if value in (None, "") else self.show(value)


def choice(label, choices, shown):
    return CellReading(
        lambda text: tables.read_choice(text, choices, label), lambda v: shown(v).label
    )


def column(attribute, name, read, show=str):
    widget = read if isinstance(read, widgets.Widget) else CellReading(read, show)
    return fields.Field(attribute, name, widget, saves_null_values=False)


def count(label):
    return lambda text: tables.read_count(text, label)


class SheetResource(resources.ModelResource):
    """`place` is the village, `by` the user. ALIASES: column → spellings of its header."""

    ALIASES = {}
    NEEDED = ()

    def __init__(self, place=None, by=None, **kwargs):
        super().__init__(**kwargs)
        self.place, self.by, self.seen = place, by, set()

    def get_import_id_fields(self):
        return ["id"]

    def once(self, key, sentence):
        """Refuse the second row about the same thing in one sheet."""
        if key in self.seen:
            raise ValidationError(sentence)
        self.seen.add(key)

    def before_import(self, dataset, **kwargs):
        self.seen.clear()

    def before_import_row(self, row, **kwargs):
        """All cells that cannot be read are told at once, before the row is looked up."""
        faults = []
        for field in self.fields.values():
            try:
                field.widget.clean(row.get(field.column_name) or "")
            except ValueError as error:
                faults.append(str(error))
        if faults:
            raise ValidationError(faults)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        if instance.pk is None:
            return False
        return super().skip_row(instance, original, row, import_validation_errors)
