"""`tillit mail explain`: how mails are read, without storing them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tillit.channels.email.explaining import explained
from tillit.channels.email.tests.letters import bundle, letter

KEYS = [
    *("file", "message_id", "subject", "from", "reply_to", "to", "cc", "date", "in_reply_to"),
    *("references", "language", "text", "new_text", "quoted_text", "signature", "html"),
    *("attachments", "kind", "may_auto_reply", "bounce", "authentication", "signed", "encrypted"),
    "problems",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two mails and a broken one."""
    (tmp_path / "a.eml").write_bytes(letter("Hello, the kettle is broken.", Subject="One"))
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c").write_bytes(letter("Hei", Subject="Two"))
    (tmp_path / "b" / "d").write_bytes(b"\xff\x00 no mail")
    return tmp_path


def test_a_folder_is_read_file_by_file(folder: Path) -> None:
    found = list(explained([folder]))
    assert [Path(one["file"]).name for one in found] == ["a.eml", "c", "d"]
    assert [one["subject"] for one in found] == ["One", "Two", ""]
    assert [list(one) for one in found] == [KEYS] * 3
    assert found[2]["problems"]


def test_a_mailbox_holds_many_mails(tmp_path: Path) -> None:
    mails = [
        letter("One\n>From the start", Subject="One"),
        letter("From now on, two.", Subject="Two"),
    ]
    separator = b"From a@b Mon Jun  1 10:00:00 2026\n"
    path = tmp_path / "all.mbox"
    path.write_bytes(b"\n\n".join(separator + mail for mail in mails))
    found = list(explained([path]))
    assert [one["new_text"] for one in found] == ["One\nFrom the start", "From now on, two."]
    assert [one["file"] for one in found] == [f"{path}#1", f"{path}#2"]


def test_a_file_that_begins_like_a_mailbox_is_one_mail(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"From a@b Mon Jun  1 10:00:00 2026\n" + letter("Hello"))
    assert [(one["file"], one["new_text"]) for one in explained([path])] == [(str(path), "Hello")]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    [found] = explained([tmp_path / "nothing"])
    assert "cannot be opened" in found["problems"][0]


def test_people_files_and_bounces_are_plain_values(tmp_path: Path) -> None:
    part = "Content-Type: image/png\nContent-ID: <a@b>\nContent-Disposition: inline\n\nhi"
    path = tmp_path / "a"
    words = "Content-Type: text/plain\n\nHello"
    path.write_bytes(bundle(words, part, Cc="Ada <ada@x.example>, bo@x.example"))
    [found] = explained([path])
    assert found["cc"] == [
        {"name": "Ada", "address": "ada@x.example"},
        {"name": "", "address": "bo@x.example"},
    ]
    [file] = found["attachments"]
    assert (file["filename"], file["size"], file["content_id"]) == ("image.png", 2, "a@b")
    assert (file["inline"], file["md5"]) == (True, "49f68a5c8493ec2c0bf489821c21fc3b")


def test_the_page_is_safe(tmp_path: Path) -> None:
    path = tmp_path / "a"
    page = "<p onclick=x()>Hi<script>alert(1)</script><img src=//a.example/p.png></p>"
    path.write_bytes(letter(page, Content_Type="text/html"))
    [found] = explained([path])
    assert found["html"] == "<p>Hi</p>"


def test_results_are_believed_of_the_named_server_only(tmp_path: Path) -> None:
    path = tmp_path / "a"
    results = "mx.desk.example; spf=pass smtp.mailfrom=x; dkim=fail (bad; key); dmarc=pass"
    path.write_bytes(letter("Hi", Authentication_Results=results))
    nothing = {"spf": "none", "dkim": "none", "dmarc": "none"}
    assert next(explained([path]))["authentication"] == nothing
    believed = {"spf": "pass", "dkim": "fail", "dmarc": "pass"}
    assert next(explained([path], ["mx.desk.example"]))["authentication"] == believed


def test_the_command_prints_a_line_for_each_mail(folder: Path) -> None:
    command = [sys.executable, "-m", "tillit.config.cli", "mail", "explain", str(folder)]
    done = subprocess.run(command, capture_output=True, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["subject"] for one in lines] == ["One", "Two", ""]
