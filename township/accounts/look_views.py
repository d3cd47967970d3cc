"""How pages look: size of the text and contrast, kept with the person who signs in; on pages for
everybody the size is kept in the browser."""

from django import forms
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from township.access import public
from township.crud import FormPage, UserForm
from township.users.models import TextSize, User

COOKIE = "text_size"
YEAR = 366 * 24 * 3600


class LookForm(UserForm):
    text_size = forms.ChoiceField(
        label="文字大小", choices=TextSize.choices, required=False, widget=forms.RadioSelect
    )
    has_contrast = forms.BooleanField(
        label="加深颜色", required=False, help_text="灰色的字和线条改成黑色，看得更清楚。"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.guard_reading()


class LookPage(FormPage):
    permission = "session.view"
    title = "文字大小和颜色"
    intro = "只改您自己看到的页面，换电脑、换手机登录也一样。"
    form_class = LookForm
    success_message = "已按您选的显示。"

    def get_initial(self):
        user = self.request.user
        return {"text_size": user.text_size, "has_contrast": user.has_contrast}

    def carry_out(self, form):
        told = form.cleaned_data
        User.objects.filter(pk=self.request.user.pk).update(
            text_size=told["text_size"], has_contrast=told["has_contrast"]
        )
        return reverse("look")


@public("公开页面的文字大小，只存在看的人自己的浏览器里")
@require_safe
def text_size(request, size):
    """Keep the size in the browser and go back to the page."""
    back = request.GET.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        COOKIE,
        size if size in TextSize.values else "",
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return response
