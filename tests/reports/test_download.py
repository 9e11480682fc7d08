"""Files of reports as a client gets them over HTTP."""

import csv
import time
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from pypdf import PdfReader

from sip.contract.enums import Role
from tests.support.api import ApiServer


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """A server with a week of calls behind it, on either engine."""
    folder: Path = tmp_path_factory.mktemp("download")
    url = request.getfixturevalue("pg_cluster").create_database() if request.param == "postgres" else ""
    with ApiServer(folder, url, past_days=7) as running:
        yield running


def test_csv(server: ApiServer) -> None:
    operator = next(user for user in server.site.users if user.role is Role.OPERATOR)
    with server.client() as http:
        server.log_in(http, "sv1")
        wanted = {"unit": "day", "period": "2026-11-01..2026-11-02", "item": ["in", "avg_talk_in"]}
        answer = http.get("/api/reports/groups.csv", params=wanted)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
        assert int(answer.headers["content-length"]) == len(answer.content)
        assert answer.headers["kikite-replaced-characters"] == "0"
        assert "kikite-replaced" not in answer.headers
        assert unquote(answer.headers["content-disposition"]).endswith("電話グループレポート_20261101-20261102.csv")
        assert answer.content.decode().startswith("期間,電話グループ名,電話番号,着信数,平均通話時間(着)\r\n")
        english = http.get("/api/reports/groups.csv", params=wanted | {"lang": "en", "encoding": "utf-8-sig"})
        assert english.content.startswith(b"\xef\xbb\xbfPeriod,")
        old = {"kind": "calls", "operator": operator.id, "encoding": "cp932"}
        assert (
            http.get("/api/reports/operators.csv", params=wanted | old).content.decode("cp932").startswith("期間,名前")
        )
        year = {"unit": "date_hour", "period": "2025-11-01..2026-10-31"}
        assert http.get("/api/reports/groups.csv", params=year).content.count(b"\r\n") == 1 + 365 * 24
        refused = http.get("/api/reports/groups.csv", params=year | {"period": "2024-11-01..2026-10-31", "group": "no"})
        assert refused.status_code == 422
        assert {fault["field"] for fault in refused.json()["errors"]} == {"period.0", "group.0"}
        odd = http.get("/api/reports/groups.csv", params=wanted | {"encoding": "latin-1"})
        assert (odd.status_code, odd.json()["errors"][0]["field"]) == (422, "encoding")
    with server.client() as http:
        assert http.get("/api/reports/groups.csv", params=wanted).status_code == 401
        server.log_in(http, operator.id)
        assert http.get("/api/reports/groups.csv", params=wanted).status_code == 403


def test_pdf(server: ApiServer) -> None:
    operator = next(user for user in server.site.users if user.role is Role.OPERATOR)
    wanted = {"unit": "day", "period": "2026-11-01..2026-11-02", "item": ["in", "avg_talk_in"]}
    with server.client() as http:
        assert http.get("/api/reports/groups.pdf", params=wanted).status_code == 401
        server.log_in(http, "sv1")
        answer = http.get("/api/reports/groups.pdf", params=wanted)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/pdf"
        assert unquote(answer.headers["content-disposition"]).endswith("電話グループレポート_20261101-20261102.pdf")
        assert answer.content.startswith(b"%PDF-")
        status = {"unit": "day", "period": "2026-11-01..2026-11-02", "kind": "status", "operator": operator.id}
        answer = http.get("/api/reports/operators.pdf", params=status | {"lang": "en"})
        text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
        assert "Operator report (statuses)" in text
        assert operator.name in text
        assert server.site.name in text
        assert http.get("/api/reports/operators.pdf", params=wanted | {"kind": "calls"}).status_code == 422


def test_the_files_say_what_the_report_says(server: ApiServer) -> None:
    """A week of calls, of all groups and of each: the same figures in JSON, CSV and PDF."""
    with server.client() as http:
        server.log_in(http, "sv1")
        scope = http.get("/api/reports/scope").json()
        today = date.fromisoformat(scope["today"])
        wanted = {
            "unit": "day",
            "period": f"{today - timedelta(7)}..{today - timedelta(1)}",
            "group": ["*", *(group["id"] for group in scope["groups"])],
            "item": ["in", "ans", "answer_rate", "avg_talk_in"],
        }
        report = http.get("/api/reports/groups", params=wanted).json()
        rows = list(csv.reader(http.get("/api/reports/groups.csv", params=wanted).content.decode().splitlines()))[1:]
        content = http.get("/api/reports/groups.pdf", params=wanted).content
    told = "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)
    assert sum(row["values"][0] for row in report["totals"]) > 50
    assert len(rows) == len(report["rows"]) == 7 * len(wanted["group"])
    for row, cells in zip(report["rows"], rows, strict=True):
        calls, answered, rate, talk = row["values"]
        length = "0:00:00" if talk is None else f"{talk // 3600}:{talk // 60 % 60:02}:{talk % 60:02}"
        assert cells[3:] == [str(calls), str(answered), "0" if rate is None else str(rate), length]
        if talk is not None:
            assert f"{calls}{answered}{rate:.1f}%{length}" in told


def test_schedules(server: ApiServer) -> None:
    plan = {"name": "日報", "every": "day", "kind": "group", "unit": "day", "period": "yesterday", "format": "csv"}
    with server.client() as http:
        assert http.get("/api/reports/schedules").status_code == 401
        server.log_in(http, "sv1")
        refused = http.post("/api/reports/schedules", json=plan | {"at": "25:00", "every": "year"})
        assert {fault["field"] for fault in refused.json()["errors"]} == {"at", "every"}
        refused = http.post("/api/reports/schedules", json=plan | {"delivery": "mail", "items": ["love"]})
        assert {fault["field"] for fault in refused.json()["errors"]} == {"recipients", "delivery", "items.0"}
        made = http.post("/api/reports/schedules", json=plan)
        assert made.status_code == 201, made.text
        key = made.json()["id"]
        changed = http.patch(f"/api/reports/schedules/{key}", json={"on": False})
        assert (changed.json()["on"], changed.json()["next"]) == (False, None)
        run = http.post(f"/api/reports/schedules/{key}/runs").json()
        while (found := http.get("/api/reports/runs", params={"schedule": key}).json()[0])["state"] == "waiting":
            time.sleep(0.05)
        assert (found["id"], found["state"], found["error"]) == (run["id"], "done", "")
        file = http.get(f"/api/reports/runs/{run['id']}/file")
        assert file.content.startswith("\ufeff期間,電話グループ名,電話番号,".encode())
        assert file.headers["content-type"].startswith("text/csv")
        assert "attachment" in file.headers["content-disposition"]
        assert http.get("/api/reports/schedules").json()["items"][0]["last"]["state"] == "done"
        assert http.delete(f"/api/reports/schedules/{key}").status_code == 204
        assert http.get("/api/reports/schedules").json() == {"items": [], "mail": False}
        assert http.post(f"/api/reports/schedules/{key}/runs").status_code == 404
        assert http.get("/api/reports/runs/../../kikite/file").status_code == 404
