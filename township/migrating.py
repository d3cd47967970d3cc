"""The first migration of an app, which makes all its tables at once.

Django applies a migration step by step and sets up the models anew after each: with a hundred
models that know each other this takes most of the half minute in which a site first starts. A
first migration only creates models, so the models are set up once, as they are after its last step.
"""

from django.db import migrations


class FirstMigration(migrations.Migration):
    """A migration of nothing but `CreateModel`, in the order of its foreign keys."""

    initial = True

    def apply(self, project_state, schema_editor, collect_sql=False):
        project_state.__dict__.pop("apps", None)
        after = self.mutate_state(project_state, preserve=False)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, after, after)
        return after
