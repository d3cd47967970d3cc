"""A database that is not built as the models say is told, table and column by name."""

import pytest
from django.db import connection

from township.schema import differences

pytestmark = pytest.mark.django_db


def test_the_database_of_the_models_differs_in_nothing():
    assert differences(connection) == []


def test_a_column_that_was_slipped_in_later_is_told():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE township_district RENAME COLUMN name TO title")
    assert differences(connection) == [
        "数据库的表 township_district 里没有列 name。",
        "数据库的表 township_district 里多出必填的列 title，现在的程序不认识它。",
    ]


def test_a_missing_table_is_told():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE township_district RENAME TO somewhere_else")
    assert differences(connection) == ["数据库里没有表 township_district。"]


def test_a_further_column_that_may_stay_empty_is_no_difference():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE township_district ADD COLUMN note varchar(10)")
        cursor.execute("ALTER TABLE township_district ADD COLUMN rank integer NOT NULL DEFAULT 0")
    assert differences(connection) == []
