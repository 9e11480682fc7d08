"""What the launcher prints, in Japanese and English."""

from __future__ import annotations

from typing import Final

CATALOGUE: Final[dict[str, dict[str, str]]] = {
    "ja": {
        "starting": "Kikite を起動しています…",
        "ready": "準備ができました",
        "open": "ブラウザーで開いてください: {url}",
        "ca": "証明書の警告を消すには、この認証局をブラウザーに登録してください: {path}",
        "users": "ログイン (パスワードはここにだけ表示されます)",
        "users_kept": "データベースにはすでにデータがあります。ユーザーとパスワードは以前のままです",
        "user": "ユーザー名",
        "password": "パスワード",
        "role": "権限",
        "extension": "内線番号",
        "sip_password": "SIPパスワード",
        "supervisor": "管理者",
        "operator": "オペレーター",
        "groups": "電話グループ",
        "sip": "卓上電話機の接続先: {host}:{port} (ドメイン {realm}; UDP/TCP)",
        "sip_tls": "卓上電話機の TLS での接続先: {host}:{port}",
        "carrier": "いま電話をかけさせる: {command}",
        "stop": "Ctrl-C で終了します",
        "stopping": "終了しています…",
        "stopped": "終了しました",
        "restarted": "{name} が終了しました (コード {code})。再起動します",
        "given_up": "警報: {name} が繰り返し終了しました (コード {code})。再起動をあきらめます。ログ: {log}",
        "not_ready": "起動できませんでした: {reason}。ログ: {log}",
        "failed": "起動できませんでした: {reason}",
        "port_taken": "ポート {port} は使用中です。{option} で別のポートを指定してください",
        "in_use": "フォルダー {data} は別の Kikite が使用中です",
    },
    "en": {
        "starting": "Starting Kikite…",
        "ready": "Ready",
        "open": "Open in a browser: {url}",
        "ca": "To be spared the certificate warning, import this authority into the browser: {path}",
        "users": "Log-ins (passwords are shown here only)",
        "users_kept": "The database already holds a centre: users and passwords are as before",
        "user": "user",
        "password": "password",
        "role": "role",
        "extension": "extension",
        "sip_password": "SIP password",
        "supervisor": "supervisor",
        "operator": "operator",
        "groups": "Groups",
        "sip": "Desk phones connect to {host}:{port} (domain {realm}; UDP/TCP)",
        "sip_tls": "Desk phones connect by TLS to {host}:{port}",
        "carrier": "To have a call placed now: {command}",
        "stop": "Ctrl-C stops everything",
        "stopping": "Stopping…",
        "stopped": "Stopped",
        "restarted": "{name} ended (code {code}) and is started again",
        "given_up": "ALARM: {name} ended again and again (code {code}) and is not restarted any more. Log: {log}",
        "not_ready": "Could not start: {reason}. Log: {log}",
        "failed": "Could not start: {reason}",
        "port_taken": "Port {port} is in use: choose another with {option}",
        "in_use": "Another Kikite uses the folder {data}",
    },
}


def words(language: str, key: str, **values: object) -> str:
    """The sentence `key` in `language` (`ja` or `en`) with `values` filled in."""
    return CATALOGUE[language][key].format(**values)
