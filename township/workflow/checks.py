"""Start-up checks: receivers listen to names that exist; permissions are in the policy."""

from django.core.checks import Error, register

from township.access import GRANTS
from township.workflow.announcing import ANNOUNCED, RECEIVERS
from township.workflow.core import WORKFLOWS


@register()
def names_exist(app_configs, **kwargs):
    errors = [
        Error(f"A receiver listens to {name}, which nobody announces", id="workflow.E001")
        for name in RECEIVERS
        if RECEIVERS[name] and name not in ANNOUNCED
    ]
    for workflow in WORKFLOWS.values():
        for transition in workflow.transitions:
            if transition.permission not in GRANTS:
                errors.append(
                    Error(
                        f"{workflow.noun}.{transition.name}: unknown permission "
                        f"{transition.permission}",
                        id="workflow.E002",
                    )
                )
    return errors
