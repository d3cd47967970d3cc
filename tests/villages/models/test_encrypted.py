"""A short text lies encrypted, survives a new key, and is not destroyed by a lost one."""

from django.db import connection
from django.test import override_settings

from tests.villages.rosters import person
from villages.models import Person
from villages.models.encrypted import EncryptedField, Sealed

PHONE = "13800001234"


def lying():
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM villages_person")
        return cursor.fetchone()[0]


def test_it_lies_encrypted_and_reads_back(village):
    person(village, phone=PHONE)
    first = lying()
    assert PHONE not in first and len(first) > 60
    row = Person.objects.get()
    assert row.phone == PHONE
    row.save()
    assert lying() != first, "the same number never lies twice alike"


def test_nothing_stays_nothing(village):
    person(village)
    assert lying() == "" == Person.objects.get().phone


def test_a_new_key_reads_what_the_old_one_wrote(village):
    person(village, phone=PHONE)
    with override_settings(FIELD_KEY="a key of its own"):
        row = Person.objects.get()
        assert row.phone == PHONE
        row.save()
    lost = Person.objects.get()
    assert isinstance(lost.phone, Sealed), "what the new key wrote is not for the old one"


def test_a_lost_key_destroys_nothing(village):
    person(village, phone=PHONE)
    before = lying()
    with override_settings(SECRET_KEY="another key altogether, long enough for anybody"):
        lost = Person.objects.get()
        assert lost.masked_phone == "（密钥不符，读不出）"
        lost.save()
    assert lying() == before and Person.objects.get().phone == PHONE


def test_the_form_takes_letters_and_the_column_their_token():
    field = EncryptedField(letters=20)
    assert (field.max_length, field.formfield().max_length) == (200, 20)
    assert field.deconstruct()[3] == {"letters": 20}
