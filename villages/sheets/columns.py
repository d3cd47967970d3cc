"""What all sheets have in common: cells read by rules, one row once, saving by verbs.

The columns are those of the sheets offices use (dossier §6). Saving goes through the same verbs
as the forms do, so an imported row meets the same rules and leaves the same history.
"""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from import_export import fields, resources, widgets

from township.sheets.faults import error_in
from township.sheets.table import SheetTable, TableShape
from villages.rules import tables


class CellReading(widgets.Widget):
    """A cell read by a function of the rules; what it cannot read it says in a sentence, and what
    it left out of a readable cell in `remark`."""

    def __init__(self, read, show=str, remark=lambda text: ""):
        super().__init__()
        self.read, self.show, self.remark = read, show, remark
        # Each cell is read to be judged, to be written and to be shown. A resource has its own
        # widgets, which go with it.
        self.known = {}

    def clean(self, value, row=None, **kwargs):
        text = value or ""
        if text not in self.known:
            self.known[text] = self.read(text)
        return self.known[text]

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
    """`place` is the village, `by` the user. ALIASES: column → spellings of its header.

    PRIVATE names the fields that are shown masked.
    """

    ALIASES = {}
    NEEDED = ()
    PRIVATE = ()
    MAIN = ""
    PROOF = ()

    def __init__(self, place=None, by=None, **kwargs):
        super().__init__(**kwargs)
        self.place, self.by, self.seen = place, by, set()

    @classmethod
    def shape(cls):
        """What the reader of sheets looks for."""
        own = [cls.fields[name].column_name for name in cls.PRIVATE]
        return TableShape(cls.ALIASES, cls.NEEDED, cls.MAIN, cls.PROOF, own)

    def told_elsewhere(self, table: SheetTable) -> dict[str, str]:
        """{column: text} that the title or the name of a sheet says for lines that leave it empty.

        Raises ValueError when it says two things.
        """
        return {}

    def widget_of(self, column):
        """The reading of a column by its name; None for one that is not read."""
        field = self._columns.get(column)
        return field and field.widget

    @cached_property
    def _columns(self):
        return {field.column_name: field for field in self.fields.values()}

    @cached_property
    def _private(self):
        return {self.fields[name].column_name for name in self.PRIVATE}

    def get_import_id_fields(self):
        return ["id"]

    def is_private(self, column):
        """Is this the name of a column that not everybody reads in full?"""
        return column in self._private

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
            cell = row.get(field.column_name) or ""
            if told := error_in(cell):
                faults.append(f"“{field.column_name}”{told}")
                continue
            try:
                field.widget.clean(cell)
            except ValueError as error:
                faults.append(str(error))
        if faults:
            raise ValidationError(faults)

    def after_init_instance(self, instance, new, row, **kwargs):
        """What a known row said before: the library would copy it with all that hangs on it."""
        self.before = None if new else self._said(instance)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        is_known = self.before is not None and not import_validation_errors
        return is_known and self.before == self._said(instance)

    def _said(self, instance):
        return [field.get_value(instance) for field in self.get_import_fields()]
