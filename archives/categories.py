"""Loading a township's categories and requirements from a preset (dossier §4)."""

from archives.models import Category, Requirement


def load_categories(township, categories):
    """Create what is missing; what the township has edited stays. Returns the categories.

    `categories` are rows with code, name, retention, is_restricted, metadata (key, name) and
    requirements (key, name, per, count, text_kind, stage), as presets hold them.
    """
    loaded = []
    for order, row in enumerate(categories, 1):
        category, _ = Category.objects.get_or_create(
            township=township,
            code=row.code,
            defaults={
                "name": row.name,
                "retention": row.retention,
                "is_restricted": row.is_restricted,
                "metadata": [{"key": field.key, "name": field.name} for field in row.metadata],
                "order": order,
            },
        )
        for need in row.requirements:
            Requirement.objects.get_or_create(
                category=category,
                key=need.key,
                defaults={
                    "name": need.name,
                    "per": need.per,
                    "count": need.count,
                    "text_kind": need.text_kind,
                    "stage": need.stage,
                },
            )
        loaded.append(category)
    return loaded
