"""Packages sent to the page and taken over by its worker."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult


def send(client, content, name="J001.zip"):
    url = reverse("archives:intake")
    return client.post(url, {"package": SimpleUploadedFile(name, content)}, follow=True)


def take(client, name="J001.zip"):
    """Press the button, let the worker do it; returns the waiting page before and after."""
    answer = client.post(reverse("archives:intake_take", args=[name]))
    before = client.get(answer.url).content.decode()
    task = DBTaskResult.objects.filter(task_path__endswith="take_over").latest("enqueued_at")
    task.claim("worker")
    task.set_successful(task.task.call(*task.args_kwargs["args"]))
    return before, client.get(answer.url).content.decode()
