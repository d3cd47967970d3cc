"""What a waiting page says of its task between two tries."""

from django_tasks import TaskResultStatus


def again_at(result):
    """When a task that was not done is tried again; None before its first try and in a try."""
    is_resting = result.status == TaskResultStatus.READY and result.worker_ids
    return result.task.run_after if is_resting else None
