"""Where everybody finds a village's committee: place, telephone and hours for the public page."""

from township.crud import UpdatePage
from villages.acts.village import set_contact
from villages.forms.contact import ContactForm
from villages.models import Village
from villages.views.frame import Kept, changes_of


class ContactUpdate(Kept, UpdatePage):
    permission = "contact.edit"
    model = Village
    select = ("township",)
    form_class = ContactForm
    success_message = "已保存，公开页面上可以看到。"

    def get_title(self):
        return f"{self.object}的办公地点和公开电话"

    def keep(self, form):
        changes, where = changes_of(form), self.get_title()
        return set_contact(form.instance, by=self.request.user, changes=changes, where=where)
