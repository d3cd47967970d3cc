"""One browser, whoever is signed in with it."""

import pytest


@pytest.fixture(autouse=True)
def switched_on(taking_along):
    """What stands here is about phones."""


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
