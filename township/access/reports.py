"""Error reports for whoever develops: what somebody typed, and every secret, is left out."""

import pprint

from django.views.debug import SafeExceptionReporterFilter

# Shorter values stand everywhere by chance: a "1" would blank half a report.
LEAST_LETTERS = 4


class NothingTyped(SafeExceptionReporterFilter):
    """Names of what was sent, no values; of variables only those that hold none of the values.

    Holds with DEBUG too: Django's own filter shows everything then.
    """

    def is_active(self, request):
        return True

    def get_post_parameters(self, request):
        sent = super().get_post_parameters(request)
        return {name: self.cleansed_substitute for name in sent}

    def get_traceback_frame_variables(self, request, tb_frame):
        typed = _typed(request)
        cleansed = super().get_traceback_frame_variables(request, tb_frame)
        return [(name, self._shown(name, value, typed)) for name, value in cleansed]

    def _shown(self, name, value, typed):
        if self.hidden_settings.search(name):
            return self.cleansed_substitute
        text = pprint.saferepr(value)
        return self.cleansed_substitute if any(one in text for one in typed) else value


def _typed(request):
    if request is None:
        return []
    values = [one for _, held in request.POST.lists() for one in held]
    return [repr(one)[1:-1] for one in values if len(one) >= LEAST_LETTERS]
