/* Generated from openapi/openapi.json by `npm run api-types`; do not edit. */
export interface paths {
    "/api/announcements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sounds, by name
         * @description All sounds that menus, receptions and hold music may use.
         */
        get: operations["list_announcements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/announcements/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Upload a sound
         * @description New, or in place of the one of that name; callers hear it from the next time it is played. Refused with `invalid`
         *     and the reason at `wav`: `malformed`, `too_short`, `too_long`, `silent`.
         */
        put: operations["put_announcement"];
        post?: never;
        /**
         * Delete a sound
         * @description Refused with `in_use` while anything configured plays it, unless there is a shipped one of that name.
         */
        delete: operations["delete_announcement"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/announcements/{key}/sound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Play a sound back
         * @description A WAV file with what callers hear: 8 kHz, one channel.
         */
        get: operations["get_announcement_sound"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Changes, supervisions, and what was done to others (F9.10)
         * @description Those that fit every filter given, newest first. Passwords are not in it, only whether they changed.
         */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls, newest first (F8.1)
         * @description Calls that fit every filter given, those in progress too (`result` `open`).
         */
        get: operations["list_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{call}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One call with its legs (F8.4)
         * @description Offers, segments, holds, ACW and visits in the order in which they began.
         */
        get: operations["get_call"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calls/{call}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a call is counted in (F7.9)
         * @description Its stretches in the order in which they began, each with the counters that it gives to.
         */
        get: operations["explain_call"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Changes of the configuration, newest first
         * @description Passwords are not in it, only whether they changed.
         */
        get: operations["list_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own chat */
        get: operations["get_chat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/announcements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write to a group or to all
         * @description For supervisors. Who is there at that moment is told; nobody can write into it, but answer its sender.
         */
        post: operations["announce"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * To whom one may write, by name
         * @description Who may only answer (チャット送信制限) finds the supervisors here that have written to them.
         */
        get: operations["list_chat_contacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One's conversations
         * @description The one written in last first.
         */
        get: operations["list_conversations"];
        put?: never;
        /**
         * Write to a user
         * @description Into the conversation with them, which begins with it if there is none.
         */
        post: operations["begin_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/conversations/{conversation}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The messages of a conversation, newest first */
        get: operations["list_chat_messages"];
        put?: never;
        /**
         * Write into a conversation
         * @description Sent again with the same `token`, it is stored once.
         */
        post: operations["send_chat_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/conversations/{conversation}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** One has read up to a message */
        put: operations["mark_conversation_read"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chat/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether there is chat, and how long it is kept */
        get: operations["get_chat_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change whether there is chat, or how long it is kept
         * @description What is left out stays. Messages that have become too old by it are erased for good, at once.
         */
        patch: operations["change_chat_settings"];
        trace?: never;
    };
    "/api/chat/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One's own chat, live
         * @description Server-sent events. `chat` comes first, and again when settings, rights or names change or messages are erased; `message` for each message, one's own, too; `read` when one has read, or the partner. With `Last-Event-ID` the stream goes on after that event, or begins with `chat` if that was too long ago. `ping` breaks each silence of 15 s. The stream ends when its session does.
         */
        get: operations["stream_chat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/extensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Extensions, by number
         * @description All extensions, for whoever may call them, with their users. Passwords are not kept, and their digests not given
         *     out.
         */
        get: operations["list_extensions"];
        put?: never;
        /**
         * A new extension
         * @description A password has 10 to 20 characters with upper case, lower case and digits (F9.2).
         */
        post: operations["create_extension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/extensions/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete an extension
         * @description Refused with `in_use` while it is a user's or a route leads to it.
         */
        delete: operations["delete_extension"];
        options?: never;
        head?: never;
        /**
         * Change an extension
         * @description With another password its phones must register anew.
         */
        patch: operations["change_extension"];
        trace?: never;
    };
    "/api/forced-log-outs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who logged whom out (F1.6)
         * @description Those that fit every filter given, newest first.
         */
        get: operations["list_forced_log_outs"];
        put?: never;
        /**
         * Log a user out (F1.6)
         * @description All sessions of the user end, those of programs too; its clients are told who did it.
         */
        post: operations["force_log_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Groups, by id
         * @description All groups. Every user may read them: a phone shows their names and chooses the number to call with.
         */
        get: operations["list_groups"];
        put?: never;
        /**
         * A new group
         * @description Calls reach it at once.
         */
        post: operations["create_group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a group
         * @description Refused with `in_use` while something leads to it. Its calls stay in the history.
         */
        delete: operations["delete_group"];
        options?: never;
        head?: never;
        /**
         * Change a group
         * @description What is left out stays; `members` are replaced as a whole, in their order. Calls in progress go on under the
         *     rules that they began with.
         */
        patch: operations["change_group"];
        trace?: never;
    };
    "/api/handling": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How calls are handled
         * @description Transfers, parked calls, hold music.
         */
        get: operations["get_handling"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change how calls are handled
         * @description What is left out stays. Calls that are parked or handed on already keep the times that they began with.
         */
        patch: operations["change_handling"];
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the server is alive
         * @description Answers as long as the process runs; asks nothing else.
         */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/holidays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * National holidays
         * @description Those in force, with a warning where a year is missing.
         */
        get: operations["list_holidays"];
        /**
         * Import national holidays
         * @description Refused with `invalid` and the number of the line that does not fit; then nothing is changed.
         */
        put: operations["import_holidays"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mailboxes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mailboxes, by id
         * @description All mailboxes, those that are switched off too.
         */
        get: operations["list_mailboxes"];
        put?: never;
        /**
         * A new mailbox
         * @description An extension's answers from now on; nothing leads to a group's yet.
         */
        post: operations["create_mailbox"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mailboxes/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a mailbox
         * @description Refused with `in_use` while a group, a menu or a reception leads to it, or there are messages in it.
         */
        delete: operations["delete_mailbox"];
        options?: never;
        head?: never;
        /**
         * Change a mailbox
         * @description What is left out stays. Switched off, it takes no more messages; those in it stay.
         */
        patch: operations["change_mailbox"];
        trace?: never;
    };
    "/api/menus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Menus, by id
         * @description All menus. A number leads to one by its group's reception or by a route.
         */
        get: operations["list_menus"];
        put?: never;
        /**
         * A new menu
         * @description Nothing leads to it yet.
         */
        post: operations["create_menu"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/menus/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a menu
         * @description Refused with `in_use` while a route, a reception or another menu leads to it.
         */
        delete: operations["delete_menu"];
        options?: never;
        head?: never;
        /**
         * Change a menu
         * @description What is left out stays; `keys` are replaced as a whole. Callers in the menu go on with the old one.
         */
        patch: operations["change_menu"];
        trace?: never;
    };
    "/api/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The metric registry
         * @description Id, label, unit, formula, scopes and explanation of every figure.
         */
        get: operations["list_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The live board, once
         * @description Rows of 全体, groups and operators with today's figures (F3.2-F3.4). A cell whose item is in `clocks` shows
         *     `cells[item] + (now - clocks[item])` seconds. Operators are in no order: F3.6 depends on the running clocks.
         */
        get: operations["get_monitor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitor/screens/{screen}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Choose the look of one of one's own monitors (F3.5)
         * @description Replaces what was chosen for that screen.
         */
        put: operations["change_monitor_screen"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitor/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What one's own monitors show (F3.1, F3.5)
         * @description Kept on the server: the monitors look the same on every computer.
         */
        get: operations["get_monitor_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitor/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The live board, pushed (F3.11)
         * @description Server-sent events. `snapshot` comes first, and again when names or the business day change; `change` at most once in 50 ms, with only what changed. With `Last-Event-ID` the stream goes on after that event, or begins with a snapshot if that was too long ago. `ping` breaks each silence of 15 s. The stream ends when its session does.
         */
        get: operations["stream_monitor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitor/watchable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Groups and operators that can be watched (F3.1)
         * @description In the order of the master settings.
         */
        get: operations["list_watchable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitor/watched": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Choose whom one's own monitors show (F3.1)
         * @description Replaces both lists.
         */
        put: operations["change_watched"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operators/{operator}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Choose a status for an operator
         * @description As if they had chosen it; who did is on record with the status. During a call with outside it comes after
         *     that, and is on record at once.
         */
        put: operations["set_operator_status"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/permission-sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Permission sets, by id
         * @description All sets of rights, with the kinds of outside numbers that may be called.
         */
        get: operations["list_permission_sets"];
        put?: never;
        /**
         * A new permission set
         * @description Rights take effect with the next request of whoever has the set.
         */
        post: operations["create_permission_set"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/permission-sets/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a permission set
         * @description Refused with `in_use` while users have it, unless `replacement` names what they get instead.
         */
        delete: operations["delete_permission_set"];
        options?: never;
        head?: never;
        /**
         * Change a permission set
         * @description What is left out stays.
         */
        patch: operations["change_permission_set"];
        trace?: never;
    };
    "/api/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own phone */
        get: operations["get_phone"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/alert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Raise or clear the call for help (F5.4) */
        put: operations["set_alert"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call an extension or an outside number */
        post: operations["dial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/calls/{call}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept a ringing call */
        post: operations["answer_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/calls/{call}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the consultation; the caller stays on hold */
        post: operations["cancel_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/calls/{call}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 転送実行: the consulted party has the caller */
        post: operations["complete_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/calls/{call}/conference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the consultation a talk of all three */
        post: operations["begin_conference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/calls/{call}/consult": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hold the other party and call whom it may go to (F5.7) */
        post: operations["consult"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/calls/{call}/dtmf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send DTMF digits */
        post: operations["send_digits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/calls/{call}/hangup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hang up, or stop dialling */
        post: operations["hang_up_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/calls/{call}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put the other party on hold */
        post: operations["hold_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/calls/{call}/park": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** パーク保留 (F5.10) */
        post: operations["park_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/calls/{call}/pickup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a call that rings a colleague of a common group */
        post: operations["pick_up_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/calls/{call}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a ringing call */
        post: operations["reject_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/calls/{call}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the party back */
        post: operations["resume_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/calls/{call}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand the other party on at once; it rings back where nobody answers (F5.7) */
        post: operations["blind_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/connection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Attach the browser's peer connection */
        post: operations["attach_phone"];
        /** Give the peer connection up */
        delete: operations["detach_phone"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/echo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the echo goes on, and what has been counted */
        get: operations["get_echo"];
        /**
         * Hear oneself back from the media server (F5.8)
         * @description Not while in a call. A call that comes ends it, and so does a minute. The answer: the counters as they are at
         *     its beginning.
         */
        put: operations["start_echo"];
        post?: never;
        /** Hear oneself no longer */
        delete: operations["stop_echo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign of life of the phone window (F5.9) */
        post: operations["heartbeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/parked/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a parked call (F5.10) */
        post: operations["take_parked_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Settings of one's own phone
         * @description Kept on the server: they are the same on every computer.
         */
        get: operations["get_phone_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the settings of one's own phone
         * @description They hold from the next call on.
         */
        patch: operations["change_phone_settings"];
        trace?: never;
    };
    "/api/phone/sound-tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own tests of the sound, newest first */
        get: operations["list_own_sound_tests"];
        put?: never;
        /**
         * Judge a test of the sound, and keep what it has shown (F5.8)
         * @description The last 20 of each user are kept.
         */
        post: operations["add_sound_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Choose a status (F5.1) */
        put: operations["choose_status"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/phone/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One's own phone, live
         * @description Server-sent events named `phone`, each a whole `PhoneView`, at once and at every change. `ping` breaks each silence of 15 s.
         */
        get: operations["stream_phone"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the server can work
         * @description Answers 200 where the database can be read and has its schema, else 503 `not_ready`.
         */
        get: operations["get_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receptions, by group
         * @description How groups receive callers. A group that is not listed rings at once and always.
         */
        get: operations["list_receptions"];
        put?: never;
        /**
         * A group's reception
         * @description Opening hours, greeting, menu and hold music of a group that had none of these.
         */
        post: operations["create_reception"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receptions/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a group's reception
         * @description The group rings at once and always.
         */
        delete: operations["delete_reception"];
        options?: never;
        head?: never;
        /**
         * Change a group's reception
         * @description What is left out stays; `hours` are replaced as a whole. Callers on the way go on as they began.
         */
        patch: operations["change_reception"];
        trace?: never;
    };
    "/api/receptions/{key}/opening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When a group is open
         * @description The stretches that come of weekdays, holidays and exceptions, as the switch knows them.
         */
        get: operations["get_opening"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Numbers dialled that led to no call, newest first (F5.14)
         * @description Those that fit every filter given.
         */
        get: operations["list_refusals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The items that one has chosen (F7.3)
         * @description Kept on the server, across log-outs.
         */
        get: operations["get_report_choices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/choices/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Choose the items of one kind of report (F7.3)
         * @description Replaces what was chosen for it.
         */
        put: operations["change_report_choice"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/columns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What can be chosen for a report (F7.3)
         * @description In the order of the item list, the statuses in that of the master.
         */
        get: operations["list_report_columns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 電話グループレポート (F7.1)
         * @description Of 全体 or of groups, with all that has happened up to now.
         */
        get: operations["get_group_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/groups.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 電話グループレポート as CSV (F7.6)
         * @description 期間, 電話グループ名, 電話番号 and the items in the order of the item list; no totals. Times are `H:MM:SS`, a
         *     figure without denominator is 0. `lang`: without it, that of the request. By `date_hour` a year at most.
         */
        get: operations["get_group_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/groups.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 電話グループレポート as PDF (F7.7)
         * @description A4 with charts, tables and the definitions of the items. `lang`: without it, that of the request.
         */
        get: operations["get_group_pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/groups/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls behind a group's figure (F7.9)
         * @description Each with what it gives to numerator and denominator; all pages sum to the figure's.
         */
        get: operations["list_group_figure_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/groups/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Both profiles side by side
         * @description Of 全体 or of groups: the figures that `manual` and `strict` do not agree on.
         */
        get: operations["get_group_differences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/groups/statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Statuses behind it (F7.9)
         * @description Those of its members, as far as they were members; the present ones count up to now.
         */
        get: operations["list_group_figure_statuses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/operators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * オペレーターレポート (F7.2)
         * @description Calls, statuses or both, of up to 50 operators.
         */
        get: operations["get_operator_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/operators.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * オペレーターレポート as CSV (F7.6)
         * @description As of groups, with 期間, 名前, 内線番号.
         */
        get: operations["get_operator_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/operators.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * オペレーターレポート as PDF (F7.7)
         * @description As of groups; with pies of the statuses.
         */
        get: operations["get_operator_pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/operators/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls behind an operator's figure (F7.9)
         * @description Each with what it gives to numerator and denominator; all pages sum to the figure's.
         */
        get: operations["list_operator_figure_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/operators/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Both profiles side by side
         * @description Of up to 50 operators: the figures that `manual` and `strict` do not agree on.
         */
        get: operations["get_operator_differences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/operators/statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Statuses behind it (F7.9)
         * @description Clipped at the edges of the bucket; the present one counts up to now.
         */
        get: operations["list_operator_figure_statuses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was made, and what failed
         * @description The newest first, 200 at most; 500 are kept.
         */
        get: operations["list_report_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/runs/{key}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download what was made */
        get: operations["get_report_run_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reports made by themselves (F7.10)
         * @description Each with its newest run.
         */
        get: operations["list_report_schedules"];
        put?: never;
        /**
         * Have a report made by itself
         * @description On record in `/api/audit`.
         */
        post: operations["create_report_schedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/schedules/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Have it made no longer
         * @description What it has made stays. On record in `/api/audit`.
         */
        delete: operations["delete_report_schedule"];
        options?: never;
        head?: never;
        /**
         * Change one
         * @description What was due before is made as it was. On record in `/api/audit`.
         */
        patch: operations["change_report_schedule"];
        trace?: never;
    };
    "/api/reports/schedules/{key}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the report now
         * @description Beside its times; with the period as if it were due now.
         */
        post: operations["run_report_schedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/scope": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Groups and operators that reports can be of (F7.1, F7.2)
         * @description Deleted ones stay: their figures do.
         */
        get: operations["get_report_scope"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where calls from outside go, by number
         * @description All routes. A group's own number needs none.
         */
        get: operations["list_routes"];
        put?: never;
        /**
         * A new route
         * @description Exactly one of `group`, `extension` and `external` is not empty.
         */
        post: operations["create_route"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routes/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a route
         * @description Calls to the number find nobody from now on, but for a group's own number.
         */
        delete: operations["delete_route"];
        options?: never;
        head?: never;
        /**
         * Change a route
         * @description To lead a number elsewhere, empty the old target in the same request.
         */
        patch: operations["change_route"];
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is logged in
         * @description The user of the session, their permissions and the server's time. Keeps the session alive.
         */
        get: operations["get_session"];
        put?: never;
        /**
         * Log in with a browser
         * @description Check user ID and password and set the session's cookie. A user has one browser at a time (F1.5); tokens of
         *     programs are not counted.
         */
        post: operations["log_in"];
        /**
         * Log out
         * @description End the session; its streams end too. A program ends its token so.
         */
        delete: operations["log_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * That the session is alive
         * @description Server-sent events, for pages that have no other stream: `session` at the beginning, `ping` breaks each silence of 15 s, which a page out of sight needs to give its signs of life in time. Ends with the session.
         */
        get: operations["stream_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is logged in (F1.6)
         * @description Operators and supervisors, at browsers and as programs, in the order of their extensions.
         */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sound-tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the tests of the sound have shown (F5.8)
         * @description The newest of each user, newest first.
         */
        get: operations["list_sound_tests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staffing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Operators that each half-hour of a group's usual week needs
         * @description Calls, handling times and patience are those of the period, by half-hours of the site's clock. Where too few
         *     callers gave up, `erlang_c` is computed in the place of `erlang_a`; `model` of the answer says so.
         */
        get: operations["get_staffing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/staffing/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Operators for given half-hours
         * @description Nothing is read and nothing kept: for what-if questions that follow one another quickly.
         */
        post: operations["plan_staffing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Status master
         * @description The eleven fixed statuses and the 別作業 ones, in their order.
         */
        get: operations["list_statuses"];
        /**
         * Order of the 別作業 statuses
         * @description The ids of all of them, in the order in which operators see them (F9.4).
         */
        put: operations["order_statuses"];
        /**
         * A new 別作業 status
         * @description The last of the list; there are six at most.
         */
        post: operations["create_status"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statuses/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a 別作業 status
         * @description It can be chosen no more and stays in the reports.
         */
        delete: operations["delete_status"];
        options?: never;
        head?: never;
        /**
         * Change a status
         * @description Of a fixed status only the colour can be changed.
         */
        patch: operations["change_status"];
        trace?: never;
    };
    "/api/supervision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Enter an operator's call, or change the mode there (F4.2-F4.4)
         * @description On one's own phone: the browser's, or the desk phone, which is rung then. Another call is left for it.
         */
        put: operations["supervise"];
        post?: never;
        /** Leave the call */
        delete: operations["stop_supervising"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supervisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who listened to, whispered into or joined whose calls (F4.5)
         * @description Those that fit every filter given, newest first.
         */
        get: operations["list_supervisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in a program
         * @description Check user ID and password and return a token for `Authorization: Bearer`.
         */
        post: operations["create_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trunk-presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Carrier presets
         * @description What a trunk can start from: `preset` of a new or a changed trunk names one of them.
         */
        get: operations["list_trunk_presets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Trunks, in the order in which calls try them
         * @description All trunks, without their passwords, with what a preset has set. `state`: `up`, `down` or, where nothing watches
         *     it or the switch has not told yet, `unknown`; `since`: when that began; `reason`: the carrier's answer that made it
         *     so; `calls`: on it now, both directions, at most a second old.
         */
        get: operations["list_trunks"];
        /**
         * Order of the trunks
         * @description The ids of all trunks, in the order in which calls try them.
         */
        put: operations["order_trunks"];
        /**
         * A new trunk
         * @description It is tried after the others. What is left out comes from its `preset`, if it names one.
         */
        post: operations["create_trunk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trunks/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a trunk
         * @description Calls on it go on until they end.
         */
        delete: operations["delete_trunk"];
        options?: never;
        head?: never;
        /**
         * Change a trunk
         * @description What is left out stays, the password too. A trunk whose address changes registers anew. A `preset` sets what it
         *     stands for, but for the fields that are given beside it.
         */
        patch: operations["change_trunk"];
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Users, by extension
         * @description All users with their permissions.
         */
        get: operations["list_users"];
        put?: never;
        /**
         * A new user
         * @description A password has 10 to 20 characters with upper case, lower case and digits (F9.2).
         */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete an user
         * @description The user is logged out and leaves the groups; a call in progress goes on. The figures stay.
         */
        delete: operations["delete_user"];
        options?: never;
        head?: never;
        /**
         * Change an user
         * @description What is left out stays, the password too. Refused with `last_supervisors` where fewer than two users with the
         *     right to log others out would remain (F1.6).
         */
        patch: operations["change_user"];
        trace?: never;
    };
    "/api/voicemail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mailboxes that one may open
         * @description One's own first; whoever may see the call history sees all others too.
         */
        get: operations["list_own_mailboxes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voicemail/accesses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who heard, moved or deleted messages
         * @description The newest 500 records: who heard and deleted messages, and moved those in mailboxes of others.
         */
        get: operations["list_message_accesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voicemail/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages, newest first
         * @description At most 500.
         */
        get: operations["list_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/voicemail/messages/{message}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a message
         * @description For good, with its sound. Who did it is recorded.
         */
        delete: operations["delete_message"];
        options?: never;
        head?: never;
        /**
         * Put a message into a folder
         * @description Also how a message is marked as heard (`old`), or as new again.
         */
        patch: operations["move_message"];
        trace?: never;
    };
    "/api/voicemail/messages/{message}/sound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hear a message
         * @description A WAV file: 8 kHz, one channel, 16 bits. Who hears a message is on record in `/api/audit`.
         */
        get: operations["get_message_sound"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallboards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Links of wallboards
         * @description Those that have not been revoked, oldest first. They belong to the centre, not to who made them.
         */
        get: operations["list_wallboards"];
        put?: never;
        /**
         * A new link
         * @description Its address holds a token of 256 bits and opens without a log-in; it is told this once. On record in
         *     `/api/audit`.
         */
        post: operations["create_wallboard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallboards/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change what a link shows
         * @description Open screens follow at once; the address stays.
         */
        put: operations["change_wallboard"];
        post?: never;
        /**
         * Revoke a link
         * @description Its streams end at once, and its screens say so. On record in `/api/audit`.
         */
        delete: operations["revoke_wallboard"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallboards/{key}/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a link shows, once
         * @description Needs the link's cookie, which it renews. A cell whose item is in `clocks` shows `cells[item] + (now −
         *     clocks[item])` seconds.
         */
        get: operations["get_wallboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallboards/{key}/screen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show a link on this browser
         * @description Checks the token and sets a cookie for this link alone, so that the token need not stay in the address.
         *     Failures are slowed down as those of log-ins are.
         */
        post: operations["open_wallboard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallboards/{key}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a link shows, pushed
         * @description Server-sent events: `board`, whole, at the beginning and at each change, at most twice a second; `ping` breaks each silence of 15 s. The stream ends when the link is revoked or has expired.
         */
        get: operations["stream_wallboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AccessView */
        AccessView: {
            action: string;
            /** Format: date-time */
            at: string;
            from_number: string;
            left_at: string | null;
            mailbox: string;
            message: string;
            user_id: string;
            user_name: string;
        };
        /** Achieved */
        Achieved: {
            abandonment: number;
            agents: number;
            answer_s: number | null;
            occupancy: number;
            service_level: number;
            waiting: number;
        };
        /**
         * Action
         * @description What was done to an item.
         * @enum {string}
         */
        Action: "create" | "change" | "delete";
        /** AlertChoice */
        AlertChoice: {
            on: boolean;
        };
        /** AnnouncementView */
        AnnouncementView: {
            duration_ms: number;
            id: string;
            name: string;
            shipped: boolean;
        };
        /** AuditChange */
        AuditChange: {
            action: components["schemas"]["Action"];
            after: {
                [key: string]: unknown;
            } | null;
            before: {
                [key: string]: unknown;
            } | null;
            item: string;
            subject: string;
            version: number;
        };
        /** AuditItem */
        AuditItem: {
            about: string;
            about_name: string;
            /** Format: date-time */
            at: string;
            by: string;
            by_name: string;
            change?: components["schemas"]["AuditChange"] | null;
            id: string;
            kind: components["schemas"]["AuditKind"];
            log_out?: components["schemas"]["AuditLogOut"] | null;
            status?: components["schemas"]["AuditStatus"] | null;
            supervision?: components["schemas"]["AuditSupervision"] | null;
            voicemail?: components["schemas"]["AuditVoicemail"] | null;
        };
        /**
         * AuditKind
         * @description What was done.
         * @enum {string}
         */
        AuditKind: "configuration" | "log_out" | "status" | "status_next" | "supervision" | "voicemail";
        /** AuditLogOut */
        AuditLogOut: {
            calls: string;
            done: string | null;
        };
        /** AuditPage */
        AuditPage: {
            items: components["schemas"]["AuditItem"][];
            next_cursor: string | null;
        };
        /** AuditStatus */
        AuditStatus: {
            /** @default false */
            after_call: boolean;
            en: string;
            end: string | null;
            ja: string;
            seconds: number | null;
            status: string;
        };
        /** AuditSupervision */
        AuditSupervision: {
            call: string;
            end: string | null;
            estimated: boolean;
            mode: components["schemas"]["SupervisionMode"];
            reason: components["schemas"]["SupervisionEnding"] | null;
            seconds: number | null;
            supervision: string;
        };
        /** AuditVoicemail */
        AuditVoicemail: {
            action: string;
            folder: string;
            from_number: string;
            left_at: string | null;
            mailbox: string;
            mailbox_name: string;
        };
        /** BoardChange */
        BoardChange: {
            /** Format: date-time */
            at: string;
            groups?: components["schemas"]["RowChange"][];
            operators?: components["schemas"]["OperatorChange"][];
            overall?: components["schemas"]["RowChange"];
            position: number;
            trunks?: components["schemas"]["BoardTrunk"][];
        };
        /** BoardEvents */
        BoardEvents: {
            change: components["schemas"]["BoardChange"];
            snapshot: components["schemas"]["BoardSnapshot"];
        };
        /** BoardOperator */
        BoardOperator: {
            alert: boolean;
            cells: {
                [key: string]: number | null;
            };
            clocks: {
                [key: string]: string;
            };
            extension: string;
            id: string;
            lost: boolean;
            name: string;
            number: string;
            phone: boolean;
            reason: string;
            since: string | null;
            status: string;
        };
        /** BoardRow */
        BoardRow: {
            cells: {
                [key: string]: number | null;
            };
            clocks: {
                [key: string]: string;
            };
            id: string;
            name: string;
            number: string;
        };
        /** BoardSnapshot */
        BoardSnapshot: {
            /** Format: date-time */
            at: string;
            groups: components["schemas"]["BoardRow"][];
            operators: components["schemas"]["BoardOperator"][];
            overall: components["schemas"]["BoardRow"];
            position: number;
            trunks: components["schemas"]["BoardTrunk"][];
        };
        /** BoardTrunk */
        BoardTrunk: {
            calls: number;
            id: string;
            name: string;
            reason: string;
            since: string | null;
            state: components["schemas"]["TrunkState"];
        };
        /** CallDetail */
        CallDetail: {
            answered_at: string | null;
            by: components["schemas"]["Side"] | null;
            caller_id: components["schemas"]["CallerId"];
            cause: components["schemas"]["Cause"] | null;
            destination: string;
            direction: components["schemas"]["Direction"];
            ended_at: string | null;
            estimated: boolean;
            extension: string;
            from_name: string;
            from_number: string;
            group: string;
            group_name: string;
            id: string;
            legs: components["schemas"]["CallLeg"][];
            operator: string;
            operator_name: string;
            result: components["schemas"]["CallResult"];
            ring_s: number | null;
            sip_status: number;
            /** Format: date-time */
            started_at: string;
            talk_s: number | null;
            to_number: string;
            trunk: string;
        };
        /** CallExplanation */
        CallExplanation: {
            call: components["schemas"]["CallDetail"];
            counters: components["schemas"]["CounterUse"][];
            pending: boolean;
            stretches: components["schemas"]["calls_explanation_Stretch"][];
            time_zone: string;
        };
        /** CallLeg */
        CallLeg: {
            /** Format: date-time */
            began_at: string;
            duration_s: number | null;
            ended_at: string | null;
            estimated: boolean;
            extension: string;
            group: string;
            group_name: string;
            id: string;
            kind: components["schemas"]["LegKind"];
            operator: string;
            operator_name: string;
            outcome: string;
            reason: string;
            transferred_group: string;
            transferred_group_name: string;
            transferred_to: string;
        };
        /** CallPage */
        CallPage: {
            items: components["schemas"]["CallSummary"][];
            next_cursor: string | null;
        };
        /**
         * CallResult
         * @description 通話結果. `open`: in progress, 未確定.
         * @enum {string}
         */
        CallResult: "open" | "answered" | "abandoned" | "cancelled" | "busy" | "no_answer" | "rejected" | "failed" | "overflowed" | "closed" | "ivr_left" | "voicemail";
        /** CallSummary */
        CallSummary: {
            answered_at: string | null;
            by: components["schemas"]["Side"] | null;
            caller_id: components["schemas"]["CallerId"];
            cause: components["schemas"]["Cause"] | null;
            destination: string;
            direction: components["schemas"]["Direction"];
            ended_at: string | null;
            estimated: boolean;
            extension: string;
            from_name: string;
            from_number: string;
            group: string;
            group_name: string;
            id: string;
            operator: string;
            operator_name: string;
            result: components["schemas"]["CallResult"];
            ring_s: number | null;
            sip_status: number;
            /** Format: date-time */
            started_at: string;
            talk_s: number | null;
            to_number: string;
            trunk: string;
        };
        /**
         * CallerId
         * @description Why a caller's number is, or is not, known (`rules.md`, phone numbers).
         * @enum {string}
         */
        CallerId: "number" | "withheld" | "payphone" | "unavailable";
        /**
         * CallsWish
         * @description What becomes of a call in progress.
         * @enum {string}
         */
        CallsWish: "finish" | "end";
        /**
         * Cause
         * @description Why a call, leg or dial ended.
         * @enum {string}
         */
        Cause: "normal" | "cancelled" | "busy" | "no_answer" | "rejected" | "unreachable" | "incomplete" | "forbidden" | "not_acceptable" | "overloaded" | "media_timeout" | "media_failure" | "signalling_failure" | "switch_failure";
        /** ChangePage */
        ChangePage: {
            items: components["schemas"]["ChangeView"][];
            next_before: number | null;
        };
        /** ChangeView */
        ChangeView: {
            action: components["schemas"]["Action"];
            after: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            at: string;
            before: {
                [key: string]: unknown;
            } | null;
            item: string;
            subject: string;
            user: string;
            user_name: string;
            version: number;
        };
        /** ChatEvents */
        ChatEvents: {
            chat: components["schemas"]["ChatView"];
            message: components["schemas"]["ChatMessageEvent"];
            read: components["schemas"]["ChatReadEvent"];
        };
        /** ChatMessageEvent */
        ChatMessageEvent: {
            conversation: components["schemas"]["Conversation"];
            message: components["schemas"]["MessageSent"];
            unread: number;
        };
        /** ChatPatch */
        ChatPatch: {
            on?: boolean;
            retention_days?: number;
        };
        /** ChatReadEvent */
        ChatReadEvent: {
            conversation: components["schemas"]["Conversation"];
            unread: number;
        };
        /** ChatSettings */
        ChatSettings: {
            on: boolean;
            retention_days: number;
        };
        /** ChatView */
        ChatView: {
            conversations: components["schemas"]["Conversation"][];
            may_announce: boolean;
            may_begin: boolean;
            next_cursor: string | null;
            on: boolean;
            unread: number;
        };
        /** ColleagueCall */
        ColleagueCall: {
            call: string;
            caller_id: components["schemas"]["CallerId"];
            colleague: string;
            name: string;
            number: string;
            /** Format: date-time */
            since: string;
        };
        /** Contact */
        Contact: {
            extension: string;
            id: string;
            name: string;
            role: components["schemas"]["Role"];
        };
        /** Content */
        Content: {
            groups?: string[] | null;
            items: string[];
            language?: components["schemas"]["Language"];
            name: string;
            operators?: components["schemas"]["Operators"];
            /** @default true */
            overall: boolean;
            theme?: components["schemas"]["Theme"];
        };
        /** Conversation */
        Conversation: {
            group: string;
            group_name: string;
            id: string;
            kind: components["schemas"]["ConversationKind"];
            last: components["schemas"]["MessageSent"];
            may_answer: boolean;
            may_write: boolean;
            members: number | null;
            own: boolean;
            partner: components["schemas"]["Person"];
            partner_read: number | null;
            read: number;
            readers: number | null;
            unread: number;
        };
        /**
         * ConversationKind
         * @description Between two users, or from one to many.
         * @enum {string}
         */
        ConversationKind: "direct" | "announcement";
        /** ConversationPage */
        ConversationPage: {
            items: components["schemas"]["Conversation"][];
            next_cursor: string | null;
        };
        /** CounterUse */
        CounterUse: {
            counter: string;
            items: components["schemas"]["ItemUse"][];
            scope: components["schemas"]["FeedScope"];
        };
        /** Credentials */
        Credentials: {
            password: string;
            user: string;
        };
        /**
         * Delivery
         * @description Where it goes: to be downloaded, or by mail as well.
         * @default folder
         * @enum {string}
         */
        Delivery: "folder" | "mail";
        /** DemandSlot */
        DemandSlot: {
            handle_s: number;
            volume: number;
        };
        /** DialRequest */
        DialRequest: {
            /** @default  */
            group: string;
            number: string;
        };
        /** DialledCall */
        DialledCall: {
            call: string;
        };
        /** DifferenceRow */
        DifferenceRow: {
            bucket: string;
            items: components["schemas"]["ItemDifference"][];
            period: number;
            subject: number;
        };
        /** Differences */
        Differences: {
            /** Format: date-time */
            as_of: string;
            columns: components["schemas"]["ReportColumn"][];
            periods: components["schemas"]["ReportPeriod"][];
            position: number;
            rows: components["schemas"]["DifferenceRow"][];
            subjects: components["schemas"]["ReportSubject"][];
            time_zone: string;
            unit: components["schemas"]["ReportUnit"];
        };
        /** Digits */
        Digits: {
            digits: string;
        };
        /**
         * Direction
         * @description Direction of a call as seen from the centre.
         * @enum {string}
         */
        Direction: "inbound" | "outbound" | "internal";
        /** EchoFigures */
        EchoFigures: {
            echo: boolean;
            jitter: number;
            lost: number;
            packets: number;
            remote_jitter: number | null;
            remote_lost: number | null;
            rtt: number | null;
            sent: number;
        };
        /**
         * Encoding
         * @description Of a CSV file: for programs, for spreadsheets (with a byte order mark), for old ones.
         * @default utf-8
         * @enum {string}
         */
        Encoding: "utf-8" | "utf-8-sig" | "cp932";
        /**
         * Every
         * @description How often.
         * @enum {string}
         */
        Every: "day" | "week" | "month";
        /** ExtensionPatch */
        ExtensionPatch: {
            max_calls?: number;
            max_per_hour?: number;
            name?: string;
            password?: string;
        };
        /** ExtensionView */
        ExtensionView: {
            max_calls: number;
            max_per_hour: number;
            name: string;
            number: string;
            user: string;
        };
        /** FailedCall */
        FailedCall: {
            /** Format: date-time */
            at: string;
            name: string;
            number: string;
            reason: string;
        };
        /**
         * Fault
         * @description One faulty field: its path (`members.2.user`), a stable code, and a sentence in the reader's language. `params`:
         *         what the sentence says besides: `least` and `most` (a value or a number of characters), `above` and `below` (a limit
         *         that is not allowed itself), `entries` (of a list, at least or at most), `value` (what is not known), `values` (what
         *         is possible), `example`.
         */
        Fault: {
            code: string;
            field: string;
            /** @default  */
            message: string;
            /** @default {} */
            params: {
                [key: string]: string | number;
            };
        };
        /** Feed */
        Feed: {
            amount: number;
            counter: string;
            /** Format: date-time */
            hour: string;
            id: string;
            name: string;
            scope: components["schemas"]["FeedScope"];
        };
        /**
         * FeedScope
         * @description Whose figures a counter is of.
         * @enum {string}
         */
        FeedScope: "all" | "group" | "operator";
        /** FigureCall */
        FigureCall: {
            /** Format: date-time */
            at: string;
            call: string;
            caller_id: components["schemas"]["CallerId"];
            d: number;
            direction: components["schemas"]["Direction"];
            from_name: string;
            from_number: string;
            group: string;
            group_name: string;
            n: number;
            operator: string;
            operator_name: string;
            other_d: number;
            other_n: number;
            pending: boolean;
            result: components["schemas"]["CallResult"];
            /** Format: date-time */
            started_at: string;
            to_number: string;
        };
        /** FigureCalls */
        FigureCalls: {
            figure: components["schemas"]["FigureTotal"];
            items: components["schemas"]["FigureCall"][];
            next_cursor: string | null;
        };
        /** FigureStatus */
        FigureStatus: {
            /** Format: date-time */
            began_at: string;
            d: number;
            ended_at: string | null;
            id: string;
            label: components["schemas"]["Text"];
            ms: number;
            n: number;
            operator: string;
            operator_name: string;
            status: string;
        };
        /** FigureStatuses */
        FigureStatuses: {
            figure: components["schemas"]["FigureTotal"];
            items: components["schemas"]["FigureStatus"][];
            next_cursor: string | null;
        };
        /** FigureTotal */
        FigureTotal: {
            /** Format: date-time */
            as_of: string;
            bucket: string;
            column: components["schemas"]["ReportColumn"];
            d: number | null;
            d_time: boolean;
            n: number;
            n_time: boolean;
            pending: boolean;
            period: components["schemas"]["ReportPeriod"];
            position: number;
            profile: components["schemas"]["Profile"];
            sources: components["schemas"]["Source"][];
            subject: components["schemas"]["ReportSubject"];
            unit: components["schemas"]["ReportUnit"];
            value: number | null;
        };
        /** FittedPatience */
        FittedPatience: {
            abandoned: number;
            high_s: number | null;
            low_s: number | null;
            mean_s: number | null;
            min_abandoned: number;
            waits: number;
        };
        /**
         * Folder
         * @description Where a message is, for its readers (F6.2).
         * @enum {string}
         */
        Folder: "new" | "old" | "work";
        /** ForcedLogOutPage */
        ForcedLogOutPage: {
            items: components["schemas"]["ForcedLogOutView"][];
            next_cursor: string | null;
        };
        /** ForcedLogOutView */
        ForcedLogOutView: {
            /** Format: date-time */
            at: string;
            by: string;
            by_name: string;
            calls: string;
            done: string | null;
            id: string;
            user: string;
            user_name: string;
        };
        /** ForcedLogOutWish */
        ForcedLogOutWish: {
            calls?: components["schemas"]["CallsWish"] | null;
            user: string;
        };
        /**
         * Format
         * @description What kind of file.
         * @default pdf
         * @enum {string}
         */
        Format: "pdf" | "csv";
        /** GroupPatch */
        GroupPatch: {
            acw_cap_s?: number;
            announce_position?: boolean;
            announce_s?: number;
            announce_wait?: boolean;
            max_wait_s?: number;
            members?: (string | components["schemas"]["SiteMember"])[];
            name?: string;
            number?: string;
            overflow_full?: components["schemas"]["SiteOverflow"];
            overflow_nobody?: components["schemas"]["SiteOverflow"] | null;
            overflow_wait?: components["schemas"]["SiteOverflow"];
            pause_after?: number;
            queue_answer?: boolean;
            queue_limit?: number;
            queue_music?: string;
            ring_s?: number;
            strategy?: components["schemas"]["Strategy"];
            target_s?: number;
        };
        /** GroupView */
        GroupView: {
            acw_cap_s: number;
            announce_position: boolean;
            announce_s: number;
            announce_wait: boolean;
            id: string;
            max_wait_s: number;
            members: components["schemas"]["MemberView"][];
            name: string;
            number: string;
            overflow_full: components["schemas"]["SiteOverflow"];
            overflow_nobody: components["schemas"]["SiteOverflow"] | null;
            overflow_wait: components["schemas"]["SiteOverflow"];
            pause_after: number;
            queue_answer: boolean;
            queue_limit: number;
            queue_music: string;
            ring_s: number;
            strategy: components["schemas"]["Strategy"];
            target_s: number;
        };
        /** HandlingPatch */
        HandlingPatch: {
            hold_music?: string;
            park_s?: number;
            transfer_ring_s?: number;
        };
        /** HandlingView */
        HandlingView: {
            hold_music: string;
            park_s: number;
            transfer_ring_s: number;
        };
        /** Health */
        Health: {
            /**
             * @default ok
             * @constant
             */
            status: "ok";
        };
        /** Holiday */
        Holiday: {
            /** Format: date */
            date: string;
            name: string;
        };
        /** HolidayFile */
        HolidayFile: {
            csv: string;
        };
        /** HolidaysView */
        HolidaysView: {
            imported: boolean;
            items: components["schemas"]["Holiday"][];
            missing: number[];
        };
        /**
         * IdentityIn
         * @description Where a carrier reads the calling number of our INVITEs (F10.1).
         * @enum {string}
         */
        IdentityIn: "from" | "p_asserted_identity" | "p_preferred_identity";
        /** ItemDifference */
        ItemDifference: {
            column: string;
            difference: number | null;
            manual: number | null;
            manual_d: number | null;
            manual_n: number;
            strict: number | null;
            strict_d: number | null;
            strict_n: number;
        };
        /** ItemUse */
        ItemUse: {
            item: string;
            label: components["schemas"]["Text"];
            less: boolean;
            numerator: boolean;
            profiles: components["schemas"]["Profile"][];
        };
        /**
         * Language
         * @description The language of a screen; nobody can switch it there.
         * @default ja
         * @enum {string}
         */
        Language: "ja" | "en";
        /**
         * Layout
         * @description How a monitor shows its rows (F3.8, F3.9).
         * @default table
         * @enum {string}
         */
        Layout: "table" | "tiles" | "seats6" | "seats10";
        /**
         * LegKind
         * @description What a leg of a call's history is.
         * @enum {string}
         */
        LegKind: "visit" | "offer" | "segment" | "hold" | "acw";
        /** LogInWish */
        LogInWish: {
            password: string;
            /** @default false */
            take_over: boolean;
            user: string;
        };
        /** LostView */
        LostView: {
            /** Format: date-time */
            at: string;
            back: string | null;
        };
        /** MailboxPatch */
        MailboxPatch: {
            answer_s?: number;
            greeting?: string[];
            max_messages?: number;
            max_s?: number;
            on?: boolean;
        };
        /** MailboxSummary */
        MailboxSummary: {
            id: string;
            name: string;
            new: number;
            old: number;
            own: boolean;
            work: number;
        };
        /** MailboxView */
        MailboxView: {
            answer_s: number;
            greeting: string[];
            id: string;
            max_messages: number;
            max_s: number;
            on: boolean;
        };
        /** MemberView */
        MemberView: {
            tier: number;
            user: string;
        };
        /** MenuPatch */
        MenuPatch: {
            attempts?: number;
            invalid?: string[];
            keys?: {
                [key: string]: components["schemas"]["SiteAction"];
            };
            name?: string;
            otherwise?: components["schemas"]["SiteAction"];
            prompts?: string[];
            timeout_s?: number;
        };
        /** MenuView */
        MenuView: {
            attempts: number;
            id: string;
            invalid: string[];
            keys: {
                [key: string]: components["schemas"]["SiteAction"];
            };
            name: string;
            otherwise: components["schemas"]["SiteAction"];
            prompts: string[];
            timeout_s: number;
        };
        /** MessageMove */
        MessageMove: {
            folder: components["schemas"]["Folder"];
        };
        /** MessageSent */
        MessageSent: {
            /** Format: date-time */
            at: string;
            conversation: string;
            sender: components["schemas"]["Person"];
            seq: number;
            text: string;
            token: string;
        };
        /** MessageSentPage */
        MessageSentPage: {
            items: components["schemas"]["MessageSent"][];
            next_cursor: string | null;
        };
        /** MessageView */
        MessageView: {
            /** Format: date-time */
            at: string;
            call: string;
            caller_id: components["schemas"]["CallerId"];
            duration_s: number;
            folder: components["schemas"]["Folder"];
            id: string;
            mailbox: string;
            name: string;
            number: string;
        };
        /** Metric */
        Metric: {
            /** @default false */
            counted: boolean;
            /** @default [] */
            denominator: string[];
            explanation: components["schemas"]["Text"];
            id: string;
            label: components["schemas"]["Text"];
            /** @default [] */
            numerator: string[];
            scopes: components["schemas"]["Scope"][];
            unit: components["schemas"]["Unit"];
        };
        /** MetricList */
        MetricList: {
            columns: {
                [key: string]: string[];
            };
            items: components["schemas"]["Metric"][];
        };
        /**
         * Model
         * @description How waiting is computed. `erlang_a`: callers give up after some time; `erlang_c`: nobody ever does.
         * @default erlang_a
         * @enum {string}
         */
        Model: "erlang_a" | "erlang_c";
        /** MonitorSettings */
        MonitorSettings: {
            screens: {
                [key: string]: components["schemas"]["ScreenChoice"];
            };
            watched: components["schemas"]["Watched"];
        };
        /** NewAnnouncement */
        NewAnnouncement: {
            group: string | null;
            text: string;
            token: string;
        };
        /** NewConversation */
        NewConversation: {
            text: string;
            token: string;
            user: string;
        };
        /** NewExtension */
        NewExtension: {
            /** @default 0 */
            max_calls: number;
            /** @default 0 */
            max_per_hour: number;
            /** @default  */
            name: string;
            number: string;
            password: string;
        };
        /** NewMessage */
        NewMessage: {
            text: string;
            token: string;
        };
        /** NewSchedule */
        NewSchedule: {
            /**
             * @default 06:00
             * @example 06:00
             */
            at: string;
            /** @default 1 */
            day: number;
            delivery?: components["schemas"]["Delivery"];
            encoding?: components["schemas"]["Encoding"];
            every: components["schemas"]["Every"];
            format?: components["schemas"]["Format"];
            items?: string[];
            kind: components["schemas"]["ReportKind"];
            /**
             * @default ja
             * @enum {string}
             */
            lang: "ja" | "en";
            name: string;
            /** @default true */
            on: boolean;
            period: components["schemas"]["Relative"];
            profile?: components["schemas"]["Profile"];
            recipients?: string[];
            subjects?: string[];
            unit: components["schemas"]["ReportUnit"];
            /**
             * @description 1 is Monday.
             * @default 1
             */
            weekday: number;
        };
        /** NewSoundTest */
        NewSoundTest: {
            heard: boolean;
            jitter: number;
            jitter_back: number;
            lost: number;
            lost_back: number;
            /** @default  */
            microphone: string;
            packets: number;
            packets_back: number;
            /** @default  */
            ringer: string;
            rtt?: number | null;
            /** @default  */
            speaker: string;
        };
        /** NewTrunk */
        NewTrunk: {
            accept_from?: string[];
            attempt_s?: number;
            backups?: string[];
            domain?: string;
            emergency?: boolean;
            host: string;
            id: string;
            identity?: components["schemas"]["IdentityIn"];
            max_calls?: number;
            name?: string;
            number_from?: components["schemas"]["NumberFrom"];
            numbers?: string[];
            options_s?: number;
            password?: string;
            port?: number;
            preset?: string;
            register?: boolean;
            reliable?: components["schemas"]["Use"];
            session_s?: number;
            srtp?: components["schemas"]["Use"];
            tls_ca?: string;
            tls_verify?: boolean;
            transport?: "udp" | "tcp" | "tls";
            username?: string;
        };
        /** NewUser */
        NewUser: {
            /** @default  */
            extension: string;
            id: string;
            name: string;
            password: string;
            /** @default operator */
            permission_set: string;
            phone?: components["schemas"]["PhoneKind"];
            /** @default  */
            shown: string;
        };
        /** NewWallboard */
        NewWallboard: {
            expires?: string | null;
            groups?: string[] | null;
            items: string[];
            language?: components["schemas"]["Language"];
            name: string;
            operators?: components["schemas"]["Operators"];
            /** @default true */
            overall: boolean;
            theme?: components["schemas"]["Theme"];
        };
        /**
         * NumberClass
         * @description Kinds of outside numbers, each allowed or not by a permission set.
         * @enum {string}
         */
        NumberClass: "domestic" | "mobile" | "free" | "special" | "premium" | "international" | "emergency";
        /**
         * NumberFrom
         * @description Where a carrier's INVITE says which number was called (F10.1).
         * @enum {string}
         */
        NumberFrom: "auto" | "request_uri" | "to" | "p_called_party_id";
        /** Offer */
        Offer: {
            offer: string;
            /** @default false */
            take: boolean;
        };
        /** OfferAnswer */
        OfferAnswer: {
            answer: string;
        };
        /** OpeningView */
        OpeningView: {
            always: boolean;
            group: string;
            stretches: components["schemas"]["hours_controllers_Stretch"][];
            until: string | null;
        };
        /** OperatorChange */
        OperatorChange: {
            alert?: boolean;
            cells?: {
                [key: string]: number | null;
            };
            clocks?: {
                [key: string]: string | null;
            };
            id: string;
            lost?: boolean;
            phone?: boolean;
            reason?: string;
            since?: string | null;
            status?: string;
        };
        /**
         * OperatorReportKind
         * @description 集計対象: 通話集計, ステータス集計, 全て (F7.2).
         * @enum {string}
         */
        OperatorReportKind: "calls" | "status" | "all";
        /**
         * Operators
         * @description What a wallboard tells of operators: nothing, how many are in each status, or each one by name, too.
         * @default counts
         * @enum {string}
         */
        Operators: "none" | "counts" | "names";
        /**
         * Order
         * @description How operators are sorted: by status and elapsed time (F3.6), or by name.
         * @default status
         * @enum {string}
         */
        Order: "status" | "name";
        /** ParkedCall */
        ParkedCall: {
            by: string;
            call: string;
            caller_id: components["schemas"]["CallerId"];
            name: string;
            number: string;
            /** Format: date-time */
            since: string;
            slot: number;
        };
        /** ParkedSlot */
        ParkedSlot: {
            slot: number;
        };
        /**
         * Permission
         * @description One right; the values stand in the database and in the session's answer.
         * @enum {string}
         */
        Permission: "monitor" | "monitor_settings" | "reports" | "masters" | "phone" | "history" | "pbx" | "internal_call" | "chat_reply_only";
        /** PermissionSetPatch */
        PermissionSetPatch: {
            allowed?: components["schemas"]["NumberClass"][];
            name?: string;
            permissions?: components["schemas"]["Permission"][];
        };
        /** PermissionSetView */
        PermissionSetView: {
            allowed: components["schemas"]["NumberClass"][];
            id: string;
            name: string;
            permissions: components["schemas"]["Permission"][];
        };
        /** Person */
        Person: {
            id: string;
            name: string;
        };
        /** PhoneCall */
        PhoneCall: {
            answered: string | null;
            call: string;
            caller_id: components["schemas"]["CallerId"];
            /** @default false */
            conference: boolean;
            consult?: components["schemas"]["PhoneConsult"] | null;
            /** @default  */
            consulted_by: string;
            direction: components["schemas"]["Direction"];
            group: string;
            group_name: string;
            held_since: string | null;
            name: string;
            number: string;
            /** @default [] */
            parties: components["schemas"]["PhoneParty"][];
            /** Format: date-time */
            since: string;
            state: components["schemas"]["PhoneCallState"];
        };
        /**
         * PhoneCallState
         * @description Where a call is, as its operator sees it.
         * @enum {string}
         */
        PhoneCallState: "ringing" | "dialing" | "connected" | "held";
        /** PhoneConsult */
        PhoneConsult: {
            answered: string | null;
            group_name: string;
            name: string;
            number: string;
            /** Format: date-time */
            since: string;
        };
        /**
         * PhoneKind
         * @description What a user talks on (setting of the phone window).
         * @default browser
         * @enum {string}
         */
        PhoneKind: "browser" | "desk";
        /** PhoneParty */
        PhoneParty: {
            caller_id: components["schemas"]["CallerId"];
            name: string;
            number: string;
        };
        /** PhoneSettings */
        PhoneSettings: {
            numbers: components["schemas"]["ShownNumber"][];
            phone: components["schemas"]["PhoneKind"];
            shown: string;
        };
        /** PhoneSettingsPatch */
        PhoneSettingsPatch: {
            phone?: components["schemas"]["PhoneKind"];
            shown?: string;
        };
        /** PhoneView */
        PhoneView: {
            alert: boolean;
            attached: boolean;
            calls: components["schemas"]["PhoneCall"][];
            chosen: string | null;
            /** @default  */
            chosen_by: string;
            /** @default [] */
            colleagues: components["schemas"]["ColleagueCall"][];
            devices: number;
            extension: string;
            failed?: components["schemas"]["FailedCall"] | null;
            lost?: components["schemas"]["LostView"] | null;
            messages?: number | null;
            name: string;
            next: string | null;
            operator: string;
            /** @default [] */
            parked: components["schemas"]["ParkedCall"][];
            reason: string;
            /** Format: date-time */
            server_time: string;
            since: string | null;
            status: string | null;
            supervision?: components["schemas"]["SupervisionView"] | null;
            switch_up: boolean;
        };
        /**
         * Ping
         * @description The data of `ping`: nothing.
         */
        Ping: Record<string, never>;
        /** PlanAnswer */
        PlanAnswer: {
            curve: components["schemas"]["Achieved"][];
            model: components["schemas"]["Model"];
            slots: components["schemas"]["SlotPlan"][];
        };
        /** PlanRequest */
        PlanRequest: {
            curve?: number | null;
            slots: components["schemas"]["DemandSlot"][];
            terms: components["schemas"]["PlanTerms"];
        };
        /** PlanTerms */
        PlanTerms: {
            /** @default 0 */
            handling: number;
            /** @default 80 */
            level: number | null;
            max_abandonment?: number | null;
            max_occupancy?: number | null;
            model?: components["schemas"]["Model"];
            patience_s?: number | null;
            /** @default 0 */
            shrinkage: number;
            /** @default 0 */
            volume: number;
            /** @default 20 */
            within_s: number;
        };
        /** PresentUser */
        PresentUser: {
            extension: string;
            name: string;
            role: components["schemas"]["Role"];
            sessions: components["schemas"]["SessionView"][];
            user: string;
        };
        /**
         * ProblemDetails
         * @description The body of every error response (RFC 9457, with `code` and `errors` added).
         */
        ProblemDetails: {
            code: string;
            detail: string;
            /** @default [] */
            errors: components["schemas"]["Fault"][];
            status: number;
            title: string;
            type: string;
        };
        /**
         * Profile
         * @description A choice between readings of the log; changes no data.
         * @default manual
         * @enum {string}
         */
        Profile: "manual" | "strict";
        /** ReadMark */
        ReadMark: {
            seq: number;
        };
        /** Readiness */
        Readiness: {
            /**
             * @default ok
             * @constant
             */
            status: "ok";
            switch: boolean;
        };
        /** ReceptionPatch */
        ReceptionPatch: {
            closed?: string[];
            greeting?: string[];
            hold_music?: string;
            hours?: components["schemas"]["SiteHours"] | null;
            menu?: string;
            voicemail?: string;
        };
        /** ReceptionView */
        ReceptionView: {
            closed: string[];
            greeting: string[];
            group: string;
            hold_music: string;
            hours: components["schemas"]["SiteHours"] | null;
            menu: string;
            voicemail: string;
        };
        /**
         * Refusal
         * @description Why the switch refused a command. `api` maps each to one problem+json code.
         * @enum {string}
         */
        Refusal: "unknown_operator" | "unknown_call" | "nothing_parked" | "nothing_rings" | "unknown_group" | "unknown_status" | "unknown_number" | "invalid_number" | "own_number" | "not_logged_in" | "already_logged_in" | "no_phone" | "not_supervisor" | "not_in_call" | "busy" | "wrong_state" | "held_on_phone" | "target_busy" | "target_unreachable" | "bad_offer" | "no_trunk" | "number_not_allowed" | "too_many_calls" | "too_many_per_hour" | "no_emergency_trunk" | "media_unavailable" | "failed";
        /** RefusalPage */
        RefusalPage: {
            items: components["schemas"]["RefusalView"][];
            next_cursor: string | null;
        };
        /** RefusalView */
        RefusalView: {
            /** Format: date-time */
            at: string;
            extension: string;
            id: string;
            number: string;
            operator: string;
            operator_name: string;
            reason: components["schemas"]["Refusal"];
        };
        /**
         * Relative
         * @description The period, seen from the business day on which the report is due. Weeks begin on Monday; `last_…_days` end with
         *         the day before.
         * @enum {string}
         */
        Relative: "yesterday" | "last_week" | "last_month" | "this_month" | "last_7_days" | "last_30_days";
        /** Report */
        Report: {
            /** Format: date-time */
            as_of: string;
            columns: components["schemas"]["ReportColumn"][];
            kind: components["schemas"]["ReportKind"];
            periods: components["schemas"]["ReportPeriod"][];
            position: number;
            profile: components["schemas"]["Profile"];
            rows: components["schemas"]["ReportRow"][];
            subjects: components["schemas"]["ReportSubject"][];
            time_zone: string;
            totals: components["schemas"]["ReportRow"][];
            unit: components["schemas"]["ReportUnit"];
        };
        /** ReportChoice */
        ReportChoice: {
            items: string[];
        };
        /** ReportChoices */
        ReportChoices: {
            items: {
                [key: string]: string[];
            };
        };
        /** ReportColumn */
        ReportColumn: {
            explanation: components["schemas"]["Text"];
            id: string;
            item: string;
            label: components["schemas"]["Text"];
            status: string;
            unit: components["schemas"]["Unit"];
        };
        /** ReportColumns */
        ReportColumns: {
            items: components["schemas"]["ReportColumn"][];
        };
        /** ReportGroupChoice */
        ReportGroupChoice: {
            deleted: boolean;
            id: string;
            members: string[];
            name: string;
            number: string;
        };
        /**
         * ReportKind
         * @description What a report is of. `operator_all`: both of the operators' (F7.2).
         * @enum {string}
         */
        ReportKind: "group" | "operator_calls" | "operator_status" | "operator_all";
        /** ReportOperatorChoice */
        ReportOperatorChoice: {
            deleted: boolean;
            id: string;
            name: string;
            number: string;
        };
        /** ReportPeriod */
        ReportPeriod: {
            /** Format: date */
            begin: string;
            /** Format: date */
            end: string;
        };
        /** ReportRow */
        ReportRow: {
            bucket: string;
            d: (number | null)[];
            n: number[];
            pending: boolean;
            period: number;
            subject: number;
            values: (number | null)[];
        };
        /** ReportScope */
        ReportScope: {
            groups: components["schemas"]["ReportGroupChoice"][];
            operators: components["schemas"]["ReportOperatorChoice"][];
            /** Format: date */
            today: string;
        };
        /** ReportSubject */
        ReportSubject: {
            deleted: boolean;
            id: string;
            name: string;
            number: string;
        };
        /**
         * ReportUnit
         * @description 集計単位. `hour` and `weekday` put all days of the period together; `date_hour` is every hour of every day.
         * @enum {string}
         */
        ReportUnit: "month" | "day" | "hour" | "weekday" | "date_hour";
        /**
         * Role
         * @description What a user is to the switch. Supervisors have a phone but no status (F3.3).
         * @enum {string}
         */
        Role: "operator" | "supervisor";
        /** RoutePatch */
        RoutePatch: {
            extension?: string;
            external?: string;
            group?: string;
            menu?: string;
        };
        /** RouteView */
        RouteView: {
            extension: string;
            external: string;
            group: string;
            menu: string;
            number: string;
        };
        /** RowChange */
        RowChange: {
            cells?: {
                [key: string]: number | null;
            };
            clocks?: {
                [key: string]: string | null;
            };
            id: string;
        };
        /**
         * RunState
         * @description `waiting`: not made yet, or to be tried again; `failed`: given up.
         * @enum {string}
         */
        RunState: "waiting" | "done" | "failed";
        /** RunView */
        RunView: {
            attempts: number;
            /** Format: date-time */
            due: string;
            error: string;
            file_name: string;
            finished: string | null;
            id: string;
            name: string;
            next_try: string | null;
            schedule: string;
            size: number;
            state: components["schemas"]["RunState"];
        };
        /** Saved */
        Saved: {
            applied: boolean;
            key: string;
            version: number;
        };
        /** ScheduleList */
        ScheduleList: {
            items: components["schemas"]["ScheduleView"][];
            mail: boolean;
        };
        /** SchedulePatch */
        SchedulePatch: {
            /** @example 06:00 */
            at?: string;
            day?: number;
            delivery?: components["schemas"]["Delivery"];
            encoding?: components["schemas"]["Encoding"];
            every?: components["schemas"]["Every"];
            format?: components["schemas"]["Format"];
            items?: string[];
            kind?: components["schemas"]["ReportKind"];
            lang?: "ja" | "en";
            name?: string;
            on?: boolean;
            period?: components["schemas"]["Relative"];
            profile?: components["schemas"]["Profile"];
            recipients?: string[];
            subjects?: string[];
            unit?: components["schemas"]["ReportUnit"];
            /** @description 1 is Monday. */
            weekday?: number;
        };
        /** ScheduleView */
        ScheduleView: {
            /**
             * @default 06:00
             * @example 06:00
             */
            at: string;
            changed_by: string;
            /** @default 1 */
            day: number;
            delivery?: components["schemas"]["Delivery"];
            encoding?: components["schemas"]["Encoding"];
            every: components["schemas"]["Every"];
            format?: components["schemas"]["Format"];
            id: string;
            items?: string[];
            kind: components["schemas"]["ReportKind"];
            /**
             * @default ja
             * @enum {string}
             */
            lang: "ja" | "en";
            last: components["schemas"]["RunView"] | null;
            name: string;
            next: string | null;
            /** @default true */
            on: boolean;
            period: components["schemas"]["Relative"];
            profile?: components["schemas"]["Profile"];
            recipients?: string[];
            subjects?: string[];
            unit: components["schemas"]["ReportUnit"];
            /**
             * @description 1 is Monday.
             * @default 1
             */
            weekday: number;
        };
        /**
         * Scope
         * @description Where a figure is shown.
         * @enum {string}
         */
        Scope: "board" | "board_operator" | "group_report" | "operator_report";
        /**
         * Screen
         * @description One of the monitors (F2.2).
         * @enum {string}
         */
        Screen: "combined" | "groups" | "operators";
        /** ScreenChoice */
        ScreenChoice: {
            groups?: string[];
            hidden?: string[];
            hidden_operator?: string[];
            layout?: components["schemas"]["Layout"];
            order?: components["schemas"]["Order"];
        };
        /** SessionAnswer */
        SessionAnswer: {
            heartbeat_s: number;
            /** @enum {string} */
            landing: "/monitor" | "/phone";
            /** Format: date-time */
            server_time: string;
            /** Format: date-time */
            since: string;
            sole_guardian: boolean;
            time_zone: string;
            user: components["schemas"]["SessionUser"];
        };
        /**
         * SessionKind
         * @description How a session proves itself: a browser by its cookie, a program by a Bearer token.
         * @enum {string}
         */
        SessionKind: "browser" | "program";
        /** SessionUser */
        SessionUser: {
            extension: string;
            id: string;
            name: string;
            permissions: components["schemas"]["Permission"][];
            role: components["schemas"]["Role"];
        };
        /** SessionView */
        SessionView: {
            heard: string | null;
            kind: components["schemas"]["SessionKind"];
            /** Format: date-time */
            since: string;
        };
        /** ShownNumber */
        ShownNumber: {
            group: string;
            name: string;
            number: string;
        };
        /**
         * Side
         * @description Who released a call.
         * @enum {string}
         */
        Side: "outside" | "operator" | "system";
        /** SiteAction */
        SiteAction: {
            /** @default false */
            again: boolean;
            /** @default  */
            extension: string;
            /** @default  */
            external: string;
            /** @default  */
            group: string;
            /** @default  */
            menu: string;
            prompts?: string[];
            /** @default  */
            voicemail: string;
        };
        /** SiteGroup */
        SiteGroup: {
            /** @default 0 */
            acw_cap_s: number;
            /** @default true */
            announce_position: boolean;
            /** @default 0 */
            announce_s: number;
            /** @default true */
            announce_wait: boolean;
            id: string;
            /** @default 0 */
            max_wait_s: number;
            members?: (string | components["schemas"]["SiteMember"])[];
            name: string;
            number: string;
            overflow_full?: components["schemas"]["SiteOverflow"];
            overflow_nobody?: components["schemas"]["SiteOverflow"] | null;
            overflow_wait?: components["schemas"]["SiteOverflow"];
            /** @default 0 */
            pause_after: number;
            /** @default false */
            queue_answer: boolean;
            /** @default 0 */
            queue_limit: number;
            /** @default hold */
            queue_music: string;
            /** @default 20 */
            ring_s: number;
            strategy?: components["schemas"]["Strategy"];
            /** @default 20 */
            target_s: number;
        };
        /** SiteHours */
        SiteHours: {
            exceptions?: {
                [key: string]: string[];
            };
            friday?: string[];
            holidays?: string[] | null;
            monday?: string[];
            saturday?: string[];
            sunday?: string[];
            thursday?: string[];
            tuesday?: string[];
            wednesday?: string[];
        };
        /** SiteMailbox */
        SiteMailbox: {
            /** @default 20 */
            answer_s: number;
            greeting?: string[];
            id: string;
            /** @default 100 */
            max_messages: number;
            /** @default 300 */
            max_s: number;
            /** @default true */
            on: boolean;
        };
        /** SiteMember */
        SiteMember: {
            /** @default 1 */
            tier: number;
            user: string;
        };
        /** SiteMenu */
        SiteMenu: {
            /** @default 3 */
            attempts: number;
            id: string;
            invalid?: string[];
            keys?: {
                [key: string]: components["schemas"]["SiteAction"];
            };
            name: string;
            otherwise?: components["schemas"]["SiteAction"];
            prompts: string[];
            /** @default 5 */
            timeout_s: number;
        };
        /** SiteOverflow */
        SiteOverflow: {
            /** @default  */
            external: string;
            /** @default  */
            group: string;
            prompts?: string[];
            /** @default  */
            voicemail: string;
        };
        /** SitePermissionSet */
        SitePermissionSet: {
            allowed?: components["schemas"]["NumberClass"][];
            id: string;
            name: string;
            permissions?: components["schemas"]["Permission"][];
        };
        /** SiteReception */
        SiteReception: {
            closed?: string[];
            greeting?: string[];
            group: string;
            /** @default  */
            hold_music: string;
            hours?: components["schemas"]["SiteHours"] | null;
            /** @default  */
            menu: string;
            /** @default  */
            voicemail: string;
        };
        /** SiteRoute */
        SiteRoute: {
            /** @default  */
            extension: string;
            /** @default  */
            external: string;
            /** @default  */
            group: string;
            /** @default  */
            menu: string;
            number: string;
        };
        /** SiteStatus */
        SiteStatus: {
            /**
             * @default #e64980
             * @example #1f5fa8
             */
            colour: string;
            /** @default  */
            en: string;
            ja: string;
        };
        /** SkippedDay */
        SkippedDay: {
            /** Format: date */
            date: string;
            name: string;
        };
        /** SlotPlan */
        SlotPlan: {
            handle_s: number;
            load: number;
            needed: components["schemas"]["Achieved"] | null;
            scheduled: number | null;
            volume: number;
        };
        /** SoundTestView */
        SoundTestView: {
            /** Format: date-time */
            at: string;
            heard: boolean;
            id: string;
            jitter: number;
            jitter_back: number;
            loss: number;
            loss_back: number;
            microphone: string;
            ringer: string;
            rtt: number | null;
            speaker: string;
            user: string;
            user_name: string;
            verdict: components["schemas"]["Verdict"];
        };
        /**
         * Source
         * @description What a figure counts.
         * @enum {string}
         */
        Source: "calls" | "statuses";
        /** StaffingSlot */
        StaffingSlot: {
            begin: string;
            calls: number;
            handle_own: boolean;
            handle_s: number | null;
            plan: components["schemas"]["SlotPlan"] | null;
            times: number;
            volume: number;
            weekday: string;
        };
        /** StaffingView */
        StaffingView: {
            abandoned: number;
            always_open: boolean;
            answered: number;
            calls: number;
            /** Format: date */
            from: string;
            group: string;
            group_name: string;
            handle_s: number | null;
            model: components["schemas"]["Model"];
            observed_from: string | null;
            outside: number;
            patience: components["schemas"]["FittedPatience"];
            skipped: components["schemas"]["SkippedDay"][];
            slots: components["schemas"]["StaffingSlot"][];
            terms: components["schemas"]["PlanTerms"];
            time_zone: string;
            /** Format: date */
            to: string;
        };
        /** StatusChoice */
        StatusChoice: {
            status: string;
        };
        /** StatusForOperator */
        StatusForOperator: {
            status: string;
        };
        /** StatusPatch */
        StatusPatch: {
            /** @example #1f5fa8 */
            colour?: string;
            en?: string;
            ja?: string;
        };
        /** StatusView */
        StatusView: {
            choosable: boolean;
            colour: string;
            en: string;
            id: string;
            ja: string;
            order: number;
        };
        /**
         * Strategy
         * @description How a group distributes its callers (F10.4).
         * @default ring_all
         * @enum {string}
         */
        Strategy: "ring_all" | "longest_idle" | "round_robin" | "in_order" | "fewest_calls";
        /** SupervisionBegun */
        SupervisionBegun: {
            supervision: string;
        };
        /**
         * SupervisionEnding
         * @description Why a supervision ended.
         * @enum {string}
         */
        SupervisionEnding: "left" | "call_ended" | "phone_lost" | "removed";
        /**
         * SupervisionMode
         * @description What a supervisor does in an operator's call (F4.2–F4.4).
         * @enum {string}
         */
        SupervisionMode: "listen" | "whisper" | "barge";
        /** SupervisionPage */
        SupervisionPage: {
            items: components["schemas"]["SupervisionRecord"][];
            next_cursor: string | null;
        };
        /** SupervisionRecord */
        SupervisionRecord: {
            /** Format: date-time */
            begin: string;
            call: string;
            end: string | null;
            estimated: boolean;
            id: string;
            mode: components["schemas"]["SupervisionMode"];
            operator: string;
            operator_name: string;
            reason: components["schemas"]["SupervisionEnding"] | null;
            seconds: number | null;
            supervision: string;
            supervisor: string;
            supervisor_name: string;
        };
        /** SupervisionView */
        SupervisionView: {
            extension: string;
            mode: components["schemas"]["SupervisionMode"];
            name: string;
            operator: string;
            /** Format: date-time */
            since: string;
        };
        /** SupervisionWish */
        SupervisionWish: {
            mode: components["schemas"]["SupervisionMode"];
            operator: string;
        };
        /** Text */
        Text: {
            en: string;
            ja: string;
        };
        /**
         * Theme
         * @description The colours of a screen.
         * @default dark
         * @enum {string}
         */
        Theme: "light" | "dark";
        /** Token */
        Token: {
            token: string;
        };
        /** TokenAnswer */
        TokenAnswer: {
            /** Format: date-time */
            expires: string;
            token: string;
        };
        /** TransferTarget */
        TransferTarget: {
            /** @default  */
            group: string;
            /** @default  */
            number: string;
        };
        /** TrunkPatch */
        TrunkPatch: {
            accept_from?: string[];
            attempt_s?: number;
            backups?: string[];
            domain?: string;
            emergency?: boolean;
            host?: string;
            identity?: components["schemas"]["IdentityIn"];
            max_calls?: number;
            name?: string;
            number_from?: components["schemas"]["NumberFrom"];
            numbers?: string[];
            options_s?: number;
            password?: string;
            port?: number;
            preset?: string;
            register?: boolean;
            reliable?: components["schemas"]["Use"];
            session_s?: number;
            srtp?: components["schemas"]["Use"];
            tls_ca?: string;
            tls_verify?: boolean;
            transport?: "udp" | "tcp" | "tls";
            username?: string;
        };
        /** TrunkPreset */
        TrunkPreset: {
            en: string;
            id: string;
            ja: string;
            values: components["schemas"]["TrunkPatch"];
        };
        /**
         * TrunkState
         * @description Reachability of a trunk (F10.1).
         * @enum {string}
         */
        TrunkState: "unknown" | "up" | "down";
        /** TrunkView */
        TrunkView: {
            accept_from: string[];
            attempt_s: number;
            backups: string[];
            calls: number;
            domain: string;
            emergency: boolean;
            host: string;
            id: string;
            identity: components["schemas"]["IdentityIn"];
            max_calls: number;
            name: string;
            number_from: components["schemas"]["NumberFrom"];
            numbers: string[];
            options_s: number;
            port: number;
            preset: string;
            reason: string;
            register: boolean;
            reliable: components["schemas"]["Use"];
            session_s: number;
            since: string | null;
            srtp: components["schemas"]["Use"];
            state: components["schemas"]["TrunkState"];
            tls_ca: string;
            tls_verify: boolean;
            /** @enum {string} */
            transport: "udp" | "tcp" | "tls";
            username: string;
        };
        /**
         * Unit
         * @description What a figure is measured in, and so how it is rounded.
         * @enum {string}
         */
        Unit: "count" | "percent" | "per_hour" | "seconds";
        /** Upload */
        Upload: {
            name: string;
            wav: string;
        };
        /**
         * Use
         * @description Whether an extension of SIP is used with a peer.
         * @enum {string}
         */
        Use: "off" | "optional" | "required";
        /** UserPatch */
        UserPatch: {
            extension?: string;
            name?: string;
            password?: string;
            permission_set?: string;
            phone?: components["schemas"]["PhoneKind"];
            shown?: string;
        };
        /** UserView */
        UserView: {
            extension: string;
            id: string;
            name: string;
            permission_set: string;
            permission_set_name: string;
            permissions: components["schemas"]["Permission"][];
            phone: components["schemas"]["PhoneKind"];
            role: components["schemas"]["Role"];
            shown: string;
        };
        /**
         * Verdict
         * @description Whether one can work with it.
         * @enum {string}
         */
        Verdict: "good" | "usable" | "bad" | "silent";
        /** WallBoard */
        WallBoard: {
            alerts: number;
            all: number;
            /** Format: date-time */
            at: string;
            groups: components["schemas"]["WallRow"][];
            items: components["schemas"]["WallItem"][];
            language: components["schemas"]["Language"];
            lost: number;
            name: string;
            online: number;
            operators: components["schemas"]["Operators"];
            overall: components["schemas"]["WallRow"] | null;
            position: number;
            staff: components["schemas"]["WallOperator"][];
            statuses: components["schemas"]["WallStatus"][];
            theme: components["schemas"]["Theme"];
            time_zone: string;
        };
        /** WallItem */
        WallItem: {
            id: string;
            label: components["schemas"]["Text"];
            unit: components["schemas"]["Unit"];
        };
        /** WallOperator */
        WallOperator: {
            alert: boolean;
            lost: boolean;
            name: string;
            since: string | null;
            status: string;
        };
        /** WallRow */
        WallRow: {
            cells: {
                [key: string]: number | null;
            };
            clocks: {
                [key: string]: string;
            };
            id: string;
            late: string | null;
            name: string;
        };
        /** WallStatus */
        WallStatus: {
            colour: string;
            count: number;
            en: string;
            id: string;
            ja: string;
            order: number;
        };
        /** WallboardMade */
        WallboardMade: {
            path: string;
            wallboard: components["schemas"]["WallboardView"];
        };
        /** WallboardView */
        WallboardView: {
            content: components["schemas"]["Content"];
            /** Format: date-time */
            created: string;
            created_by: string;
            created_by_name: string;
            expired: boolean;
            expires: string | null;
            id: string;
            last_used: string | null;
            screens: number;
        };
        /** Watchable */
        Watchable: {
            groups: components["schemas"]["WatchableGroup"][];
            users: components["schemas"]["WatchableUser"][];
        };
        /** WatchableGroup */
        WatchableGroup: {
            id: string;
            name: string;
            number: string;
        };
        /** WatchableUser */
        WatchableUser: {
            extension: string;
            id: string;
            name: string;
        };
        /** Watched */
        Watched: {
            groups: string[];
            users: string[];
        };
        /** Stretch */
        calls_explanation_Stretch: {
            /** Format: date-time */
            began_at: string;
            duration_ms: number | null;
            ended_at: string | null;
            extension: string;
            feeds: components["schemas"]["Feed"][];
            group: string;
            group_name: string;
            id: string;
            kind: string;
            offset_ms: number;
            operator: string;
            operator_name: string;
            outcome: string;
            reason: string;
            transferred_group_name: string;
            transferred_to: string;
        };
        /** Stretch */
        hours_controllers_Stretch: {
            /** Format: date-time */
            begin: string;
            /** Format: date-time */
            end: string;
        };
    };
    responses: {
        /** @description What went wrong. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDetails"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_announcements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnnouncementView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_announcement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the sound, as menus and receptions use it. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Upload"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_announcement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the sound, as menus and receptions use it. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_announcement_sound: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the sound, as menus and receptions use it. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    "cache-control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_audit: {
        parameters: {
            query?: {
                /** @description At or after. */
                from?: string | null;
                /** @description Before. */
                to?: string | null;
                kind?: components["schemas"]["AuditKind"] | null;
                /** @description Id of a user, or part of their name. */
                by?: string;
                /** @description Id of a user, or part of their name. */
                about?: string;
                /** @description Of changes: `groups`, `users` …; no other kind then. */
                subject?: string;
                /** @description Of changes: id or number; no other kind then. */
                item?: string;
                /** @description Entries at most. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_calls: {
        parameters: {
            query?: {
                /** @description Begun at or after. */
                from?: string | null;
                /** @description Begun before. */
                to?: string | null;
                /** @description Part of either number. */
                number?: string | null;
                direction?: components["schemas"]["Direction"] | null;
                /** @description Id. */
                operator?: string | null;
                /** @description Id. */
                group?: string | null;
                result?: components["schemas"]["CallResult"] | null;
                /** @description Id. */
                call?: string | null;
                /** @description Calls at most. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the call. */
                call: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallDetail"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    explain_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the call. */
                call: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallExplanation"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_changes: {
        parameters: {
            query?: {
                /** @description `groups`, `trunks`, `users` … */
                subject?: string;
                /** @description Id or number of the item. */
                item?: string;
                /** @description Id of who made the change. */
                user?: string;
                /** @description At or after. */
                from?: string | null;
                /** @description Before. */
                to?: string | null;
                /** @description `next_before` of the page before. */
                before?: number | null;
                /** @description Changes at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_chat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    announce: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAnnouncement"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageSent"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_chat_contacts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_conversations: {
        parameters: {
            query?: {
                /** @description Items at most. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Id of a user: the one with them. */
                partner?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    begin_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConversation"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageSent"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_chat_messages: {
        parameters: {
            query?: {
                /** @description Items at most. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path: {
                /** @description Id of a conversation of one's own. */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageSentPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    send_chat_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a conversation of one's own. */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMessage"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageSent"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    mark_conversation_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a conversation of one's own. */
                conversation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadMark"];
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_chat_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatSettings"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_chat_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatPatch"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    stream_chat: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the last event received. */
                "Last-Event-ID"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: `chat` (ChatView), `message` (ChatMessageEvent), `read` (ChatReadEvent), `ping` (Ping). The data of each is one line of JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_extensions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtensionView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_extension: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExtension"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_extension: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The extension. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_extension: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The extension. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtensionPatch"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_forced_log_outs: {
        parameters: {
            query?: {
                /** @description At or after. */
                from?: string | null;
                /** @description Before. */
                to?: string | null;
                /** @description Id of a user. */
                user?: string;
                /** @description Id of a user. */
                by?: string;
                /** @description Log-outs at most. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForcedLogOutPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    force_log_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForcedLogOutWish"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForcedLogOutView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_groups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_group: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteGroup"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the group. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the group. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupPatch"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_handling: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandlingView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_handling: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandlingPatch"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_holidays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HolidaysView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    import_holidays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HolidayFile"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_mailboxes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailboxView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_mailbox: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteMailbox"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_mailbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `group:<id>` or `extension:<number>`. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_mailbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `group:<id>` or `extension:<number>`. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailboxPatch"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_menus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MenuView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_menu: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteMenu"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_menu: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the menu. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_menu: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the menu. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MenuPatch"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetricList"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_monitor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardSnapshot"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_monitor_screen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description One of the monitors (F2.2). */
                screen: components["schemas"]["Screen"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScreenChoice"];
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_monitor_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitorSettings"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    stream_monitor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Id of the last event received. */
                "Last-Event-ID"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: `snapshot` (BoardSnapshot), `change` (BoardChange), `ping` (Ping). The data of each is one line of JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_watchable: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Watchable"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_watched: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Watched"];
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    set_operator_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the operator. */
                operator: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusForOperator"];
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_permission_sets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionSetView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_permission_set: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SitePermissionSet"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_permission_set: {
        parameters: {
            query?: {
                /** @description Permission set that its users get instead. */
                replacement?: string;
            };
            header?: never;
            path: {
                /** @description Id of the permission set. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_permission_set: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the permission set. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PermissionSetPatch"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_phone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    set_alert: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertChoice"];
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    dial: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DialRequest"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DialledCall"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    answer_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a call of one's own, as in `PhoneView.calls`. */
                call: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    cancel_transfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a call of one's own, as in `PhoneView.calls`. */
                call: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    complete_transfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a call of one's own, as in `PhoneView.calls`. */
                call: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    begin_conference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a call of one's own, as in `PhoneView.calls`. */
                call: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    consult: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a call of one's own, as in `PhoneView.calls`. */
                call: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferTarget"];
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    send_digits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a call of one's own, as in `PhoneView.calls`. */
                call: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Digits"];
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    hang_up_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a call of one's own, as in `PhoneView.calls`. */
                call: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    hold_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a call of one's own, as in `PhoneView.calls`. */
                call: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    park_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a call of one's own, as in `PhoneView.calls`. */
                call: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkedSlot"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    pick_up_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a call of one's own, as in `PhoneView.calls`. */
                call: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    reject_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a call of one's own, as in `PhoneView.calls`. */
                call: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    resume_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a call of one's own, as in `PhoneView.calls`. */
                call: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    blind_transfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a call of one's own, as in `PhoneView.calls`. */
                call: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferTarget"];
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    attach_phone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Offer"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferAnswer"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    detach_phone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_echo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EchoFigures"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    start_echo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EchoFigures"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    stop_echo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    heartbeat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    take_parked_call: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParkedSlot"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DialledCall"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_phone_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneSettings"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_phone_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PhoneSettingsPatch"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneSettings"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_own_sound_tests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SoundTestView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    add_sound_test: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSoundTest"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SoundTestView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    choose_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusChoice"];
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    stream_phone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: `phone` (PhoneView), `ping` (Ping). The data of each is one line of JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_receptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceptionView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_reception: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteReception"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_reception: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the group. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_reception: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the group. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceptionPatch"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_opening: {
        parameters: {
            query?: {
                /** @description First day; default today. */
                from?: string | null;
                /** @description How many days. */
                days?: number;
            };
            header?: never;
            path: {
                /** @description Id of the group. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpeningView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_refusals: {
        parameters: {
            query?: {
                /** @description At or after. */
                from?: string | null;
                /** @description Before. */
                to?: string | null;
                /** @description Part of what was dialled. */
                number?: string | null;
                /** @description Id. */
                operator?: string | null;
                /** @description Number. */
                extension?: string | null;
                reason?: components["schemas"]["Refusal"] | null;
                /** @description Refusals at most. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefusalPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_report_choices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportChoices"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_report_choice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description What a report is of. `operator_all`: both of the operators' (F7.2). */
                kind: components["schemas"]["ReportKind"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportChoice"];
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_report_columns: {
        parameters: {
            query: {
                /** @description What a report is of. `operator_all`: both of the operators' (F7.2). */
                kind: components["schemas"]["ReportKind"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportColumns"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_group_report: {
        parameters: {
            query: {
                /** @description 集計単位. `hour` and `weekday` put all days of the period together; `date_hour` is every hour of every day. */
                unit: components["schemas"]["ReportUnit"];
                /** @description Business days `2026-11-01..2026-11-30`, or with the unit `month` months `2026-10..2026-11`; repeated for up to 5 periods. */
                period?: string[] | null;
                /** @description Id of a group, `*` 全体, `-` その他; repeated for up to 10. Without any: 全体. */
                group?: string[] | null;
                /** @description Id of a column; repeated. Without any: all columns. */
                item?: string[] | null;
                /** @description A choice between readings of the log; changes no data. */
                profile?: components["schemas"]["Profile"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_group_csv: {
        parameters: {
            query: {
                /** @description 集計単位. `hour` and `weekday` put all days of the period together; `date_hour` is every hour of every day. */
                unit: components["schemas"]["ReportUnit"];
                /** @description Business days `2026-11-01..2026-11-30`, or with the unit `month` months `2026-10..2026-11`; repeated for up to 5 periods. */
                period?: string[] | null;
                /** @description Id of a group, `*` 全体, `-` その他; repeated for up to 10. Without any: 全体. */
                group?: string[] | null;
                /** @description Id of a column; repeated. Without any: all columns. */
                item?: string[] | null;
                /** @description A choice between readings of the log; changes no data. */
                profile?: components["schemas"]["Profile"];
                /** @description Of a CSV file: for programs, for spreadsheets (with a byte order mark), for old ones. */
                encoding?: components["schemas"]["Encoding"];
                lang?: "ja" | "en" | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stream Response */
            200: {
                headers: {
                    /** @description A file name. */
                    "content-disposition"?: unknown;
                    /** @description How many rows are 未確定: their period is not over, or calls that they count are not. */
                    "kikite-pending-rows"?: unknown;
                    /** @description The log's position of the figures. */
                    "kikite-position"?: unknown;
                    /** @description Which, each once, percent-encoded UTF-8; absent where none. */
                    "kikite-replaced"?: unknown;
                    /** @description How many characters became 〓, as CP932 does not have them; 0 in UTF-8. */
                    "kikite-replaced-characters"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_group_pdf: {
        parameters: {
            query: {
                /** @description 集計単位. `hour` and `weekday` put all days of the period together; `date_hour` is every hour of every day. */
                unit: components["schemas"]["ReportUnit"];
                /** @description Business days `2026-11-01..2026-11-30`, or with the unit `month` months `2026-10..2026-11`; repeated for up to 5 periods. */
                period?: string[] | null;
                /** @description Id of a group, `*` 全体, `-` その他; repeated for up to 10. Without any: 全体. */
                group?: string[] | null;
                /** @description Id of a column; repeated. Without any: all columns. */
                item?: string[] | null;
                /** @description A choice between readings of the log; changes no data. */
                profile?: components["schemas"]["Profile"];
                lang?: "ja" | "en" | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    /** @description A file name. */
                    "content-disposition"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_group_figure_calls: {
        parameters: {
            query: {
                /** @description 集計単位. `hour` and `weekday` put all days of the period together; `date_hour` is every hour of every day. */
                unit: components["schemas"]["ReportUnit"];
                /** @description Id of a column of the report, or of an item of the board with counters. */
                item: string;
                /** @description As in a report; one. None: the present business day, as the board. */
                period?: string;
                /** @description Bucket of a row of the report; none: the whole period. */
                bucket?: string;
                /** @description A choice between readings of the log; changes no data. */
                profile?: components["schemas"]["Profile"];
                /** @description Only what gives something else by the other profile. */
                differing?: boolean;
                /** @description At most. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Id of a group, `*` 全体, `-` その他. */
                group: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureCalls"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_group_differences: {
        parameters: {
            query: {
                /** @description 集計単位. `hour` and `weekday` put all days of the period together; `date_hour` is every hour of every day. */
                unit: components["schemas"]["ReportUnit"];
                /** @description Business days `2026-11-01..2026-11-30`, or with the unit `month` months `2026-10..2026-11`; repeated for up to 5 periods. */
                period?: string[] | null;
                /** @description Id of a group, `*` 全体, `-` その他; repeated for up to 10. Without any: 全体. */
                group?: string[] | null;
                /** @description Id of a column; repeated. Without any: all columns. */
                item?: string[] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Differences"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_group_figure_statuses: {
        parameters: {
            query: {
                /** @description 集計単位. `hour` and `weekday` put all days of the period together; `date_hour` is every hour of every day. */
                unit: components["schemas"]["ReportUnit"];
                /** @description Id of a column of the report, or of an item of the board with counters. */
                item: string;
                /** @description As in a report; one. None: the present business day, as the board. */
                period?: string;
                /** @description Bucket of a row of the report; none: the whole period. */
                bucket?: string;
                /** @description A choice between readings of the log; changes no data. */
                profile?: components["schemas"]["Profile"];
                /** @description Only what gives something else by the other profile. */
                differing?: boolean;
                /** @description At most. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Id of a group, `*` 全体, `-` その他. */
                group: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureStatuses"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_operator_report: {
        parameters: {
            query: {
                /** @description 集計対象: 通話集計, ステータス集計, 全て (F7.2). */
                kind: components["schemas"]["OperatorReportKind"];
                /** @description 集計単位. `hour` and `weekday` put all days of the period together; `date_hour` is every hour of every day. */
                unit: components["schemas"]["ReportUnit"];
                /** @description Business days `2026-11-01..2026-11-30`, or with the unit `month` months `2026-10..2026-11`; repeated for up to 5 periods. */
                period?: string[] | null;
                /** @description Id of an operator; repeated for up to 50. */
                operator?: string[] | null;
                /** @description Id of a column; repeated. Without any: all columns. */
                item?: string[] | null;
                /** @description A choice between readings of the log; changes no data. */
                profile?: components["schemas"]["Profile"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_operator_csv: {
        parameters: {
            query: {
                /** @description 集計対象: 通話集計, ステータス集計, 全て (F7.2). */
                kind: components["schemas"]["OperatorReportKind"];
                /** @description 集計単位. `hour` and `weekday` put all days of the period together; `date_hour` is every hour of every day. */
                unit: components["schemas"]["ReportUnit"];
                /** @description Business days `2026-11-01..2026-11-30`, or with the unit `month` months `2026-10..2026-11`; repeated for up to 5 periods. */
                period?: string[] | null;
                /** @description Id of an operator; repeated for up to 50. */
                operator?: string[] | null;
                /** @description Id of a column; repeated. Without any: all columns. */
                item?: string[] | null;
                /** @description A choice between readings of the log; changes no data. */
                profile?: components["schemas"]["Profile"];
                /** @description Of a CSV file: for programs, for spreadsheets (with a byte order mark), for old ones. */
                encoding?: components["schemas"]["Encoding"];
                lang?: "ja" | "en" | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stream Response */
            200: {
                headers: {
                    /** @description A file name. */
                    "content-disposition"?: unknown;
                    /** @description How many rows are 未確定: their period is not over, or calls that they count are not. */
                    "kikite-pending-rows"?: unknown;
                    /** @description The log's position of the figures. */
                    "kikite-position"?: unknown;
                    /** @description Which, each once, percent-encoded UTF-8; absent where none. */
                    "kikite-replaced"?: unknown;
                    /** @description How many characters became 〓, as CP932 does not have them; 0 in UTF-8. */
                    "kikite-replaced-characters"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_operator_pdf: {
        parameters: {
            query: {
                /** @description 集計対象: 通話集計, ステータス集計, 全て (F7.2). */
                kind: components["schemas"]["OperatorReportKind"];
                /** @description 集計単位. `hour` and `weekday` put all days of the period together; `date_hour` is every hour of every day. */
                unit: components["schemas"]["ReportUnit"];
                /** @description Business days `2026-11-01..2026-11-30`, or with the unit `month` months `2026-10..2026-11`; repeated for up to 5 periods. */
                period?: string[] | null;
                /** @description Id of an operator; repeated for up to 50. */
                operator?: string[] | null;
                /** @description Id of a column; repeated. Without any: all columns. */
                item?: string[] | null;
                /** @description A choice between readings of the log; changes no data. */
                profile?: components["schemas"]["Profile"];
                lang?: "ja" | "en" | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    /** @description A file name. */
                    "content-disposition"?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_operator_figure_calls: {
        parameters: {
            query: {
                /** @description 集計単位. `hour` and `weekday` put all days of the period together; `date_hour` is every hour of every day. */
                unit: components["schemas"]["ReportUnit"];
                /** @description Id of a column of the report, or of an item of the board with counters. */
                item: string;
                /** @description As in a report; one. None: the present business day, as the board. */
                period?: string;
                /** @description Bucket of a row of the report; none: the whole period. */
                bucket?: string;
                /** @description A choice between readings of the log; changes no data. */
                profile?: components["schemas"]["Profile"];
                /** @description Only what gives something else by the other profile. */
                differing?: boolean;
                /** @description At most. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Id of an operator. */
                operator: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureCalls"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_operator_differences: {
        parameters: {
            query: {
                /** @description 集計対象: 通話集計, ステータス集計, 全て (F7.2). */
                kind: components["schemas"]["OperatorReportKind"];
                /** @description 集計単位. `hour` and `weekday` put all days of the period together; `date_hour` is every hour of every day. */
                unit: components["schemas"]["ReportUnit"];
                /** @description Business days `2026-11-01..2026-11-30`, or with the unit `month` months `2026-10..2026-11`; repeated for up to 5 periods. */
                period?: string[] | null;
                /** @description Id of an operator; repeated for up to 50. */
                operator?: string[] | null;
                /** @description Id of a column; repeated. Without any: all columns. */
                item?: string[] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Differences"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_operator_figure_statuses: {
        parameters: {
            query: {
                /** @description 集計単位. `hour` and `weekday` put all days of the period together; `date_hour` is every hour of every day. */
                unit: components["schemas"]["ReportUnit"];
                /** @description Id of a column of the report, or of an item of the board with counters. */
                item: string;
                /** @description As in a report; one. None: the present business day, as the board. */
                period?: string;
                /** @description Bucket of a row of the report; none: the whole period. */
                bucket?: string;
                /** @description A choice between readings of the log; changes no data. */
                profile?: components["schemas"]["Profile"];
                /** @description Only what gives something else by the other profile. */
                differing?: boolean;
                /** @description At most. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Id of an operator. */
                operator: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureStatuses"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_report_runs: {
        parameters: {
            query?: {
                /** @description Of one schedule. */
                schedule?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_report_run_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description File Download */
            200: {
                headers: {
                    /** @description File size in bytes */
                    "content-length"?: string;
                    /** @description Entity tag */
                    etag?: string;
                    /** @description Last modified data-time in RFC 2822 format */
                    "last-modified"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "": string;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_report_schedules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleList"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_report_schedule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSchedule"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_report_schedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_report_schedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SchedulePatch"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    run_report_schedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request accepted, processing continues off-line */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_report_scope: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportScope"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_routes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RouteView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_route: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteRoute"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_route: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number that is called. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_route: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number that is called. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoutePatch"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    log_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogInWish"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    log_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": null;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    stream_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: `session` (SessionAnswer), `ping` (Ping). The data of each is one line of JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PresentUser"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_sound_tests: {
        parameters: {
            query?: {
                /** @description All kept ones of this user. */
                user?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SoundTestView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_staffing: {
        parameters: {
            query: {
                /** @description Id of the group. */
                group: string;
                /** @description First day; 91 days at most, by default 28. */
                from?: string | null;
                /** @description Last day; by default yesterday. */
                to?: string | null;
                /** @description Count national holidays as usual days. */
                holidays?: boolean;
                /** @description How waiting is computed. `erlang_a`: callers give up after some time; `erlang_c`: nobody ever does. */
                model?: components["schemas"]["Model"];
                /** @description Service level asked for, %; 0: no matter. */
                level?: number;
                /** @description … within so many seconds; default the group's. */
                within?: number | null;
                /** @description %, at most. */
                max_abandonment?: number | null;
                /** @description %, at most. */
                max_occupancy?: number | null;
                /** @description % on duty without taking calls. */
                shrinkage?: number;
                /** @description What if: % more calls. */
                volume?: number;
                /** @description What if: % longer calls. */
                handling?: number;
                /** @description Mean patience, s; default as observed. */
                patience?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffingView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    plan_staffing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanRequest"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanAnswer"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_statuses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    order_statuses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string[];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteStatus"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the status. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the status. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusPatch"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    supervise: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SupervisionWish"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupervisionBegun"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    stop_supervising: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_supervisions: {
        parameters: {
            query?: {
                /** @description At or after. */
                from?: string | null;
                /** @description Before. */
                to?: string | null;
                /** @description Id. */
                supervisor?: string | null;
                /** @description Id. */
                operator?: string | null;
                /** @description Id. */
                call?: string | null;
                /** @description Stretches at most. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupervisionPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenAnswer"];
                };
            };
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_trunk_presets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkPreset"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_trunks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrunkView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    order_trunks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string[];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_trunk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTrunk"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_trunk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the trunk. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_trunk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the trunk. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrunkPatch"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ユーザーID. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ユーザーID. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserPatch"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_own_mailboxes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailboxSummary"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_message_accesses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_messages: {
        parameters: {
            query?: {
                /** @description Id of a mailbox; left out: all of one's own. */
                mailbox?: string;
                /** @description Left out: all three. */
                folder?: components["schemas"]["Folder"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message. */
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    move_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message. */
                message: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageMove"];
            };
        };
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_message_sound: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the message. */
                message: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    "cache-control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    list_wallboards: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WallboardView"][];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    create_wallboard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWallboard"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WallboardMade"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    change_wallboard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the link. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWallboard"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WallboardView"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    revoke_wallboard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the link. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_wallboard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the link. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WallBoard"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    open_wallboard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the link. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Token"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WallBoard"];
                };
            };
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    stream_wallboard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the link. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: `board` (WallBoard), `ping` (Ping). The data of each is one line of JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
}
