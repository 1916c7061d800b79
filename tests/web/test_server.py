"""The server around the routes: pages, headers, health, metrics, failures, WebSocket handshakes."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
import structlog
from fastapi import FastAPI
from sqlalchemy import text

from assay.web.errors import ApiError
from assay.web.security import Limiter
from assay.web.settings import Settings
from assay.web.static import CONTENT_SECURITY_POLICY, FrontEnd, Site
from tests.web.people import ORIGIN, Company, caller


async def test_every_answer_has_the_security_headers(browser: httpx.AsyncClient) -> None:
    for path in ("/", "/api/me", "/healthz", "/api/openapi.json", "/nowhere", "/api/nowhere"):
        answer = await browser.get(path)
        assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert len(answer.headers["x-request-id"]) == 16
    assert "cdn" not in (await browser.get("/api/docs")).text
    assert (await browser.get("/api/docs")).status_code == 404
    assert (await browser.get("/api/me")).headers["cache-control"] == "no-store"


async def test_unknown_paths_and_methods_of_the_api(browser: httpx.AsyncClient) -> None:
    for method, path, status in (
        ("GET", "/api", 404),
        ("GET", "/api/", 404),
        ("GET", "/api/positions/", 404),
        ("DELETE", "/api/positions", 405),
        ("GET", "/api/sign-in", 405),
        ("POST", "/somewhere", 405),
        ("POST", "/healthz", 405),
    ):
        answer = await browser.request(method, path)
        assert answer.status_code == status, path
        assert answer.json()["remedy"]


async def test_health_really_asks_the_database(app: FastAPI, browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    async with app.state.services.database.write() as s:
        await s.execute(text("ALTER TABLE server_beat RENAME TO gone"))
    answer = await browser.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "failing"
    assert "gone" not in answer.text


async def test_metrics_name_routes_and_never_ids(company: Company, browser: httpx.AsyncClient) -> None:
    await company.owner.get(f"/api/positions/{company.position}")
    await company.owner.request("MADEUP", "/api/me")
    text = (await browser.get("/metrics")).text
    assert 'assay_http_requests_total{method="GET",route="/api/positions/{id}",status="200"} 1.0' in text
    assert company.position not in text
    assert "MADEUP" not in text


async def test_a_failure_is_logged_with_its_id_and_shown_without_detail(
    app: FastAPI, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> str:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("assay.bank.statement.html", fail)
    with structlog.testing.capture_logs() as logs:
        answer = await company.owner.get("/api/bank")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    id = answer.headers["x-request-id"]
    assert id in answer.json()["message"]
    assert answer.json()["remedy"]
    assert any(entry["event"] == "request failed" for entry in logs)


async def test_logs_hold_no_tokens(company: Company, browser: httpx.AsyncClient) -> None:
    structlog.reset_defaults()  # another test of this process may have set a level
    with structlog.testing.capture_logs() as logs:
        await browser.post("/api/candidate/enter", json={"token": company.token})
        await browser.get(f"/i/{company.token}")
        await browser.post("/api/sign-in", json={"email": "a@b", "password": "a secret password"})
    written = json.dumps(logs, default=str)
    assert len(logs) >= 3
    assert company.token not in written
    assert "a secret password" not in written


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>front</title>")
    (folder / "assets" / "main-1a2b.js").write_text("export const a = 1;\n" * 100)
    (folder / "icon.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("secret")
    return folder


async def test_front_end_is_served_for_every_page(built: Path) -> None:
    app = FastAPI(default_response_class=None)  # type: ignore[arg-type]
    app.router.routes.append(FrontEnd(built))

    @app.exception_handler(ApiError)
    async def handler(_: object, error: ApiError) -> object:
        return error.response()

    async with caller(app) as browser:
        for path in ("/", "/positions", "/i/token", "/sessions/x", "/../secret.txt", "/%2e%2e/secret.txt"):
            answer = await browser.get(path)
            assert answer.status_code == 200
            assert "front" in answer.text
            assert answer.headers["cache-control"] == "no-cache"
        script = await browser.get("/assets/main-1a2b.js")
        assert "immutable" in script.headers["cache-control"]
        assert script.headers["content-type"].startswith("application/javascript")
        assert script.headers["content-encoding"] == "gzip"
        assert script.text.startswith("export")
        plain = await browser.get("/assets/main-1a2b.js", headers={"accept-encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert plain.text == script.text
        again = await browser.get("/assets/main-1a2b.js", headers={"if-none-match": script.headers["etag"]})
        assert again.status_code == 304
        assert (await browser.get("/assets/old-0000.js")).status_code == 404
        assert (await browser.get("/icon.svg")).headers["content-type"].startswith("image/svg+xml")
        assert (await browser.get("/%00")).status_code == 200
        assert (await browser.get("/" + "a" * 5000)).status_code == 200


def test_site_sees_a_new_build(built: Path) -> None:
    site = Site(built)
    before = site.find("index.html")
    (built / "index.html").write_text("<!doctype html><title>newer</title>")
    after = site.find("index.html")
    assert before is not None
    assert after is not None
    assert before.etag != after.etag


async def test_page_says_when_the_front_end_is_not_built(tmp_path: Path) -> None:
    app = FastAPI()
    app.router.routes.append(FrontEnd(tmp_path / "none"))
    async with caller(app) as browser:
        answer = await browser.get("/")
    assert answer.status_code == 503
    assert "not built" in answer.text


def test_limiter_forgets_with_time_and_when_full() -> None:
    now = 0.0
    limiter = Limiter(2, 60, now=lambda: now)
    for _ in range(2):
        limiter.check("a")
        limiter.failed("a")
    with pytest.raises(ApiError) as caught:
        limiter.check("a")
    assert caught.value.status == 429
    limiter.check("b")
    now = 61
    limiter.check("a")
    limiter.failed("a")
    limiter.succeeded("a")
    limiter.check("a")
    limiter.KEYS = 3
    for key in "abcdef":
        limiter.failed(key)
    assert list(limiter._failed) == ["d", "e", "f"]


@pytest.mark.parametrize(
    "url", ["https://a.example/path", "ftp://a.example", "a.example", "https://a.example/"]
)
def test_base_url_is_an_origin(url: str) -> None:
    with pytest.raises(ValueError, match="base_url"):
        Settings(base_url=url)


async def handshake(app: FastAPI, headers: dict[str, str]) -> list[dict[str, object]]:
    """What the server sends to a browser that shakes hands, says nothing and goes."""
    sent: list[dict[str, object]] = []
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "ws",
        "path": "/api/candidate/log",
        "raw_path": b"/api/candidate/log",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"assay.test"), *((k.encode(), v.encode()) for k, v in headers.items())],
        "client": ("127.0.0.1", 1),
        "server": ("assay.test", 80),
        "subprotocols": [],
        "extensions": {"websocket.http.response": {}},
    }
    incoming = iter([{"type": "websocket.connect"}])

    async def receive() -> dict[str, object]:
        return next(incoming, {"type": "websocket.disconnect", "code": 1000})

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    await app(scope, receive, send)  # type: ignore[arg-type]
    return sent


async def test_websocket_takes_only_our_own_pages_and_candidates(app: FastAPI, company: Company) -> None:
    candidate = await company.candidate()
    cookies = "; ".join(f"{name}={value}" for name, value in candidate.cookies.items())
    await candidate.aclose()
    member = "; ".join(f"{name}={value}" for name, value in company.owner.cookies.items())
    ours = {"origin": ORIGIN}
    for headers in ({}, {"origin": "http://evil.test"}, {"sec-fetch-site": "cross-site", **ours}):
        refused = await handshake(app, {**headers, "cookie": cookies})
        assert refused[0]["type"] == "websocket.http.response.start"
        assert refused[0]["status"] == 403
    entered = await handshake(app, {**ours, "cookie": cookies})
    assert [message["type"] for message in entered] == ["websocket.accept"]
    for headers in ({}, {"cookie": member}, {"cookie": "assay_candidate=wrong"}):
        told, closed = (await handshake(app, {**ours, **headers}))[-2:]
        assert json.loads(str(told["text"]))["type"] == "trouble"
        assert closed["type"] == "websocket.close"
