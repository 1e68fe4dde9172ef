"""Logs of others: never worse than the base rate, and clear words for bad ones."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from tracker.casework.risk_foreign import backtest
from tracker.casework.risk_log import Signs, Trace, traces
from tracker.law.terms import Refusal

HEADER = "CaseID,ActivityID,CompleteTimestamp\n"


@pytest.mark.parametrize("seed", [1, 2])
def test_a_log_whose_signs_tell_is_forecast_well(tmp_path: Path, seed: int) -> None:
    told = backtest(_log(tmp_path, 900, seed, slow=3.0), limit=14, train_share=0.7)

    for point in told["checkpoints"]:
        assert point["auc"] > 0.65
        assert point["brier"] < point["base_brier"] - 0.01
        assert sum(tenth["count"] for tenth in point["reliability"]) == point["open"]
    assert [p["share"] for p in told["checkpoints"]] == [0.25, 0.5, 0.75]


@pytest.mark.parametrize("seed", range(3))
def test_a_log_that_tells_nothing_is_never_worse_than_its_base_rate(
    tmp_path: Path, seed: int
) -> None:
    told = backtest(_blind_log(tmp_path, 500, seed), limit=10, train_share=0.7)

    for point in told["checkpoints"]:
        assert point["brier"] <= point["base_brier"] + 0.004


def test_the_counts_are_those_of_the_log(tmp_path: Path) -> None:
    path = _log(tmp_path, 300, 5, slow=3.0)
    told = backtest(path, limit=14, train_share=0.7)

    cases = traces(path)
    later = [t for t in cases if t.began >= cases[int(len(cases) * 0.7)].began]
    for point in told["checkpoints"]:
        still = [t for t in later if t.lasted > point["share"] * 14]
        assert (point["open"], point["late"]) == (len(still), sum(t.lasted > 14 for t in still))


def test_what_came_after_the_checkpoint_changes_nothing() -> None:
    cases = [Trace((float(n), n + 3.0, n + 30.0), ("a", "b", "c")) for n in range(40)]
    signs = Signs(cases, 20.0, cases)
    cut = Trace((5.0, 8.0, 9999.0), ("a", "b", "zzz"))

    assert signs.at(cases[5], 0.5) == signs.at(cut, 0.5)


def test_only_cases_closed_before_the_split_teach(tmp_path: Path) -> None:
    path = _log(tmp_path, 400, 3, slow=3.0)
    cases = traces(path)
    split = cases[int(len(cases) * 0.7)].began
    told = backtest(path, limit=14, train_share=0.7)

    assert told["trained_on"] <= sum(t.ended < split for t in cases)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "thiếu cột"),
        (b"CaseID,ActivityID\n1,a\n", "thiếu cột CompleteTimestamp"),
        ((HEADER + "1,a,yesterday\n").encode(), "Dòng 2"),
        ((HEADER + "1,a,2026-02-30 10:00:00\n").encode(), "không phải thời điểm"),
        ((HEADER + "1,,2026-02-03 10:00:00\n").encode(), "Dòng 2 thiếu ô"),
        ((HEADER + "1\n").encode(), "Dòng 2 thiếu ô"),
        (HEADER.encode(), "Quá ít"),
        ((HEADER + "1,Tiếp nhận,2026-02-03\n").encode("utf-16"), "UTF-8"),
        ((HEADER + "1,Đơn,2026-02-03\n").encode("cp1258", "replace"), "UTF-8"),
        ((HEADER + '1,"a,2026-02-03\n').encode(), "CSV"),
        ((HEADER + "1,a,2026-02-03\n\0\n").encode(), ""),
        ((HEADER + "".join(f"{n},a,2026-02-0{n}\n" for n in range(1, 6))).encode(), "Quá ít"),
        ((HEADER + "".join(f"{n},a,2026-02-03\n" for n in range(90))).encode(), ""),
    ],
    ids=[
        "empty", "a column missing", "no moment", "no such day", "an empty cell", "a short line",
        "a header alone",
        "UTF-16", "an old code page", "an open quote", "a null byte", "five cases", "one moment",
    ],
)  # fmt: skip
def test_a_bad_log_is_refused_in_a_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(content)

    with pytest.raises(Refusal) as refused:
        backtest(path, limit=10, train_share=0.7)

    assert words in str(refused.value)
    assert "%(" not in str(refused.value)


def test_one_outcome_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="kết thúc như nhau"):
        backtest(_log(tmp_path, 200, 1, slow=3.0), limit=5000, train_share=0.7)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.csv"):
        with pytest.raises(Refusal, match="Không đọc được"):
            backtest(path, limit=5, train_share=0.7)


@pytest.mark.parametrize(
    "moment",
    ["2026-02-03 04:05:06", "2026-02-03T04:05:06", "2026/02/03 04:05:06.000",
     "2026-02-03T11:05:06+07:00", "03/02/2026 04:05:06"],
)  # fmt: skip
def test_moments_are_read_as_people_write_them(tmp_path: Path, moment: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"﻿caseid,ActivityID,CompleteTimestamp,more\n1,a,{moment},x\n", encoding="utf-8")

    (found,) = traces(path)
    assert found.began * 86_400 == pytest.approx(1_770_091_506)


def test_the_command_prints_json_and_refuses_with_a_sentence(
    tmp_path: Path, command: Callable[..., str]
) -> None:
    path = _log(tmp_path, 300, 5, slow=3.0)
    told = ("risk", "backtest", "--log", str(path), "--limit-days")

    assert len(json.loads(command(*told, "14", "--json"))["checkpoints"]) == 3
    assert "còn mở" in command(*told, "14")
    for wrong in ("0", "-3", "nan", "inf"):
        assert "--limit-days phải" in command(*told, wrong, exit_code=2)
    for share in ("0", "1", "1.5"):
        assert "--train-share" in command(*told, "14", "--train-share", share, exit_code=2)


def _log(folder: Path, number: int, seed: int, *, slow: float) -> Path:
    """Invent a log of four steps where a slow case shows itself by its pace and its first step."""
    rng, begun, lines = Random(seed), datetime(2024, 1, 1, 8), []  # noqa: DTZ001, S311 -- a log has no zone, an invented one no secret
    for case in range(number):
        begun += timedelta(hours=rng.expovariate(0.2))
        is_slow, at = rng.random() < 0.3, begun
        for act in ("register heavy" if is_slow else "register", "check", "draft", "sign"):
            lines.append(f"{case},{act},{at:%Y-%m-%d %H:%M:%S}")
            at += timedelta(days=rng.expovariate(1 / (3.0 * (slow if is_slow else 1.0))))
    return _written(folder, lines)


def _blind_log(folder: Path, number: int, seed: int) -> Path:
    """Invent a log whose end is drawn by lot after a first step that says nothing."""
    rng, begun, lines = Random(seed), datetime(2024, 1, 1, 8), []  # noqa: DTZ001, S311 -- a log has no zone, an invented one no secret
    for case in range(number):
        begun += timedelta(hours=8)
        end = begun + timedelta(days=rng.choice([6, 9, 12, 15]))
        lines += [f"{case},open,{begun:%Y-%m-%d %H:%M:%S}", f"{case},close,{end:%Y-%m-%d %H:%M:%S}"]
    return _written(folder, lines)


def _written(folder: Path, lines: list[str]) -> Path:
    path = folder / "log.csv"
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return path
