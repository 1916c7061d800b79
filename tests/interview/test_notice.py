import hashlib
import json
from dataclasses import asdict

from assay.interview.notice import notice


def test_the_hash_is_of_the_canonical_json() -> None:
    text = notice("trust")
    canonical = json.dumps(asdict(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert text.sha256 == hashlib.sha256(canonical.encode()).hexdigest()


def test_leaving_the_page_is_told_exactly_where_it_is_recorded() -> None:
    trust, watched = notice("trust"), notice("notice")
    assert trust.sha256 != watched.sha256
    assert any("leave this page" in item.what for item in watched.recorded)
    assert not any("leave this page" in item.what for item in trust.recorded)
    assert any("Leaving this page" in line and "not recorded" in line for line in trust.not_done)
    assert not any("Leaving this page" in line for line in watched.not_done)


def test_every_recorded_thing_says_why_who_and_how_long() -> None:
    for level in ("trust", "notice"):
        for item in notice(level).recorded:
            assert all((item.what, item.why, item.who, item.how_long))
