"""The items of the registry that are times, as data (see `items`)."""

from collections.abc import Iterator
from typing import Final

from api.statistics.metric import Metric, Scope, Unit, define
from sip.contract.enums import Status

_B, _BO, _G, _O = Scope.BOARD, Scope.BOARD_OPERATOR, Scope.GROUP_REPORT, Scope.OPERATOR_REPORT
_REPORTS: Final = (_G, _O)
_BOARDS_AND_REPORTS: Final = (_B, _BO, _G, _O)
_C, _P, _H, _S = Unit.COUNT, Unit.PERCENT, Unit.PER_HOUR, Unit.SECONDS


_WAYS: Final = (("in", "着", "ans"), ("out", "発", "conn"))


def averages() -> Iterator[Metric]:
    """Average times per call (平均…時間)."""
    for name, ja, label, en, times in (
        ("handle", "処理", "handle", "talk and after-call work", "t_talk_{0} t_acw_{0}"),
        ("talk", "通話", "talk", "talk time", "t_talk_{0}"),
        ("acw", "後処理", "after-call", "after-call work", "t_acw_{0}"),
    ):
        for way, kanji, count in _WAYS:
            yield define(
                f"avg_{name}_{way}",
                (f"平均{ja}時間({kanji})", f"Avg. {label} ({way})"),
                _S,
                _BOARDS_AND_REPORTS,
                (times.format(way), count),
                (
                    f"{ja}時間の合計 ÷ {'応答数' if way == 'in' else '接続数'}",
                    f"Total {en} ÷ {'answered' if way == 'in' else 'connected'} calls",
                ),
            )
    yield define(
        "avg_answer",
        ("平均応答時間", "Avg. answer"),
        _S,
        (_B, _G, _O),
        ("t_ring_ans", "ans"),
        ("着信から応答までの時間の合計 ÷ 応答数(平均着信応答時間)", "Ring time of answered visits ÷ answered"),
    )
    yield define(
        "avg_abandon",
        ("平均放棄時間", "Avg. abandon"),
        _S,
        (_B, _G),
        ("t_ring_aban", "aban"),
        ("着信から放棄までの時間の合計 ÷ 放棄数", "Ring time of abandoned visits ÷ abandoned"),
    )
    yield define(
        "avg_ring",
        ("平均呼出時間", "Avg. ringing"),
        _S,
        (_BO,),
        ("t_ring_ans", "ans"),
        ("応答した呼出の時間の合計 ÷ 応答数", "Ring time of the operator's answered offers ÷ answered"),
    )
    yield define(
        "avg_ring_in",
        ("平均着信呼出時間", "Average inbound ring time"),
        _S,
        _REPORTS,
        ("t_ring_in", "in"),
        ("着信呼出時間の合計 ÷ 着信数", "Inbound ring time ÷ inbound"),
    )
    yield define(
        "avg_ring_out",
        ("平均発信呼出時間", "Average outbound ring time"),
        _S,
        _REPORTS,
        ("t_ring_out", "out"),
        ("発信呼出時間の合計 ÷ 発信数", "Outbound ring time ÷ outbound"),
    )
    for way, kanji, count in _WAYS:
        yield define(
            f"avg_hold_per_call_{way}",
            (f"平均保留時間①({kanji})", f"Average hold per call ({way})"),
            _S,
            _REPORTS,
            (f"t_hold_{way}", count),
            ("保留時間の合計 ÷ 通話の数", "Hold time ÷ calls"),
        )
        yield define(
            f"avg_hold_{way}",
            (f"平均保留時間②({kanji})", f"Average hold ({way})"),
            _S,
            _REPORTS,
            (f"t_hold_{way}", f"n_hold_{way}"),
            ("保留時間の合計 ÷ 保留数", "Hold time ÷ holds"),
        )


