"""What a view must say of itself: the permission it needs, or why it is public."""


def needs(permission):
    """Mark a function view with the permission that opens it."""

    def mark(view):
        view.permission = permission
        return view

    return mark


def public(reason):
    """Mark a view (function or class) as open to everybody, with the reason why."""

    def mark(view):
        view.public = reason
        return view

    return mark


def _declaring(callback):
    return getattr(callback, "view_class", callback)


def permission_of(callback):
    """The permission a URL's callback names, or None."""
    return getattr(_declaring(callback), "permission", None)


def reason_public(callback):
    """Why a URL's callback is public, or None."""
    return getattr(_declaring(callback), "public", None)
