"""manage.py db_worker: the worker under the name by which it was started up to now."""

from township.management.commands import worker


class Command(worker.Command):
    help = "与 manage.py worker 相同。"