def totals() -> Iterator[Metric]:
    """Sums of times (合計…)."""
    for name, ja, en, times in (
        ("hold", "保留", "hold time", "t_hold_{0}"),
        ("handle", "処理", "handle time", "t_talk_{0} t_acw_{0}"),
        ("talk", "通話", "talk time", "t_talk_{0}"),
        ("acw", "後処理", "after-call work", "t_acw_{0}"),
    ):
        for way, kanji, _ in _WAYS:
            label = (f"合計{ja}時間({kanji})", f"Total {en} ({way})")
            yield define(
                f"total_{name}_{way}", label, _S, _REPORTS, (times.format(way), ""), (f"{ja}時間の合計", f"Sum of {en}")
            )
    for metric_id, label, counter, scopes, explanation in (
        (
            "total_ring_in",
            ("合計着信呼出時間", "Total inbound ring time"),
            "t_ring_in",
            _REPORTS,
            ("着信から応答・切断・流出までの合計", "Visit begin to answer, leave or overflow"),
        ),
        (
            "total_answer",
            ("合計着信応答時間", "Total time to answer"),
            "t_ring_ans",
            _REPORTS,
            ("応答した着信の呼出時間の合計", "Ring time of answered visits"),
        ),
        (
            "total_ring_out",
            ("合計発信呼出時間", "Total outbound ring time"),
            "t_ring_out",
            _REPORTS,
            ("発信から応答または終了までの合計", "Dial to answer or end"),
        ),
        (
            "total_abandon",
            ("合計放棄時間", "Total time to abandon"),
            "t_ring_aban",
            (_G,),
            ("放棄した着信の呼出時間の合計", "Ring time of abandoned visits"),
        ),
    ):
        yield define(metric_id, label, _S, scopes, (counter, ""), explanation)
    yield define(
        "total_hold",
        ("合計保留時間", "Total hold time"),
        _S,
        (_BO,),
        ("t_hold_in t_hold_out", ""),
        ("本日の保留時間の合計(着・発)", "Today's hold time, in and out"),
    )


def statuses() -> Iterator[Metric]:
    """Times in statuses and log-in times."""
    yield define(
        "avg_short_break",
        ("平均小休憩時間", "Avg. short break"),
        _S,
        (_BO,),
        (f"t_status:{Status.SHORT_BREAK}", f"n_status:{Status.SHORT_BREAK}"),
        ("本日の小休憩の合計 ÷ 回数(終了した小休憩)", "Today's short breaks that are over: time ÷ number"),
    )
    for metric_id, label, counter in (
        ("total_short_break", ("合計小休憩時間", "Total short break"), f"t_status:{Status.SHORT_BREAK}"),
        ("total_lunch_break", ("合計昼休憩時間", "Total lunch break"), f"t_status:{Status.LUNCH_BREAK}"),
        ("total_work", ("合計別作業時間", "Total other work"), "t_work"),
    ):
        yield define(metric_id, label, _S, (_BO,), (counter, ""), ("本日の合計", "Today's total"))
    yield define(
        "status_total",
        ("ステータス合計時間", "Status total"),
        _S,
        (_O,),
        ("t_status:S", ""),
        ("そのステータスの合計時間", "Time in the status"),
    )
    yield define(
        "status_avg",
        ("ステータス平均時間", "Status average"),
        _S,
        (_O,),
        ("t_status:S", "n_status:S"),
        ("合計時間 ÷ 回数", "Time in the status ÷ entries into it"),
    )
    yield define(
        "status_share",
        ("ステータス割合", "Status share"),
        _P,
        (_O,),
        ("t_status:S", "t_login"),
        ("全ステータスの時間に占める割合", "Share of the time of all statuses"),
    )
    yield define(
        "login_total",
        ("合計ログイン時間", "Total log-in time"),
        _S,
        (_O,),
        ("t_login", ""),
        ("ログインからログアウトまでの合計", "Log-in to log-out"),
    )
    yield define(
        "login_avg",
        ("平均ログイン時間", "Average log-in time"),
        _S,
        (_O,),
        ("t_login", "d_login"),
        ("ログイン時間 ÷ ログインした日数", "Log-in time ÷ days with a log-in"),
    )
