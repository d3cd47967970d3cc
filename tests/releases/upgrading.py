"""A stored database brought to the present, by a process of its own: prints what it came to.

`python -m tests.releases.upgrading [rebuild]` works on the installation that the environment
describes, whose database is one that a release has left.
"""

import json
import re
import sys

# A table that others' triggers name, and whose own rows are final.
REBUILT = {"villages.Motion": "title", "township.Entry": "summary", "archives.Record": "title"}
MOST_PAGES = 8
LINK = re.compile(r'href="(/[^"#?]*)"')


def main(*words):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from township.schema import differences

    call_command("migrate", verbosity=0)
    if "rebuild" in words:
        rebuild()
    told = {"schema": differences(connection), "verified": {}, "pages": {}, "failed": []}
    if not told["schema"]:
        told["verified"] = verified()
        open_pages(told)
    print(json.dumps(told, ensure_ascii=False))


def rebuild():
    """What a later migration may do: tables built anew, with all that guards them."""
    from django.apps import apps
    from django.db import connection, models

    from township.history.frozen import install_triggers, remove_triggers

    remove_triggers(plan=["a step"])
    for label, name in REBUILT.items():
        model = apps.get_model(label)
        field = model._meta.get_field(name)
        wider = models.TextField(null=True)
        wider.set_attributes_from_name(name)
        wider.model = model
        with connection.schema_editor() as editor:
            editor.alter_field(model, field, wider)
    install_triggers()


def verified():
    """{check: sentences} of all checks but that of files, which are not stored."""
    from township.history.verification import EVERY_NIGHT, verify

    return {name: verify(name) for name in EVERY_NIGHT}


def open_pages(told):
    """The home page of each role, and what it leads to."""
    from django.conf import settings
    from django.test import Client
    from django.test.utils import override_settings

    from township.users.models import Membership

    files = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = settings.STORAGES | {"staticfiles": files}
    with override_settings(STORAGES=storages, ALLOWED_HOSTS=["testserver"]):
        for role in sorted(set(Membership.objects.values_list("role", flat=True))):
            post = Membership.objects.filter(role=role, user__is_active=True).first()
            if post is None:
                continue
            type(post.user).objects.filter(pk=post.user.pk).update(must_change_password=False)
            client = Client(raise_request_exception=False)
            client.force_login(post.user)
            home = client.get("/", follow=True)
            links = [link for link in dict.fromkeys(LINK.findall(home.text)) if "." not in link]
            links = [link for link in links if "logout" not in link][:MOST_PAGES]
            answers = {"/": home.status_code}
            answers |= {link: client.get(link).status_code for link in links}
            told["pages"][role] = len(answers)
            told["failed"] += [f"{role} {p} {code}" for p, code in answers.items() if code >= 400]


if __name__ == "__main__":
    main(*sys.argv[1:])
