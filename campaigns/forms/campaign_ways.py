"""What a campaign settles for itself, beside the settings of its township."""

from dataclasses import fields

from campaigns.rules.preset_tables import Settings
from township.crud import UserForm
from township.crud.setting_fields import floor_faults, setting_field
from township.users.settings import SETTINGS

KEYS = tuple(field.name for field in fields(Settings))


class WaysForm(UserForm):
    """One field for each setting that a campaign may settle, showing what holds for it now."""

    def __init__(self, *args, campaign, **kwargs):
        self.base_fields = {
            key: setting_field(SETTINGS[key], campaign.setting(key)) for key in KEYS
        }
        super().__init__(*args, **kwargs)
        self.guard_reading()

    def clean(self):
        cleaned = super().clean()
        for key, told in floor_faults({key: cleaned.get(key) for key in KEYS}):
            self.add_error(key, told)
        return cleaned

    @property
    def given(self):
        return {key: self.cleaned_data[key] for key in KEYS}
