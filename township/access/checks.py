"""Start-up check: every view names a permission of the policy table or says why it is public."""

from django.core.checks import Error, Tags, register
from django.urls import URLPattern, get_resolver

from township.access.policy import GRANTS
from township.access.views import permission_of, reason_public


def patterns(resolver=None, prefix=""):
    """Every (route, pattern) below a resolver, the whole site by default."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern
        else:
            yield from patterns(pattern, route)


@register(Tags.security)
def every_view_is_guarded(app_configs, **kwargs):
    errors = []
    for route, pattern in patterns():
        permission = permission_of(pattern.callback)
        if reason_public(pattern.callback):
            continue
        if permission is None:
            errors.append(
                Error(
                    f"/{route} names no permission",
                    hint='Set `permission = "noun.verb"` or @public("reason").',
                    id="access.E001",
                )
            )
        elif permission not in GRANTS:
            errors.append(Error(f"/{route}: unknown permission {permission}", id="access.E002"))
    return errors
