"""Updates that once stopped the bot: each is one of a kind that a platform or a bad line can send."""

DEEP = b"[" * 1500 + b"]" * 1500

ODD_VK = {
    "infinity": b'{"type":"wall_reply_new","group_id":1,"event_id":"a","object":{"x":Infinity}}',
    "nan": b'{"type":"wall_reply_new","group_id":1,"event_id":"a","object":{"x":NaN}}',
    "comma": b'{"type":"wall_reply_new","group_id":1,"event_id":"a","object":{"x":[1,]}}',
    "surrogate": b'{"type":"wall_reply_new","group_id":1,"event_id":"a","object":{"x":"\\ud83d"}}',
    "newline": b'{"type":"wall_reply_new","group_id":1,"event_id":"a","object":{"x":"a\nb"}}',
    "utf-8": b'{"type":"wall_reply_new","group_id":1,"event_id":"a","object":{"x":"\xff\xfe"}}',
    "deep": b'{"type":"wall_reply_new","group_id":1,"event_id":"a","object":{"x":%s}}' % DEEP,
    "event_id null": b'{"type":"message_new","group_id":213,"event_id":null,"object":{"message":{}}}',
    "event_id number": b'{"type":"message_new","group_id":213,"event_id":7,"object":{"message":{}}}',
    "group_id text": b'{"type":"message_new","group_id":"x","event_id":"a","object":{"message":{}}}',
    "no type": b'{"group_id":213,"event_id":"a","object":{}}',
    "null": b"null",
    "list": b"[]",
}

ODD_TELEGRAM = {
    "infinity": b'{"update_id":41,"message":{"chat":{"id":1},"text":"x","dice":Infinity}}',
    "surrogate": b'{"update_id":41,"message":{"chat":{"id":1},"text":"\\ud83d"}}',
    "newline": b'{"update_id":41,"message":{"chat":{"id":1},"text":"a\nb"}}',
    "utf-8": b'{"update_id":41,"message":{"chat":{"id":1},"text":"\xff"}}',
    "deep": b'{"update_id":41,"message":{"chat":{"id":1},"dice":%s}}' % DEEP,
    "no number": b'{"message":{"chat":{"id":1},"text":"x"}}',
    "null": b"null",
    "list": b"[]",
}
