"""Addresses under /archives/."""

app_name = "archives"

urlpatterns = []
