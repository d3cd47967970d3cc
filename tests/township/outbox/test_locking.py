"""A person's key is the same at every sign-in and nobody else's."""

import base64

from township.outbox.locking import lock_of


def test_it_is_an_aes_key_of_one_person(cadre, office):
    first = lock_of(cadre)
    assert len(base64.b64decode(first)) == 32
    assert lock_of(cadre) == first != lock_of(office)


def test_it_outlives_a_new_password_and_not_another_installation(cadre, settings):
    first = lock_of(cadre)
    cadre.set_password("Xin-2026!mima")
    cadre.save()
    assert lock_of(cadre) == first
    settings.SECRET_KEY = "another-installation-0123456789-abcdefghijklmnop"
    assert lock_of(cadre) != first
