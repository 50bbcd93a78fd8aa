"""Two who write the same things at the same time: one waits for the other."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, func, select

from practices_db.engine import catalogue_session
from practices_db.models import Practice, PracticeDocument
from practices_db.practices import Stored, store_practices
from tests.conftest import NOW
from tests.practices_db.test_practices import add_pages, practice


def test_two_writers_of_practices_wait_for_each_other(catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        pages = add_pages(session, 4)
    both = threading.Barrier(2, timeout=20)

    def write(_number: int) -> Stored:
        both.wait()
        with catalogue_session(catalogue) as session:
            found = [practice("a", *pages[:2]), practice("b", pages[2]), practice("c", pages[3])]
            return store_practices(session, found, NOW)

    with ThreadPoolExecutor(2) as threads:
        done = sorted(threads.map(write, range(2)), key=lambda one: one.new)
    assert [(one.new, one.kept) for one in done] == [(0, 3), (3, 0)]
    with catalogue_session(catalogue) as session:
        assert sorted(session.scalars(select(Practice.slug))) == ["a", "b", "c"]
        assert session.scalar(select(func.count()).select_from(PracticeDocument)) == 4
