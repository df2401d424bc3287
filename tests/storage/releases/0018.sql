BEGIN TRANSACTION;
CREATE TABLE accounts (             -- one community or bot of one channel
    name      TEXT PRIMARY KEY,     -- page, vk:vylgort, telegram
    channel   TEXT NOT NULL,
    cursor    TEXT NOT NULL DEFAULT ''  -- offset, ts: moved after the commit of what it covers
) STRICT;
INSERT INTO "accounts" VALUES('page','page','');
CREATE TABLE acquaintance (         -- one row a teacher's class: whoever teaches it is named by it, never by a name
    id        INTEGER PRIMARY KEY,
    document  TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    person    TEXT NOT NULL,        -- empty: erased; the day stands
    class     TEXT NOT NULL REFERENCES classes (id),
    told_at   TEXT NOT NULL,
    signed_at TEXT,
    reminders INTEGER NOT NULL DEFAULT 0,
    next_at   TEXT                  -- when they are reminded; NULL: no more
) STRICT;
CREATE TABLE broadcasts (
    id         TEXT PRIMARY KEY,
    author     TEXT NOT NULL,
    school     TEXT NOT NULL,
    class      TEXT,
    segment    TEXT NOT NULL,       -- JSON: whom
    body       TEXT NOT NULL,
    attachment TEXT NOT NULL DEFAULT '',
    state      TEXT NOT NULL,
    filled_to  TEXT NOT NULL DEFAULT '',  -- recipients are filled in by chunks up to here
    due        TEXT NOT NULL,
    made_at    TEXT NOT NULL
, kind TEXT NOT NULL DEFAULT 'own', classes TEXT NOT NULL DEFAULT '[]', before TEXT NOT NULL DEFAULT '', budget_since TEXT NOT NULL DEFAULT '', people INTEGER NOT NULL DEFAULT 0, confirms INTEGER NOT NULL DEFAULT 0, ended_at TEXT, title TEXT NOT NULL DEFAULT '', told TEXT NOT NULL DEFAULT '{}', notice TEXT NOT NULL DEFAULT '', cause TEXT NOT NULL DEFAULT '', fixes TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE campaigns (
    id       TEXT PRIMARY KEY,
    school   TEXT NOT NULL,
    class    TEXT REFERENCES classes (id),  -- NULL: the whole school
    goal     TEXT NOT NULL,                 -- a step of the map: check, account, diary, myschool, sferum
    deadline TEXT NOT NULL,                 -- the last day, where the school is
    ends_at  TEXT NOT NULL,                 -- the moment that day is over
    author   TEXT NOT NULL,
    hat      TEXT NOT NULL CHECK (hat IN ('teacher', 'staff')),
    state    TEXT NOT NULL DEFAULT 'set' CHECK (state IN ('set', 'resting', 'over')),
    made_at  TEXT NOT NULL,
    ended_at TEXT                           -- cancelled, replaced, or its day is over (then equal to ends_at)
) STRICT;
CREATE TABLE chats (
    id          INTEGER PRIMARY KEY,
    account     TEXT NOT NULL REFERENCES accounts (name),
    peer        TEXT NOT NULL,
    person      TEXT NOT NULL REFERENCES persons (id),
    reachable   INTEGER NOT NULL DEFAULT 1,
    used_at     TEXT NOT NULL,
    living      TEXT NOT NULL DEFAULT '',  -- the channel's id of the message that presses edit
    buried      INTEGER NOT NULL DEFAULT 0,  -- something was said below it: it can be stripped, not edited
    notice      TEXT NOT NULL DEFAULT '',  -- JSON: the notice said since the last screen; typed words may answer it
    quiet_until TEXT,                      -- an operator is answering by hand
    client      TEXT NOT NULL DEFAULT '',  -- what the person's client can show
    UNIQUE (account, peer)
) STRICT;
INSERT INTO "chats" VALUES(1000001,'page','teacher','lflu',1,'2026-11-16T07:00:00.000000+00:00','m562',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000003,'page','admin','lflw',1,'2026-11-16T07:00:00.000000+00:00','m578',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000005,'page','guest-родитель 101','lfly',1,'2026-11-16T07:00:00.000000+00:00','m26',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000015,'page','guest-родитель 102','lfm8',1,'2026-11-27T07:00:00.000000+00:00','m29',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000017,'page','guest-родитель 103','lfma',1,'2026-11-27T07:00:00.000000+00:00','m41',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000024,'page','guest-родитель 104','lfmh',1,'2026-11-27T07:00:00.000000+00:00','m50',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000026,'page','guest-родитель 105','lfmj',1,'2026-12-04T07:00:00.000000+00:00','m62',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000028,'page','guest-родитель 106','lfml',1,'2026-12-04T07:00:00.000000+00:00','m63',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000031,'page','guest-родитель 107','lfmo',1,'2026-12-04T07:00:00.000000+00:00','m69',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000033,'page','guest-родитель 108','lfmq',1,'2026-12-04T07:00:00.000000+00:00','m76',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000035,'page','guest-родитель 109','lfms',1,'2026-12-04T07:00:00.000000+00:00','m80',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000037,'page','guest-родитель 110','lfmu',1,'2026-12-04T07:00:00.000000+00:00','m89',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000039,'page','guest-родитель 111','lfmw',1,'2026-12-04T07:00:00.000000+00:00','m100',1,'{"flow":"human","state":"late","links":[{"key":"add","flow":"human","state":"again","told":{"ticket":"gk1ywe5qxo4"}},{"key":"who","flow":"human","state":"who","told":{}},{"key":"solved","flow":"human","state":"solved","told":{"ticket":"gk1ywe5qxo4"}}]}',NULL,'');
INSERT INTO "chats" VALUES(1000043,'page','guest-родитель 112','lfn0',1,'2026-12-04T07:00:00.000000+00:00','m110',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000045,'page','guest-родитель 113','lfn2',1,'2026-12-04T07:00:00.000000+00:00','m123',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000052,'page','guest-родитель 114','lfn9',1,'2026-12-25T07:00:00.000000+00:00','m137',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000058,'page','guest-родитель 115','lfnf',1,'2027-01-12T07:00:00.000000+00:00','m146',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000061,'page','guest-родитель 116','lfni',1,'2027-01-16T07:00:00.000000+00:00','m163',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000068,'page','guest-родитель 117','lfnp',1,'2027-02-01T07:00:00.000000+00:00','m190',1,'{"flow":"follow_up","state":"account","links":[{"key":"finished","flow":"account","state":"finished","told":{"child":"lfnp-1"}},{"key":"no_letter","flow":"account","state":"no_letter","told":{"child":"lfnp-1"}},{"key":"password","flow":"account","state":"password","told":{"child":"lfnp-1"}}]}',NULL,'');
INSERT INTO "chats" VALUES(1000074,'page','guest-родитель 118','lfnv',1,'2027-03-02T07:00:00.000000+00:00','m199',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000079,'page','guest-родитель 119','lfo0',1,'2027-03-11T07:00:00.000000+00:00','m214',1,'{"flow":"follow_up","state":"support","links":[{"key":"appeared","flow":"no_button","state":"appeared","told":{"child":"lfo0-1"}},{"key":"no_help","flow":"no_button","state":"not_helped","told":{"child":"lfo0-1"}},{"key":"waiting","flow":"no_button","state":"still_waiting","told":{"child":"lfo0-1"}}]}',NULL,'');
INSERT INTO "chats" VALUES(1000084,'page','guest-родитель 120','lfo5',1,'2027-03-16T07:00:00.000000+00:00','m216',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000086,'page','guest-родитель 121','lfo7',1,'2027-03-16T07:00:00.000000+00:00','m234',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000090,'page','guest-мама','lfob',1,'2027-03-22T07:00:00.000000+00:00','m249',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000092,'page','guest-родитель 122','lfod',1,'2027-03-22T07:00:00.000000+00:00','m254',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000094,'page','guest-родитель 123','lfof',1,'2027-03-22T07:00:00.000000+00:00','m269',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000096,'page','guest-родитель 124','lfoh',1,'2027-03-23T07:00:00.000000+00:00','m304',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000098,'page','guest-родитель 125','lfoj',1,'2027-03-23T07:00:00.000000+00:00','m321',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000100,'page','guest-родитель 126','lfol',1,'2027-03-23T07:00:00.000000+00:00','m331',1,'{"flow":"human","state":"late","links":[{"key":"add","flow":"human","state":"again","told":{"ticket":"gk1ywzry8h3"}},{"key":"who","flow":"human","state":"who","told":{}},{"key":"solved","flow":"human","state":"solved","told":{"ticket":"gk1ywzry8h3"}}]}',NULL,'');
INSERT INTO "chats" VALUES(1000104,'page','guest-родитель 127','lfop',1,'2027-03-23T07:00:00.000000+00:00','m350',1,'{"flow":"human","state":"late","links":[{"key":"add","flow":"human","state":"again","told":{"ticket":"gk1yx1mtwrz"}},{"key":"who","flow":"human","state":"who","told":{}},{"key":"solved","flow":"human","state":"solved","told":{"ticket":"gk1yx1mtwrz"}}]}',NULL,'');
INSERT INTO "chats" VALUES(1000108,'page','guest-директор','lfot',1,'2027-03-23T08:00:00.000000+00:00','m369',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000111,'page','guest-папа','lfow',1,'2027-03-23T08:00:00.000000+00:00','m360',1,'{"flow":"myschool","state":"answered","links":[{"key":"both","flow":"myschool","state":"joined_now","told":{"child":"lfow-1"}},{"key":"half","flow":"myschool","state":"half_now","told":{"child":"lfow-1"}},{"key":"declined","flow":"myschool","state":"declined_now","told":{"child":"lfow-1"}},{"key":"nothing","flow":"myschool","state":"still","told":{"child":"lfow-1"}}]}',NULL,'');
INSERT INTO "chats" VALUES(1000114,'page','guest-бабушка','lfoz',1,'2027-03-23T08:00:00.000000+00:00','m364',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000117,'page','guest-родитель 128','lfp2',1,'2027-03-23T08:00:00.000000+00:00','m380',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000119,'page','guest-родитель 129','lfp4',1,'2027-03-23T08:00:00.000000+00:00','m405',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000121,'page','guest-родитель 130','lfp6',1,'2027-03-23T08:00:00.000000+00:00','m416',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000124,'page','guest-родитель 131','lfp9',1,'2027-03-24T08:00:00.000000+00:00','m421',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000126,'page','guest-родитель 132','lfpb',1,'2027-03-24T08:00:00.000000+00:00','m432',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000128,'page','guest-родитель 133','lfpd',1,'2027-03-25T08:00:00.000000+00:00','m442',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000130,'page','guest-родитель 134','lfpf',1,'2027-03-25T08:00:00.000000+00:00','m446',1,'{"flow":"follow_up","state":"due","links":[{"key":"verified","flow":"status","state":"verified_now","told":{"child":"lfpf-1","document":"birth"}},{"key":"still","flow":"status","state":"still","told":{"child":"lfpf-1","document":"birth"}},{"key":"changed","flow":"status","state":"","told":{"child":"lfpf-1","document":"birth"}}]}',NULL,'');
INSERT INTO "chats" VALUES(1000133,'page','guest-родитель 135','lfpi',1,'2027-03-26T08:00:00.000000+00:00','m468',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000135,'page','guest-родитель 136','lfpk',1,'2027-03-26T08:00:00.000000+00:00','m488',1,'{"flow":"human","state":"late","links":[{"key":"add","flow":"human","state":"again","told":{"ticket":"gk1yxi3hvzr"}},{"key":"who","flow":"human","state":"who","told":{}},{"key":"solved","flow":"human","state":"solved","told":{"ticket":"gk1yxi3hvzr"}}]}',NULL,'');
INSERT INTO "chats" VALUES(1000139,'page','guest-завуч','lfpo',1,'2027-03-26T08:00:00.000000+00:00','m502',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000141,'page','guest-родитель 137','lfpq',1,'2027-03-26T08:00:00.000000+00:00','m513',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000146,'page','guest-коллега','lfpv',1,'2027-03-30T20:00:00.000000+00:00','m569',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000148,'page','guest-родитель 138','lfpx',1,'2027-04-19T08:00:00.000000+00:00','m563',0,'',NULL,'');
INSERT INTO "chats" VALUES(1000150,'page','guest-родитель 139','lfpz',1,'2027-04-19T08:00:00.000000+00:00','m559',0,'',NULL,'');
CREATE TABLE children (             -- a card without a name
    id      TEXT PRIMARY KEY,
    class   TEXT REFERENCES classes (id),
    family  TEXT REFERENCES families (id),
    made_at TEXT NOT NULL
) STRICT;
INSERT INTO "children" VALUES('lfly-1','lfls','b721d4d84f7a0fb7','2026-11-16T07:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfma-1','lfls','2d95137aa1e66432','2026-11-27T07:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfmj-1','lfls','3d67a5942a4bdeb2','2026-12-04T07:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfn2-1',NULL,NULL,'2026-12-04T07:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfn9-1','lfls','94367b081847f5a8','2026-12-25T07:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfn9-2',NULL,NULL,'2026-12-25T07:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfnf-1','lfls','e4f5216aefe270f5','2027-01-12T07:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfni-1','lfls','c198459b92d527ef','2027-01-16T07:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfnp-1','lfls','ca9d6568f2a9b42c','2027-02-01T07:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfnv-1','lfls','9739b2651e4707c6','2027-03-02T07:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfo0-1','lfls','ab6703204359da29','2027-03-11T07:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfo7-1','lfls','703fcb0257714cbf','2027-03-16T07:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfop-1','lfls','9cf8574b425c7c75','2027-03-23T07:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfow-1',NULL,NULL,'2027-03-23T08:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfp6-1',NULL,NULL,'2027-03-23T08:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfpf-1','lfls','ea95f68323396036','2027-03-25T08:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfpk-1','lfls','fd630fb631192e97','2027-03-26T08:00:00.000000+00:00');
INSERT INTO "children" VALUES('lflw-1','lfls','eb2add6eaa1ee398','2027-03-26T08:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfpq-1','lfls','68f73202e534101f','2027-03-26T08:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfpv-1','lfou','a479bf5cc1fb38ae','2027-03-31T08:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfpx-1','lfls','c672f53b3deb0a67','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "children" VALUES('lfpz-1','lfls','e4bfc9a78bf449b8','2027-04-19T08:00:00.000000+00:00');
CREATE TABLE classes (
    id        TEXT PRIMARY KEY,
    school    TEXT NOT NULL REFERENCES schools (id),
    name      TEXT NOT NULL,        -- 3Б
    families  INTEGER NOT NULL DEFAULT 0,  -- how many the teacher's paper list has
    made_at   TEXT NOT NULL,
    closed_at TEXT, marks INTEGER NOT NULL DEFAULT 0,
    UNIQUE (school, name)
) STRICT;
INSERT INTO "classes" VALUES('lfls','vylgort','3Б',0,'2026-11-16T07:00:00.000000+00:00',NULL,18);
INSERT INTO "classes" VALUES('lfou','sample_dnevnik','1А',0,'2027-03-23T08:00:00.000000+00:00',NULL,1);
INSERT INTO "classes" VALUES('lfq0','vylgort','5А',0,'2027-04-19T08:00:00.000000+00:00',NULL,0);
CREATE TABLE codes (
    code       TEXT PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('class', 'family', 'child', 'teacher', 'staff', 'link')),
    school     TEXT NOT NULL DEFAULT '',
    class      TEXT NOT NULL DEFAULT '',
    family     TEXT NOT NULL DEFAULT '',
    child      TEXT NOT NULL DEFAULT '',
    single     INTEGER NOT NULL,
    made_by    TEXT NOT NULL DEFAULT '',
    made_at    TEXT NOT NULL,
    spent_by   TEXT,
    spent_at   TEXT,
    revoked_at TEXT
, last_day TEXT NOT NULL DEFAULT '', ends_at TEXT) STRICT;
INSERT INTO "codes" VALUES('demo-3b','class','vylgort','lfls','','',0,'','2026-11-16T07:00:00.000000+00:00',NULL,NULL,NULL,'',NULL);
INSERT INTO "codes" VALUES('kvx-1f4r7t','teacher','vylgort','lfls','','',1,'','2026-11-16T07:00:00.000000+00:00','lflu','2026-11-16T07:00:00.000000+00:00',NULL,'',NULL);
INSERT INTO "codes" VALUES('kvx-2f4r7t','staff','vylgort','','','',1,'','2026-11-16T07:00:00.000000+00:00','lflw','2026-11-16T07:00:00.000000+00:00',NULL,'',NULL);
INSERT INTO "codes" VALUES('kvx-3f4r7t','link','','','','',1,'lfmj','2026-12-04T07:00:00.000000+00:00','lfml','2026-12-04T07:00:00.000000+00:00',NULL,'',NULL);
INSERT INTO "codes" VALUES('kvx-4f4r7t','class','sample_dnevnik','lfou','','',0,'lfot','2027-03-23T08:00:00.000000+00:00',NULL,NULL,NULL,'',NULL);
INSERT INTO "codes" VALUES('kvx-5f4r7t','staff','vylgort','','','',1,'lflw','2027-03-26T08:00:00.000000+00:00',NULL,NULL,NULL,'',NULL);
INSERT INTO "codes" VALUES('kvx-6f4r7t','staff','vylgort','','','',1,'lflw','2027-03-30T08:00:00.000000+00:00',NULL,NULL,NULL,'',NULL);
INSERT INTO "codes" VALUES('kvx-7f4r7t','teacher','vylgort','lfls','','',1,'lflw','2027-03-30T08:00:00.000000+00:00',NULL,NULL,NULL,'',NULL);
INSERT INTO "codes" VALUES('kvx-8f4r7t','class','vylgort','lfq0','','',0,'lflw','2027-04-19T08:00:00.000000+00:00',NULL,NULL,NULL,'',NULL);
INSERT INTO "codes" VALUES('kvx-9f4r7t','teacher','vylgort','lfq0','','',1,'lflw','2027-04-19T08:00:00.000000+00:00',NULL,NULL,NULL,'',NULL);
CREATE TABLE confirmed (            -- who pressed «Прочитал(а)»
    broadcast TEXT NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
    person    TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    at        TEXT NOT NULL,
    PRIMARY KEY (broadcast, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE declined (             -- goals a person wants to hear no more of
    person TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    goal   TEXT NOT NULL,
    at     TEXT NOT NULL,
    PRIMARY KEY (person, goal)
) STRICT, WITHOUT ROWID;
CREATE TABLE deliveries (
    id          INTEGER PRIMARY KEY,
    chat        INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
    urgency     INTEGER NOT NULL,   -- 0 reply, 1 ticket, 2 reminder, 3 broadcast
    body        TEXT NOT NULL,      -- empty once it has ended
    edit        INTEGER NOT NULL DEFAULT 0,
    living      INTEGER NOT NULL DEFAULT 0,
    state       TEXT NOT NULL DEFAULT 'queued'
                CHECK (state IN ('queued', 'in_hand', 'sent', 'unreachable', 'refused', 'unknown')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    interrupted INTEGER NOT NULL DEFAULT 0,
    due         TEXT NOT NULL,
    message     TEXT NOT NULL DEFAULT '',
    why         TEXT NOT NULL DEFAULT '',
    ticket      TEXT NOT NULL DEFAULT '',
    broadcast   TEXT REFERENCES broadcasts (id),
    ended_at    TEXT
, account TEXT NOT NULL DEFAULT '', file TEXT NOT NULL DEFAULT '', tried_at TEXT, mends INTEGER) STRICT;
INSERT INTO "deliveries" VALUES(60535292734571918,1000003,1,'',0,0,'sent',1,0,'2027-03-29T08:00:00.000000+00:00','m509','','gk1yxi3hvzr',NULL,'2027-03-29T08:00:00.000000+00:00','page','','2027-03-29T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292734571919,1000135,1,'',0,0,'sent',1,0,'2027-03-29T08:00:00.000000+00:00','m510','','gk1yxi3hvzr',NULL,'2027-03-29T08:00:00.000000+00:00','page','','2027-03-29T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292734571920,1000003,1,'',0,0,'sent',1,0,'2027-03-29T08:00:00.000000+00:00','m512','','gk1yxk9etn2',NULL,'2027-03-29T08:00:00.000000+00:00','page','','2027-03-29T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292734571921,1000141,1,'',0,0,'sent',1,0,'2027-03-29T08:00:00.000000+00:00','m511','','gk1yxk9etn2',NULL,'2027-03-29T08:00:00.000000+00:00','page','','2027-03-29T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292740960913,1000141,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m513','','gk1yxk9etn2',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292743969172,1000003,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m514','','gk1yxk9etn2',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292748849499,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m515','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292750539736,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m516','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292755023081,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m517','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292759726986,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m518','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292760957911,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m518','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292765526239,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m518','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292768565385,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m518','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292769561135,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m518','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292772449354,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m518','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292775475925,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m518','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292779202911,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m518','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292780482631,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m518','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292784603935,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m518','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292787713427,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m519','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292790817711,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m520','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292796086778,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m521','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292798175255,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m521','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292800779067,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m521','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292803881627,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m521','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292807647894,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m521','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292809733008,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m522','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292814405071,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m523','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292818552751,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m524','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292820875089,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m525','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292822668878,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m525','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292825046939,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m526','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292828009949,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m527','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292830769118,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m528','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292833599953,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m528','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292837497616,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m528','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292840440489,1000003,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m529','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292844964271,1000003,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m530','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292847160236,1000003,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m531','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292851347544,1000003,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m532','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292854327154,1000003,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m533','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292858984385,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m533','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292859693546,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m533','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292865063236,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m533','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292866588116,1000003,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m534','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292870901204,1000003,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m535','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292871954367,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m535','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292877974442,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m535','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292879433083,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m535','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292880566550,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m535','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292885615190,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m535','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292887573987,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m535','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292889935803,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m535','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292894120422,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m535','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292896562728,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m535','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292898829211,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m535','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292901208020,1000003,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m536','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292904908286,1000003,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m537','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292909431661,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m538','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292911707113,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m539','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292916612583,1000003,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m540','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292922124451,1000003,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m541','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292925056102,1000003,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m542','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292927113422,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m542','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292930678728,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m542','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292932848829,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m542','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292936337544,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m542','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292941430989,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m542','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292941430990,1000001,1,'',0,0,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m543','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292945296864,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m544','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292949107386,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m545','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292952803544,1000003,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m542','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292954501834,1000003,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m546','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292959165769,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m547','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292962733549,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m548','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292965279110,1000001,0,'',1,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m548','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292968782405,1000001,0,'',0,1,'sent',1,0,'2027-03-30T08:00:00.000000+00:00','m549','','',NULL,'2027-03-30T08:00:00.000000+00:00','page','','2027-03-30T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292974089469,1000146,0,'',0,1,'sent',1,0,'2027-03-30T20:00:00.000000+00:00','m550','','',NULL,'2027-03-30T20:00:00.000000+00:00','page','','2027-03-30T20:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292977452214,1000146,0,'',1,1,'sent',1,0,'2027-03-30T20:00:00.000000+00:00','m550','','',NULL,'2027-03-30T20:00:00.000000+00:00','page','','2027-03-30T20:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292986077501,1000001,0,'',0,1,'sent',1,0,'2027-03-31T08:00:00.000000+00:00','m551','','',NULL,'2027-03-31T08:00:00.000000+00:00','page','','2027-03-31T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292989783501,1000146,0,'',0,1,'sent',1,0,'2027-03-31T08:00:00.000000+00:00','m552','','',NULL,'2027-03-31T08:00:00.000000+00:00','page','','2027-03-31T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535292993845826,1000146,0,'',0,1,'sent',1,0,'2027-03-31T08:00:00.000000+00:00','m553','','',NULL,'2027-03-31T08:00:00.000000+00:00','page','','2027-03-31T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293000966883,1000130,2,'',0,0,'sent',1,0,'2027-04-01T08:00:00.000000+00:00','m554','','',NULL,'2027-04-01T08:00:00.000000+00:00','page','','2027-04-01T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293004690520,1000146,0,'',0,1,'sent',1,0,'2027-04-05T08:00:00.000000+00:00','m555','','',NULL,'2027-04-05T08:00:00.000000+00:00','page','','2027-04-05T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293012173606,1000148,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m556','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293015858346,1000148,0,'',1,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m556','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293017071261,1000148,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m557','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293021044100,1000150,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m558','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293024065355,1000150,0,'',1,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m558','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293029107668,1000150,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m559','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293033280035,1000001,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m560','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293034131997,1000001,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m561','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293039724160,1000001,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m562','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293043930944,1000148,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m563','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293052018400,1000003,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m564','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293053383946,1000003,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m565','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293058147942,1000003,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m566','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293058762794,1000003,0,'',1,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m566','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293062974995,1000003,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m567','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293068910333,1000003,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m568','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293072807121,1000146,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m569','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293073272823,1000003,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m570','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293076249216,1000003,0,'',1,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m570','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293079594207,1000003,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m571','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293081657553,1000003,0,'',1,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m571','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293088006652,1000003,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m572','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','8fa65c5024c0e30fc1a93409adba0b96','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293094037720,1000003,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m573','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','8fa65c5024c0e30fc1a93409adba0b96','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293095205893,1000003,0,'',1,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m574','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293099274099,1000003,0,'',0,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m575','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','8fa65c5024c0e30fc1a93409adba0b96','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293103806727,1000003,0,'',1,1,'sent',1,0,'2027-04-19T08:00:00.000000+00:00','m576','','',NULL,'2027-04-19T08:00:00.000000+00:00','page','','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293110705929,1000003,0,'',1,1,'sent',1,0,'2027-04-26T08:00:00.000000+00:00','m576','','',NULL,'2027-04-26T08:00:00.000000+00:00','page','','2027-04-26T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293114860600,1000003,0,'',1,1,'sent',1,0,'2027-04-26T08:00:00.000000+00:00','m576','','',NULL,'2027-04-26T08:00:00.000000+00:00','page','','2027-04-26T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293118052906,1000003,0,'',1,1,'sent',1,0,'2027-04-26T08:00:00.000000+00:00','m576','','',NULL,'2027-04-26T08:00:00.000000+00:00','page','','2027-04-26T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293121064232,1000003,0,'',0,1,'sent',1,0,'2027-04-26T08:00:00.000000+00:00','m577','','',NULL,'2027-04-26T08:00:00.000000+00:00','page','','2027-04-26T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293124148102,1000003,0,'',1,1,'sent',1,0,'2027-04-26T08:00:00.000000+00:00','m577','','',NULL,'2027-04-26T08:00:00.000000+00:00','page','','2027-04-26T08:00:00.000000+00:00',NULL);
INSERT INTO "deliveries" VALUES(60535293126520543,1000003,0,'',0,1,'sent',1,0,'2027-04-26T08:00:00.000000+00:00','m578','','',NULL,'2027-04-26T08:00:00.000000+00:00','page','','2027-04-26T08:00:00.000000+00:00',NULL);
CREATE TABLE examples (             -- what a school attached to a meaning: near matches over what was learnt
    id        TEXT PRIMARY KEY,
    school    TEXT NOT NULL,
    text      TEXT NOT NULL,
    meaning   TEXT NOT NULL,
    author    TEXT NOT NULL DEFAULT '',  -- who attached it
    taught_by TEXT NOT NULL DEFAULT '',  -- whose own words these are; they go with the person
    at        TEXT NOT NULL,
    ended_at  TEXT
) STRICT;
CREATE TABLE extracts (
    id        TEXT PRIMARY KEY,     -- of the question it was asked by
    child     TEXT NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    asked_at  TEXT NOT NULL,
    given_on  TEXT NOT NULL DEFAULT '',  -- the last time
    remind_at TEXT NOT NULL DEFAULT '',  -- when whoever gives it is reminded; empty: to be worked out anew
    ended_at  TEXT                  -- the parent, or whoever gives it, said that it is needed no more
) STRICT;
CREATE TABLE families (             -- a number of the teacher's own paper list, never a name
    id        TEXT PRIMARY KEY,
    class     TEXT NOT NULL REFERENCES classes (id),
    number    INTEGER, mark INTEGER,
    UNIQUE (class, number)
) STRICT;
INSERT INTO "families" VALUES('b721d4d84f7a0fb7','lfls',NULL,1);
INSERT INTO "families" VALUES('2d95137aa1e66432','lfls',NULL,2);
INSERT INTO "families" VALUES('3d67a5942a4bdeb2','lfls',NULL,4);
INSERT INTO "families" VALUES('94367b081847f5a8','lfls',NULL,5);
INSERT INTO "families" VALUES('e4f5216aefe270f5','lfls',NULL,6);
INSERT INTO "families" VALUES('c198459b92d527ef','lfls',NULL,7);
INSERT INTO "families" VALUES('ca9d6568f2a9b42c','lfls',NULL,8);
INSERT INTO "families" VALUES('9739b2651e4707c6','lfls',NULL,9);
INSERT INTO "families" VALUES('ab6703204359da29','lfls',NULL,10);
INSERT INTO "families" VALUES('703fcb0257714cbf','lfls',NULL,11);
INSERT INTO "families" VALUES('9cf8574b425c7c75','lfls',NULL,12);
INSERT INTO "families" VALUES('ea95f68323396036','lfls',NULL,13);
INSERT INTO "families" VALUES('fd630fb631192e97','lfls',NULL,14);
INSERT INTO "families" VALUES('eb2add6eaa1ee398','lfls',NULL,15);
INSERT INTO "families" VALUES('68f73202e534101f','lfls',NULL,16);
INSERT INTO "families" VALUES('a479bf5cc1fb38ae','lfou',NULL,1);
INSERT INTO "families" VALUES('c672f53b3deb0a67','lfls',NULL,17);
INSERT INTO "families" VALUES('e4bfc9a78bf449b8','lfls',NULL,18);
CREATE TABLE files (
    id      TEXT PRIMARY KEY,      -- made of what it holds, so that one made twice is one
    kind    TEXT NOT NULL CHECK (kind IN ('picture', 'document')),
    name    TEXT NOT NULL,         -- as people see it: «Класс 3Б.png»
    content BLOB NOT NULL,
    person  TEXT NOT NULL DEFAULT '',  -- who sent it to the bot; empty: the bot made it
    made_at TEXT NOT NULL
) STRICT;
INSERT INTO "files" VALUES('8fa65c5024c0e30fc1a93409adba0b96','document','Файл.pdf',X'255044462D312E340A312030206F626A3C3C2F547970652F436174616C6F672F50616765732032203020523E3E656E646F626A0A322030206F626A3C3C2F547970652F50616765732F4B6964735B33203020525D2F436F756E7420313E3E656E646F626A0A332030206F626A3C3C2F547970652F506167652F506172656E742032203020522F4D65646961426F785B30203020353935203834325D3E3E656E646F626A0A747261696C65723C3C2F526F6F742031203020523E3E0A2525454F460A','lflw','2027-04-19T08:00:00.000000+00:00');
CREATE TABLE fronts (               -- flows.progress.front of the child's stages
    child   TEXT PRIMARY KEY REFERENCES children (id) ON DELETE CASCADE,
    begun   INTEGER NOT NULL,       -- something says how far the child has come
    step    TEXT NOT NULL,          -- the first step that is not done; empty: the whole way is
    state   TEXT NOT NULL,          -- of that step: next, running, problem
    since   TEXT NOT NULL,          -- the day its stage was told of, empty when there is none
    checked TEXT NOT NULL,          -- the day the longest running check began, empty when none runs
    done    TEXT NOT NULL           -- the steps that are done or left out: ' card check account '
) STRICT, WITHOUT ROWID;
INSERT INTO "fronts" VALUES('lfly-1',1,'account','next','','',' card check ');
INSERT INTO "fronts" VALUES('lfma-1',1,'diary','next','','',' card check account ');
INSERT INTO "fronts" VALUES('lfn2-1',1,'check','next','','',' card ');
INSERT INTO "fronts" VALUES('lfn9-1',1,'check','next','','',' card ');
INSERT INTO "fronts" VALUES('lfn9-2',1,'check','running','2026-10-20','2026-10-20',' card ');
INSERT INTO "fronts" VALUES('lfnf-1',1,'check','running','2026-11-13','2026-11-13',' card ');
INSERT INTO "fronts" VALUES('lfni-1',1,'check','running','2026-11-16','2026-11-16',' card ');
INSERT INTO "fronts" VALUES('lfnp-1',1,'account','running','2027-02-22','',' card check ');
INSERT INTO "fronts" VALUES('lfnv-1',1,'check','next','','',' card ');
INSERT INTO "fronts" VALUES('lfow-1',1,'diary','next','','',' card check account ');
INSERT INTO "fronts" VALUES('lfp6-1',1,'diary','next','','',' card check account ');
INSERT INTO "fronts" VALUES('lfpf-1',1,'check','running','','',' card ');
CREATE TABLE fronts_due (child TEXT PRIMARY KEY REFERENCES children (id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE TABLE guardians (            -- a child may have two parents, a parent several children
    person TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    child  TEXT NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    since  TEXT NOT NULL,
    PRIMARY KEY (person, child)
) STRICT, WITHOUT ROWID;
INSERT INTO "guardians" VALUES('lflw','lflw-1','2027-03-26T08:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfly','lfly-1','2026-11-16T07:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfma','lfma-1','2026-11-27T07:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfmj','lfmj-1','2026-12-04T07:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfn2','lfn2-1','2026-12-04T07:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfn9','lfn9-1','2026-12-25T07:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfn9','lfn9-2','2026-12-25T07:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfnf','lfnf-1','2027-01-12T07:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfni','lfni-1','2027-01-16T07:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfnp','lfnp-1','2027-02-01T07:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfnv','lfnv-1','2027-03-02T07:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfo0','lfo0-1','2027-03-11T07:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfo7','lfo7-1','2027-03-16T07:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfop','lfop-1','2027-03-23T07:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfow','lfow-1','2027-03-23T08:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfp6','lfp6-1','2027-03-23T08:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfpf','lfpf-1','2027-03-25T08:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfpk','lfpk-1','2027-03-26T08:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfpq','lfpq-1','2027-03-26T08:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfpv','lfpv-1','2027-03-31T08:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfpx','lfpx-1','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "guardians" VALUES('lfpz','lfpz-1','2027-04-19T08:00:00.000000+00:00');
CREATE TABLE happenings (           -- the event log: ids and kinds, never words
    id     INTEGER PRIMARY KEY,
    at     TEXT NOT NULL,
    what   TEXT NOT NULL,
    person TEXT NOT NULL DEFAULT '',
    about  TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "happenings" VALUES(1,'2026-11-16T07:00:00.000000+00:00','consent','lflu','2026-11-22');
INSERT INTO "happenings" VALUES(2,'2026-11-16T07:00:00.000000+00:00','consent','lflw','2026-11-22');
INSERT INTO "happenings" VALUES(3,'2026-11-16T07:00:00.000000+00:00','consent','lfly','2026-11-22');
INSERT INTO "happenings" VALUES(4,'2026-11-27T07:00:00.000000+00:00','consent','lfm8','2026-11-22');
INSERT INTO "happenings" VALUES(5,'2026-11-27T07:00:00.000000+00:00','consent','lfma','2026-11-22');
INSERT INTO "happenings" VALUES(6,'2026-11-27T07:00:00.000000+00:00','consent','','2026-11-22');
INSERT INTO "happenings" VALUES(7,'2026-11-27T07:00:00.000000+00:00','forgotten','','');
INSERT INTO "happenings" VALUES(8,'2026-12-04T07:00:00.000000+00:00','consent','lfmj','2026-11-22');
INSERT INTO "happenings" VALUES(9,'2026-12-04T07:00:00.000000+00:00','consent','lfml','2026-11-22');
INSERT INTO "happenings" VALUES(10,'2026-12-04T07:00:00.000000+00:00','consent','lfmw','2026-11-22');
INSERT INTO "happenings" VALUES(11,'2026-12-04T07:00:00.000000+00:00','consent','lfn2','2026-11-22');
INSERT INTO "happenings" VALUES(12,'2026-12-25T07:00:00.000000+00:00','consent','lfn9','2026-11-22');
INSERT INTO "happenings" VALUES(13,'2027-01-12T07:00:00.000000+00:00','consent','lfnf','2026-11-22');
INSERT INTO "happenings" VALUES(14,'2027-01-16T07:00:00.000000+00:00','consent','lfni','2026-11-22');
INSERT INTO "happenings" VALUES(15,'2027-02-01T07:00:00.000000+00:00','consent','lfnp','2026-11-22');
INSERT INTO "happenings" VALUES(16,'2027-03-02T07:00:00.000000+00:00','consent','lfnv','2026-11-22');
INSERT INTO "happenings" VALUES(17,'2027-03-11T07:00:00.000000+00:00','consent','lfo0','2026-11-22');
INSERT INTO "happenings" VALUES(18,'2027-03-16T07:00:00.000000+00:00','consent','lfo7','2026-11-22');
INSERT INTO "happenings" VALUES(19,'2027-03-23T07:00:00.000000+00:00','consent','lfol','2026-11-22');
INSERT INTO "happenings" VALUES(20,'2027-03-23T07:00:00.000000+00:00','consent','lfop','2026-11-22');
INSERT INTO "happenings" VALUES(21,'2027-03-23T08:00:00.000000+00:00','consent','lfot','2026-11-22');
INSERT INTO "happenings" VALUES(22,'2027-03-23T08:00:00.000000+00:00','consent','lfow','2026-11-22');
INSERT INTO "happenings" VALUES(23,'2027-03-23T08:00:00.000000+00:00','consent','lfp2','2026-11-22');
INSERT INTO "happenings" VALUES(24,'2027-03-23T08:00:00.000000+00:00','consent','lfp6','2026-11-22');
INSERT INTO "happenings" VALUES(25,'2027-03-25T08:00:00.000000+00:00','consent','lfpf','2026-11-22');
INSERT INTO "happenings" VALUES(26,'2027-03-26T08:00:00.000000+00:00','consent','lfpk','2026-11-22');
INSERT INTO "happenings" VALUES(27,'2027-03-26T08:00:00.000000+00:00','consent','lfpo','2026-11-22');
INSERT INTO "happenings" VALUES(28,'2027-03-26T08:00:00.000000+00:00','consent','lfpq','2026-11-22');
INSERT INTO "happenings" VALUES(29,'2027-03-30T20:00:00.000000+00:00','consent','lfpv','2026-11-22');
INSERT INTO "happenings" VALUES(30,'2027-04-19T08:00:00.000000+00:00','consent','lfpx','2026-11-22');
INSERT INTO "happenings" VALUES(31,'2027-04-19T08:00:00.000000+00:00','consent','lfpz','2026-11-22');
CREATE TABLE hats (                 -- the roles a person wears; being a parent is having a child
    id           INTEGER PRIMARY KEY,
    person       TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    kind         TEXT NOT NULL CHECK (kind IN ('teacher', 'staff', 'installer')),
    school       TEXT NOT NULL DEFAULT '',
    class        TEXT NOT NULL DEFAULT '',
    role         TEXT NOT NULL DEFAULT '',
    turn         INTEGER NOT NULL DEFAULT 0,  -- the place in the duty list
    absent_until TEXT,
    since        TEXT NOT NULL, last_day TEXT NOT NULL DEFAULT '', ends_at TEXT,
    UNIQUE (person, kind, school, class)
) STRICT;
INSERT INTO "hats" VALUES(2,'lflw','staff','vylgort','','',1,NULL,'2026-11-16T07:00:00.000000+00:00','',NULL);
INSERT INTO "hats" VALUES(3,'lfot','installer','','','',1,NULL,'2027-03-23T08:00:00.000000+00:00','',NULL);
INSERT INTO "hats" VALUES(4,'lfot','staff','sample_dnevnik','','administrator',1,NULL,'2027-03-23T08:00:00.000000+00:00','',NULL);
CREATE TABLE laid_aside (           -- events that could not be taken: their key and error, never their words
    key     TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    peer    TEXT NOT NULL,
    error   TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;
CREATE TABLE lessons (              -- redacted words that somebody agreed to show their school, for 30 days
    id      TEXT PRIMARY KEY,
    school  TEXT NOT NULL,
    person  TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,  -- for erasing only: nobody is shown it
    text    TEXT NOT NULL,
    meaning TEXT NOT NULL DEFAULT '',   -- what they say it was about
    at      TEXT NOT NULL
) STRICT;
CREATE TABLE linked (               -- one row each: which column of which table named the other
    link  INTEGER NOT NULL REFERENCES links (id) ON DELETE CASCADE,
    place TEXT NOT NULL,
    row   TEXT NOT NULL,
    PRIMARY KEY (link, place, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE links (
    id           INTEGER PRIMARY KEY,
    person       TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,  -- who remains
    other        TEXT NOT NULL UNIQUE REFERENCES persons (id) ON DELETE CASCADE,  -- who became part of them: no chats
    consent      TEXT NOT NULL,     -- what the remaining person's row held before
    consented_at TEXT,
    muted_at     TEXT,
    at           TEXT NOT NULL
) STRICT;
CREATE TABLE misses (               -- no text: words of the book's own vocabulary, in the order of the alphabet
    school TEXT NOT NULL,
    key    TEXT NOT NULL,           -- of the shape: what a button carries
    guess  TEXT NOT NULL,           -- the meaning it was taken for; empty: none
    day    TEXT NOT NULL,
    shape  TEXT NOT NULL,
    count  INTEGER NOT NULL,
    PRIMARY KEY (school, key, guess, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE orders (
    id       TEXT PRIMARY KEY,
    school   TEXT NOT NULL,
    author   TEXT NOT NULL,
    body     TEXT NOT NULL,         -- crossed out words
    file     TEXT NOT NULL DEFAULT '',  -- what was sent with them
    made_at  TEXT NOT NULL,
    ended_at TEXT                   -- nobody is asked any more; the list stands
) STRICT;
INSERT INTO "orders" VALUES('lfq1','vylgort','lflw','Приказ № 192: прочитайте до пятницы и расскажите родителям.','8fa65c5024c0e30fc1a93409adba0b96','2027-04-19T08:00:00.000000+00:00',NULL);
CREATE TABLE overrides (            -- a school's own words over the shipped ones
    id       INTEGER PRIMARY KEY,
    school   TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('text', 'button', 'fact', 'profile')),
    key      TEXT NOT NULL,
    body     TEXT NOT NULL,
    replaces TEXT NOT NULL,         -- hash of what it was written over
    author   TEXT NOT NULL,
    made_at  TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE TABLE persons (
    id           TEXT PRIMARY KEY,
    met_at       TEXT NOT NULL,
    consent      TEXT NOT NULL DEFAULT '',
    consented_at TEXT,
    muted_at     TEXT
) STRICT;
INSERT INTO "persons" VALUES('lflu','2026-11-16T07:00:00.000000+00:00','2026-11-22','2026-11-16T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lflw','2026-11-16T07:00:00.000000+00:00','2026-11-22','2026-11-16T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfly','2026-11-16T07:00:00.000000+00:00','2026-11-22','2026-11-16T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfm8','2026-11-27T07:00:00.000000+00:00','2026-11-22','2026-11-27T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfma','2026-11-27T07:00:00.000000+00:00','2026-11-22','2026-11-27T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfmh','2026-11-27T07:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfmj','2026-12-04T07:00:00.000000+00:00','2026-11-22','2026-12-04T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfml','2026-12-04T07:00:00.000000+00:00','2026-11-22','2026-12-04T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfmo','2026-12-04T07:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfmq','2026-12-04T07:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfms','2026-12-04T07:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfmu','2026-12-04T07:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfmw','2026-12-04T07:00:00.000000+00:00','2026-11-22','2026-12-04T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfn0','2026-12-04T07:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfn2','2026-12-04T07:00:00.000000+00:00','2026-11-22','2026-12-04T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfn9','2026-12-25T07:00:00.000000+00:00','2026-11-22','2026-12-25T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfnf','2027-01-12T07:00:00.000000+00:00','2026-11-22','2027-01-12T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfni','2027-01-16T07:00:00.000000+00:00','2026-11-22','2027-01-16T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfnp','2027-02-01T07:00:00.000000+00:00','2026-11-22','2027-02-01T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfnv','2027-03-02T07:00:00.000000+00:00','2026-11-22','2027-03-02T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfo0','2027-03-11T07:00:00.000000+00:00','2026-11-22','2027-03-11T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfo5','2027-03-16T07:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfo7','2027-03-16T07:00:00.000000+00:00','2026-11-22','2027-03-16T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfob','2027-03-22T07:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfod','2027-03-22T07:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfof','2027-03-22T07:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfoh','2027-03-23T07:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfoj','2027-03-23T07:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfol','2027-03-23T07:00:00.000000+00:00','2026-11-22','2027-03-23T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfop','2027-03-23T07:00:00.000000+00:00','2026-11-22','2027-03-23T07:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfot','2027-03-23T08:00:00.000000+00:00','2026-11-22','2027-03-23T08:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfow','2027-03-23T08:00:00.000000+00:00','2026-11-22','2027-03-23T08:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfoz','2027-03-23T08:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfp2','2027-03-23T08:00:00.000000+00:00','2026-11-22','2027-03-23T08:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfp4','2027-03-23T08:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfp6','2027-03-23T08:00:00.000000+00:00','2026-11-22','2027-03-23T08:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfp9','2027-03-24T08:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfpb','2027-03-24T08:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfpd','2027-03-25T08:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfpf','2027-03-25T08:00:00.000000+00:00','2026-11-22','2027-03-25T08:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfpi','2027-03-26T08:00:00.000000+00:00','',NULL,NULL);
INSERT INTO "persons" VALUES('lfpk','2027-03-26T08:00:00.000000+00:00','2026-11-22','2027-03-26T08:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfpo','2027-03-26T08:00:00.000000+00:00','2026-11-22','2027-03-26T08:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfpq','2027-03-26T08:00:00.000000+00:00','2026-11-22','2027-03-26T08:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfpv','2027-03-30T20:00:00.000000+00:00','2026-11-22','2027-03-30T20:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfpx','2027-04-19T08:00:00.000000+00:00','2026-11-22','2027-04-19T08:00:00.000000+00:00',NULL);
INSERT INTO "persons" VALUES('lfpz','2027-04-19T08:00:00.000000+00:00','2026-11-22','2027-04-19T08:00:00.000000+00:00',NULL);
CREATE TABLE progress (             -- dated records; the newest of a track and document counts
    id      INTEGER PRIMARY KEY,
    child   TEXT NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    track   TEXT NOT NULL,
    about   TEXT NOT NULL DEFAULT '',
    stage   TEXT NOT NULL,
    on_day  TEXT NOT NULL,
    told_by TEXT,
    told_at TEXT NOT NULL
) STRICT;
INSERT INTO "progress" VALUES(1,'lfly-1','documents','','card','2026-11-16','lfly','2026-11-16T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(2,'lfly-1','documents','birth','manual','2026-11-16','lfly','2026-11-16T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(3,'lfly-1','documents','birth','manual','2026-11-16','lfly','2026-11-16T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(4,'lfly-1','documents','autoupdate','switching_off','2026-11-16','lfly','2026-11-16T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(5,'lfly-1','documents','autoupdate','off','2026-11-21','lfly','2026-11-21T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(6,'lfly-1','documents','birth','sent_again','2026-11-21','lfly','2026-11-21T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(7,'lfly-1','documents','birth','verified','2026-11-27','lfly','2026-11-27T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(8,'lfly-1','documents','snils','verified','2026-11-27','lfly','2026-11-27T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(9,'lfma-1','documents','','card','2026-11-27','lfma','2026-11-27T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(10,'lfma-1','documents','birth','verified','2026-11-27','lfma','2026-11-27T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(11,'lfma-1','documents','snils','verified','2026-11-27','lfma','2026-11-27T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(12,'lfma-1','account','','finished','2026-11-27','lfma','2026-11-27T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(13,'lfn2-1','documents','birth','not_found','2026-12-04','lfn2','2026-12-04T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(14,'lfn2-1','documents','birth','not_found','2026-12-11','lfn2','2026-12-11T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(15,'lfn2-1','documents','birth','not_found','2026-12-11','lfn2','2026-12-11T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(16,'lfn2-1','documents','birth','sent_again','2026-12-18','lfn2','2026-12-18T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(17,'lfn2-1','documents','birth','verified','2026-12-25','lfn2','2026-12-25T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(18,'lfn9-1','documents','birth','seen_checking','2026-12-25','lfn9','2026-12-25T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(19,'lfn9-1','documents','birth','checking','2026-12-25','lfn9','2026-12-25T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(20,'lfn9-2','documents','snils','seen_searching','2026-12-25','lfn9','2026-12-25T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(21,'lfn9-2','documents','snils','searching','2026-10-20','lfn9','2026-12-25T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(22,'lfn9-1','documents','birth','verified','2027-01-12','lfn9','2027-01-12T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(23,'lfnf-1','documents','snils','seen_checking','2027-01-12','lfnf','2027-01-12T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(24,'lfnf-1','documents','snils','checking','2026-11-13','lfnf','2027-01-12T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(25,'lfni-1','documents','birth','seen_checking','2027-01-16','lfni','2027-01-16T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(26,'lfni-1','documents','snils','seen_searching','2027-01-16','lfni','2027-01-16T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(27,'lfni-1','documents','snils','seen_checking','2027-01-16','lfni','2027-01-16T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(28,'lfni-1','documents','birth','checking','2026-11-16','lfni','2027-02-01T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(29,'lfnp-1','documents','birth','verified','2027-02-01','lfnp','2027-02-01T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(30,'lfnp-1','documents','snils','verified','2027-02-01','lfnp','2027-02-01T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(31,'lfnp-1','account','','created','2027-02-22','lfnp','2027-02-22T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(32,'lfnv-1','documents','birth','manual','2027-03-02','lfnv','2027-03-02T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(33,'lfnv-1','documents','birth','manual','2027-03-02','lfnv','2027-03-02T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(34,'lfnv-1','documents','birth','verified','2027-03-03','lfnv','2027-03-03T07:00:00.000000+00:00');
INSERT INTO "progress" VALUES(35,'lfow-1','myschool','','requested','2027-03-23','lfow','2027-03-23T08:00:00.000000+00:00');
INSERT INTO "progress" VALUES(36,'lfp6-1','account','','created','2027-03-23','lfp6','2027-03-23T08:00:00.000000+00:00');
INSERT INTO "progress" VALUES(37,'lfp6-1','account','','finished','2027-03-24','lfp6','2027-03-24T08:00:00.000000+00:00');
INSERT INTO "progress" VALUES(38,'lfpf-1','documents','','card','2027-03-25','lfpf','2027-03-25T08:00:00.000000+00:00');
INSERT INTO "progress" VALUES(39,'lfpf-1','documents','birth','seen_checking','2027-03-25','lfpf','2027-03-25T08:00:00.000000+00:00');
CREATE TABLE prompts (              -- what came of a round for one person, about one child
    campaign TEXT NOT NULL,
    days     INTEGER NOT NULL,
    person   TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    child    TEXT NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    step     TEXT NOT NULL,         -- where the child stood when it was put into words: 'check:running'
    delivery INTEGER,               -- one message for all children and goals of the day; NULL: none goes
    until    TEXT NOT NULL,         -- when its words are too late: quiet hours begin; of 'again': not before
    outcome  TEXT NOT NULL CHECK (outcome IN (
        'queued', 'in_hand', 'sent', 'unreachable', 'refused', 'unknown',  -- as the delivery's
        'again',                    -- what it said is no longer so: to be decided anew
        'budget', 'muted', 'declined', 'needless'
    )),
    PRIMARY KEY (campaign, days, person, child),
    FOREIGN KEY (campaign, days) REFERENCES rounds (campaign, days) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE reminded (             -- what a family was written of its own accord: the budget counts it
    person TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    at     TEXT NOT NULL,
    kind   TEXT NOT NULL CHECK (kind IN ('own', 'reminder')),
    cause  TEXT NOT NULL,           -- the broadcast or campaign
    PRIMARY KEY (person, kind, cause)
) STRICT, WITHOUT ROWID;
CREATE TABLE rests_told (           -- who heard that a deadline of their class waits for their word
    campaign TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    person   TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    PRIMARY KEY (campaign, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE rounds (               -- the reminders of a campaign, planned with it: three small rows, whatever the school
    campaign  TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    days      INTEGER NOT NULL,     -- before the deadline
    due       TEXT NOT NULL,
    state     TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'filling', 'filled', 'passed')),
    filled_to TEXT NOT NULL DEFAULT '',  -- classes are gone through up to here
    PRIMARY KEY (campaign, days)
) STRICT, WITHOUT ROWID;
CREATE TABLE schools (
    id        TEXT PRIMARY KEY,     -- the name of its profile
    opened_at TEXT NOT NULL
) STRICT;
INSERT INTO "schools" VALUES('vylgort','2026-11-16T07:00:00.000000+00:00');
INSERT INTO "schools" VALUES('sample_dnevnik','2027-03-23T08:00:00.000000+00:00');
CREATE TABLE seen (                 -- updates already taken, kept for eight days
    key TEXT PRIMARY KEY,
    at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "seen" VALUES('admin:8c5111ae:886','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:887','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:888','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:889','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:890','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:891','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:893','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:894','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:895','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:896','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:897','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:898','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:899','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:900','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:901','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:902','2027-04-26T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:903','2027-04-26T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:904','2027-04-26T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:905','2027-04-26T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:906','2027-04-26T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('admin:8c5111ae:907','2027-04-26T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('guest-коллега:8c5111ae:892','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('guest-родитель 138:8c5111ae:876','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('guest-родитель 138:8c5111ae:877','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('guest-родитель 138:8c5111ae:878','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('guest-родитель 138:8c5111ae:885','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('guest-родитель 139:8c5111ae:879','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('guest-родитель 139:8c5111ae:880','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('guest-родитель 139:8c5111ae:881','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('teacher:8c5111ae:882','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('teacher:8c5111ae:883','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "seen" VALUES('teacher:8c5111ae:884','2027-04-19T08:00:00.000000+00:00');
CREATE TABLE sessions (
    chat       INTEGER PRIMARY KEY REFERENCES chats (id) ON DELETE CASCADE,
    body       TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;
INSERT INTO "sessions" VALUES(1000001,'{"flow":"menu","state":"home","visit":40,"back":{"flow":"guess","state":"lost"},"shown":["where","topics","code","rest","human"],"misses":1}','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000003,'{"flow":"office","state":"home","visit":78,"child":"lflw-1","back":{"flow":"orders","state":"list","told":{"file":"","file_kind":"","file_name":"","order":"lfq1","draft":"Инструкция по входу в дневник."},"child":"lflw-1"},"shown":["desk","requests","papers","classes","new_class","class_codes","teachers","staff_code","back","menu"],"left":{"no_button:lflw-1":{"place":{"flow":"no_button","state":"place","told":{"heard":"Нет кнопки «Создать»"},"child":"lflw-1"},"at":"2027-03-26T08:00:00Z"}}}','2027-04-26T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000005,'{"flow":"menu","state":"home","visit":32,"child":"lfly-1","shown":["carry_on","step","no_button","rest","human"],"found":{"child_account":"none","card":"exists","birth_status":"verified","autoupdate":"disabled","resend":"done","snils_status":"verified","create_button":"missing","place":"section","parent_account":"confirmed","age":"under_14","birth_document":"russian","who":"creator","support":"asked","hotline":"called"},"left":{"no_button:lfly-1":{"place":{"flow":"no_button","state":"support","child":"lfly-1"},"at":"2026-11-27T07:00:00Z"}}}','2026-11-30T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000015,'{"flow":"where","state":"account","visit":5,"back":{"flow":"menu","state":"home"},"shown":["yes","no","dont_know","skip","older","back","menu","human"]}','2026-11-27T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000017,'{"flow":"diary","state":"start","visit":18,"child":"lfma-1","back":{"flow":"menu","state":"home","child":"lfma-1"},"shown":["begin","not_in","old_password","already","teen","all_steps","back","later","menu","human"],"found":{"child_account":"exists","card":"exists","birth_status":"verified","snils_status":"verified"},"left":{"no_button:lfma-1":{"place":{"flow":"no_button","state":"place","child":"lfma-1"},"at":"2026-11-27T07:00:00Z"},"diary:lfma-1":{"place":{"flow":"diary","state":"start","child":"lfma-1"},"at":"2026-11-27T07:00:00Z"}}}','2026-11-27T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000024,'{"flow":"menu","state":"home","visit":13,"back":{"flow":"welcome","state":"start"},"shown":["where","topics","code","rest","human"]}','2026-12-04T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000026,'{"flow":"link","state":"parted","visit":11,"child":"lfmj-1","asides":[{"flow":"link","state":"code","told":{"code":"kvx-3f4r7t"},"child":"lfmj-1"}],"shown":["menu"]}','2026-12-04T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000028,'{"flow":"menu","state":"home","visit":4,"back":{"flow":"link","state":"joined","told":{"children":"0","questions":"0","children_there":"1","questions_there":"0"}},"shown":["where","topics","code","rest","human"]}','2026-12-04T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000031,'{"flow":"menu","state":"home","visit":2,"back":{"flow":"welcome","state":"start"},"shown":["where","topics","code","rest","human"]}','2026-12-04T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000033,'{"flow":"sferum","state":"start","visit":8,"back":{"flow":"guess","state":"which","told":{"shape":"моя школа, сферум","guesses":"myschool_howto,sferum_howto"}},"shown":["begin","sent","parent","trouble","must","all_steps","back","later","menu","human"]}','2026-12-04T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000035,'{"flow":"consent","state":"ask","visit":4,"back":{"flow":"human","state":"who","told":{"heard":"Горячая линия и поддержка"}},"asides":[{"flow":"human","state":"what","enter":true}],"shown":["agree","refuse","details"]}','2026-12-04T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000037,'{"flow":"my_data","state":"show","visit":25,"back":{"flow":"menu","state":"home"},"shown":["mute","erase","what","link","back","menu"],"found":{"create_button":"visible","mail":"child_mail","card":"exists","age":"under_14","birth_document":"russian","parent_account":"confirmed","autoupdate":"disabled","birth_status":"sent","snils_status":"sent"},"unkept":true}','2026-12-04T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000039,'{"flow":"human","state":"sent","visit":14,"told":{"mends":"gosuslugi"},"shown":["menu","human"],"found":{"card":"mistake","card_mistake":"name","card_sent":"yes"}}','2026-12-07T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000043,'{"flow":"card","state":"warn","visit":20,"back":{"flow":"autoupdate","state":"whither","told":{"heard":"Автообновление из загса"}},"shown":["ready","several","back","later","menu","human"],"found":{"autoupdate":"disabled"},"left":{"autoupdate:":{"place":{"flow":"autoupdate","state":"whither","told":{"heard":"Автообновление из загса"}},"at":"2026-12-04T07:00:00Z"},"card:":{"place":{"flow":"card","state":"warn"},"at":"2026-12-04T07:00:00Z"}}}','2026-12-04T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000045,'{"flow":"status","state":"verified_one","visit":11,"told":{"child":"lfn2-1","document":"birth"},"child":"lfn2-1","back":{"flow":"follow_up","state":"when","told":{"child":"lfn2-1","document":"birth","status":"resent"},"child":"lfn2-1"},"asides":[{"flow":"follow_up","state":"waiting","told":{"child":"lfn2-1","document":"birth","status":"resent","sent_on":"2026-12-18","asks_on":"2026-12-25"},"child":"lfn2-1"}],"shown":["other","remind","back","menu","human"],"found":{"compared":"mistake","birth_status":"verified","resend":"done"}}','2026-12-25T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000052,'{"flow":"menu","state":"home","visit":23,"child":"lfn9-1","back":{"flow":"status","state":"verified_one","told":{"child":"lfn9-1","document":"birth"},"child":"lfn9-1"},"shown":["status","other_child","rest","human"],"found":{"birth_status":"verified"}}','2027-01-12T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000058,'{"flow":"menu","state":"home","visit":10,"child":"lfnf-1","back":{"flow":"follow_up","state":"overdue","told":{"document":"snils","status":"checking","sent_on":"2026-11-13"},"child":"lfnf-1"},"shown":["status","rest","human"],"found":{"snils_status":"checking"},"left":{"diary:lfnf-1":{"place":{"flow":"diary","state":"start","told":{"heard":"Вход в дневник"},"child":"lfnf-1"},"at":"2027-01-12T07:00:00Z"}}}','2027-01-16T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000061,'{"flow":"menu","state":"home","visit":23,"child":"lfni-1","back":{"flow":"follow_up","state":"overdue","told":{"document":"birth","status":"checking","sent_on":"2026-11-16"},"child":"lfni-1"},"shown":["status","rest","human"],"found":{"birth_status":"checking","snils_status":"checking"}}','2027-02-01T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000068,'{"flow":"account","state":"letter","visit":36,"told":{"asks_on":"2027-02-23"},"child":"lfnp-1","back":{"flow":"account","state":"data","child":"lfnp-1"},"shown":["confirmed","no_letter","back","later","menu","human"],"found":{"birth_status":"verified","snils_status":"verified","create_button":"visible","place":"section","parent_account":"confirmed","autoupdate":"disabled","child_account":"none","age":"under_14","birth_document":"russian","who":"creator","support":"asked","mail":"own"},"left":{"account:lfnp-1":{"place":{"flow":"account","state":"letter","told":{"asks_on":"2027-02-23"},"child":"lfnp-1"},"at":"2027-02-22T07:00:00Z"}}}','2027-02-23T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000074,'{"flow":"menu","state":"home","visit":10,"child":"lfnv-1","back":{"flow":"status","state":"verified_one","told":{"child":"lfnv-1","document":"birth"},"child":"lfnv-1"},"shown":["status","rest","human"],"found":{"birth_status":"verified"}}','2027-03-03T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000079,'{"flow":"human","state":"sent","visit":29,"told":{"mends":"gosuslugi"},"child":"lfo0-1","shown":["menu","human"],"found":{"place":"section","create_button":"missing","parent_account":"confirmed","birth_status":"verified","snils_status":"verified","autoupdate":"disabled","child_account":"none","age":"under_14","birth_document":"russian","who":"creator","support":"asked","hotline":"called"},"left":{"no_button:lfo0-1":{"place":{"flow":"no_button","state":"support","told":{"heard":"Нет кнопки «Создать»"},"child":"lfo0-1"},"at":"2027-03-16T07:00:00Z"}}}','2027-03-18T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000084,'{"flow":"no_button","state":"centre_no_button","visit":11,"told":{"heard":"Нет кнопки «Создать»"},"back":{"flow":"no_button","state":"centre","told":{"heard":"Нет кнопки «Создать»"}},"shown":["ask","back","menu"],"found":{"place":"section","create_button":"missing","parent_account":"confirmed","birth_status":"verified","snils_status":"verified","autoupdate":"disabled","child_account":"none","age":"under_14","birth_document":"foreign","centre":"card_made"},"left":{"no_button:":{"place":{"flow":"no_button","state":"foreign_how","told":{"heard":"Нет кнопки «Создать»"}},"at":"2027-03-16T07:00:00Z"}}}','2027-03-16T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000086,'{"flow":"human","state":"what","visit":19,"told":{"mends":"gosuslugi"},"child":"lfo7-1","back":{"flow":"entry","state":"hotline","told":{"heard":"Не войти на Госуслуги"},"child":"lfo7-1"},"shown":["nothing","teacher","who","back","menu"],"found":{"entry":"locked"}}','2027-03-22T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000090,'{"flow":"entry","state":"child","visit":30,"told":{"heard":"Не войти на Госуслуги"},"back":{"flow":"entry","state":"wrong","told":{"heard":"Не войти на Госуслуги"}},"shown":["password","no_code","entered","back","menu","human"],"found":{"entry":"max"},"left":{"diary:":{"place":{"flow":"diary","state":"start"},"at":"2027-03-22T07:00:00Z"}}}','2027-03-22T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000092,'{"flow":"teen","state":"start","visit":9,"back":{"flow":"foreign","state":"which","told":{"heard":"Документ из-за границы"}},"shown":["none","exists","dont_know","ages","pupil","all_steps","back","later","menu","human"],"found":{"birth_document":"foreign","centre":"card_made","card":"mistake","card_mistake":"name","card_sent":"unknown","age":"teen"},"left":{"foreign:":{"place":{"flow":"foreign","state":"account","told":{"heard":"Документ из-за границы"}},"at":"2027-03-22T07:00:00Z"},"teen:":{"place":{"flow":"teen","state":"start"},"at":"2027-03-22T07:00:00Z"}}}','2027-03-22T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000094,'{"flow":"teen","state":"all_steps","visit":25,"told":{"step":"2","of":"4"},"back":{"flow":"teen","state":"start","told":{"step":"2","of":"4"}},"shown":["steps","back","later","menu","human"],"found":{"child_account":"unknown","age":"teen","create_button":"visible"},"left":{"account:":{"place":{"flow":"account","state":"warn"},"at":"2027-03-22T07:00:00Z"},"teen:":{"place":{"flow":"teen","state":"no_passport","told":{"heard":"Ребёнку 14 или больше"}},"at":"2027-03-22T07:00:00Z"}}}','2027-03-23T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000096,'{"flow":"status","state":"which","visit":49,"back":{"flow":"papers","state":"letters","told":{"heard":"Бумаги или имя менялись"}},"shown":["birth","snils","both","no_card","back","menu","human"],"found":{"paper":"letters","card":"mistake"},"left":{"foreign:":{"place":{"flow":"foreign","state":"which"},"at":"2027-03-23T07:00:00Z"}}}','2027-03-23T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000098,'{"flow":"menu","state":"home","visit":37,"back":{"flow":"no_diary","state":"start"},"shown":["where","carry_on","topics","code","rest","human"],"found":{"diary_screen":"other","diary_who":"unknown","diary_consent":"absent","diary_data":"differ","diary_link":"not_linked","age":"teen","diary_requests":"none_sent"},"left":{"diary:":{"place":{"flow":"diary","state":"child_enter"},"at":"2027-03-23T07:00:00Z"}}}','2027-03-23T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000100,'{"flow":"human","state":"sent","visit":10,"told":{"mends":"school"},"shown":["menu","human"],"found":{"extract_reason":"trouble","diary_screen":"closed"},"left":{"extract:":{"place":{"flow":"extract","state":"trouble"},"at":"2027-03-23T07:00:00Z"},"diary:":{"place":{"flow":"diary","state":"start"},"at":"2027-03-23T07:00:00Z"}}}','2027-03-24T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000104,'{"flow":"myschool","state":"trouble","visit":51,"told":{"heard":"ФГИС «Моя школа»"},"child":"lfop-1","back":{"flow":"myschool","state":"which","told":{"heard":"ФГИС «Моя школа»"},"child":"lfop-1"},"shown":["expired","wrong_data","no_code","as_child","other","back","later","menu","human"],"found":{"myschool_login":"other","myschool_form":"no_add"},"left":{"myschool:lfop-1":{"place":{"flow":"myschool","state":"no_add","told":{"heard":"ФГИС «Моя школа»"},"child":"lfop-1"},"at":"2027-03-23T08:00:00Z"}}}','2027-03-24T07:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000108,'{"flow":"office","state":"new_class_code","visit":13,"told":{"class_name":"1А","klass":"lfou","code":"kvx-4f4r7t"},"shown":["teacher","new_class","home","menu"]}','2027-03-23T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000111,'{"flow":"available","state":"my_education","visit":12,"told":{"heard":"«Моё образование»"},"child":"lfow-1","back":{"flow":"available","state":"my_education","told":{"heard":"Это вместо дневника?"},"child":"lfow-1"},"shown":["instead","projects","back","menu","human"],"left":{"myschool:":{"place":{"flow":"myschool","state":"saved","told":{"heard":"В «Моей школе» нет школы"}},"at":"2027-03-23T08:00:00Z"},"myschool:lfow-1":{"place":{"flow":"myschool","state":"waiting","told":{"heard":"В «Моей школе» нет школы","sent_on":"","asks_on":"2027-03-26"},"child":"lfow-1"},"at":"2027-03-23T08:00:00Z"}}}','2027-03-26T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000114,'{"flow":"available","state":"my_education","visit":7,"told":{"heard":"Это вместо дневника?"},"back":{"flow":"available","state":"projects","told":{"heard":"Это вместо дневника?"}},"shown":["instead","projects","back","menu","human"],"left":{"myschool:":{"place":{"flow":"myschool","state":"no_school","told":{"heard":"В «Моей школе» нет школы"}},"at":"2027-03-23T08:00:00Z"}}}','2027-03-23T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000117,'{"flow":"lessons","state":"which_chats","visit":19,"told":{"heard":"Где теперь чаты"},"back":{"flow":"lessons","state":"ask_teacher","told":{"heard":"Где теперь чаты"}},"shown":["vk","max","dont_know","back","menu","human"],"found":{"chats_absent":"not_added"}}','2027-03-23T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000119,'{"flow":"lessons","state":"silent","visit":41,"told":{"heard":"Где теперь чаты"},"back":{"flow":"lessons","state":"kinds_max","told":{"heard":"Где теперь чаты"}},"shown":["ask_teacher","sferum","must","back","menu","human"],"found":{"lesson":"cannot_join"},"left":{"diary:":{"place":{"flow":"diary","state":"start"},"at":"2027-03-23T08:00:00Z"}}}','2027-03-23T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000121,'{"flow":"myschool","state":"start","visit":10,"child":"lfp6-1","back":{"flow":"account","state":"finish","told":{"child":"lfp6-1"},"child":"lfp6-1"},"shown":["start_it","sent","available","without","all_steps","back","menu","human"],"found":{"create_button":"visible","mail":"child_mail"}}','2027-03-24T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000124,'{"flow":"human","state":"nobody","visit":8,"told":{"mends":"gosuslugi"},"back":{"flow":"account","state":"other_parent","told":{"heard":"Пароль или логин ребёнка"}},"shown":["who","back","menu"],"found":{"login":"with_other_parent"}}','2027-03-24T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000126,'{"flow":"menu","state":"home","visit":16,"back":{"flow":"extract","state":"recap","told":{"step":"2","of":"4"}},"shown":["where","topics","code","rest","human"],"found":{"extract_reason":"unwilling"}}','2027-03-25T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000128,'{"flow":"status","state":"not_found","visit":23,"told":{"document":"birth","status":"not_found"},"back":{"flow":"where","state":"birth"},"shown":["same","mistake","changed","sent","remind","back","menu","human"],"found":{"child_account":"none","card":"exists","birth_status":"not_found","snils_status":"manual"}}','2027-03-25T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000130,'{"flow":"follow_up","state":"when","visit":9,"told":{"document":"birth","status":"checking"},"child":"lfpf-1","back":{"flow":"status","state":"checking","told":{"document":"birth","status":"checking","asks_on":"2027-04-01"},"child":"lfpf-1"},"shown":["forgot","back","menu"],"options":[{"value":"2027-03-25","label":"Сегодня"},{"value":"2027-03-24","label":"Вчера"},{"value":"2027-03-23","label":"23.03"},{"value":"2027-03-22","label":"22.03"},{"value":"2027-03-21","label":"21.03"},{"value":"2027-03-20","label":"20.03"},{"value":"2027-03-19","label":"19.03"}],"found":{"child_account":"none","card":"exists","birth_status":"checking"}}','2027-04-01T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000133,'{"flow":"refuse","state":"start","visit":45,"back":{"flow":"menu","state":"doubts"},"shown":["diary","myschool","sferum","gosuslugi","all","informed","back","menu","human"]}','2027-03-26T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000135,'{"flow":"menu","state":"home","visit":18,"child":"lfpk-1","shown":["where","topics","rest","human"]}','2027-03-29T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000139,'{"flow":"guess","state":"which","visit":3,"told":{"shape":"вечер, вместо, войти, посмотреть","guesses":"create_button_missing,talk_to_human"},"back":{"flow":"welcome","state":"used_code"},"shown":["none","back","menu","human"],"options":[{"value":"create_button_missing","label":"Нет кнопки «Создать»"},{"value":"talk_to_human","label":"Позвать человека"}]}','2027-03-26T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000141,'{"flow":"human","state":"ask_more","visit":7,"told":{"ticket":"gk1yxk9etn2"},"child":"lfpq-1","shown":["leave","menu"]}','2027-03-30T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000146,'{"flow":"welcome","state":"same_class","visit":6,"told":{"kind":"class","school":"sample_dnevnik","klass":"lfou","class_name":"1А"},"child":"lfpv-1","shown":["another","no","menu","human"]}','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000148,'{"flow":"guess","state":"which","visit":4,"told":{"shape":"…","guesses":"myschool_school_or_class_not_found,is_it_obligatory,status_searching"},"child":"lfpx-1","back":{"flow":"where","state":"account","child":"lfpx-1"},"shown":["none","back","menu","human"],"options":[{"value":"myschool_school_or_class_not_found","label":"В «Моей школе» нет школы"},{"value":"is_it_obligatory","label":"Обязаны ли мы"},{"value":"status_searching","label":"«Поиск данных»"}]}','2027-04-19T08:00:00.000000+00:00');
INSERT INTO "sessions" VALUES(1000150,'{"flow":"where","state":"account","visit":3,"child":"lfpz-1","shown":["yes","no","dont_know","skip","older","menu","human"]}','2027-04-19T08:00:00.000000+00:00');
CREATE TABLE several (
    person TEXT PRIMARY KEY REFERENCES persons (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO "several" VALUES('lfmj');
INSERT INTO "several" VALUES('lfml');
CREATE TABLE spared (               -- people of a broadcast who were not written to, and why
    broadcast TEXT NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
    person    TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    why       TEXT NOT NULL CHECK (why IN ('needless', 'budget', 'muted')),
    PRIMARY KEY (broadcast, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE stages (
    child  TEXT NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    track  TEXT NOT NULL,
    about  TEXT NOT NULL,
    stage  TEXT NOT NULL,
    on_day TEXT NOT NULL,
    record INTEGER NOT NULL,        -- the id of the record: the order they were told in
    PRIMARY KEY (child, track, about)
) STRICT, WITHOUT ROWID;
INSERT INTO "stages" VALUES('lfly-1','documents','','card','2026-11-16',1);
INSERT INTO "stages" VALUES('lfly-1','documents','autoupdate','off','2026-11-21',5);
INSERT INTO "stages" VALUES('lfly-1','documents','birth','verified','2026-11-27',7);
INSERT INTO "stages" VALUES('lfly-1','documents','snils','verified','2026-11-27',8);
INSERT INTO "stages" VALUES('lfma-1','account','','finished','2026-11-27',12);
INSERT INTO "stages" VALUES('lfma-1','documents','','card','2026-11-27',9);
INSERT INTO "stages" VALUES('lfma-1','documents','birth','verified','2026-11-27',10);
INSERT INTO "stages" VALUES('lfma-1','documents','snils','verified','2026-11-27',11);
INSERT INTO "stages" VALUES('lfn2-1','documents','birth','verified','2026-12-25',17);
INSERT INTO "stages" VALUES('lfn9-1','documents','birth','verified','2027-01-12',22);
INSERT INTO "stages" VALUES('lfn9-2','documents','snils','searching','2026-10-20',21);
INSERT INTO "stages" VALUES('lfnf-1','documents','snils','checking','2026-11-13',24);
INSERT INTO "stages" VALUES('lfni-1','documents','birth','checking','2026-11-16',28);
INSERT INTO "stages" VALUES('lfni-1','documents','snils','seen_checking','2027-01-16',27);
INSERT INTO "stages" VALUES('lfnp-1','account','','created','2027-02-22',31);
INSERT INTO "stages" VALUES('lfnp-1','documents','birth','verified','2027-02-01',29);
INSERT INTO "stages" VALUES('lfnp-1','documents','snils','verified','2027-02-01',30);
INSERT INTO "stages" VALUES('lfnv-1','documents','birth','verified','2027-03-03',34);
INSERT INTO "stages" VALUES('lfow-1','myschool','','requested','2027-03-23',35);
INSERT INTO "stages" VALUES('lfp6-1','account','','finished','2027-03-24',37);
INSERT INTO "stages" VALUES('lfpf-1','documents','','card','2027-03-25',38);
INSERT INTO "stages" VALUES('lfpf-1','documents','birth','seen_checking','2027-03-25',39);
CREATE TABLE substitutions (        -- a substitute came (or stays longer), or is gone; a row lives until the teachers were told
    class    TEXT NOT NULL,
    last_day TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('came', 'gone')),
    PRIMARY KEY (class, last_day, state)
) STRICT, WITHOUT ROWID;
CREATE TABLE ticket_lines (
    id     INTEGER PRIMARY KEY,
    ticket TEXT NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    side   TEXT NOT NULL CHECK (side IN ('parent', 'staff')),
    person TEXT,
    text   TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;
INSERT INTO "ticket_lines" VALUES(1,'gk1yxi3hvzr','staff','lflw','У классного руководителя.','2027-03-26T08:00:00.000000+00:00');
INSERT INTO "ticket_lines" VALUES(2,'gk1yxi3hvzr','parent','lfpk','А в каком кабинете?','2027-03-26T08:00:00.000000+00:00');
CREATE TABLE tickets (
    id        TEXT PRIMARY KEY,
    number    INTEGER NOT NULL,
    school    TEXT NOT NULL,
    person    TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    child     TEXT NOT NULL DEFAULT '',
    topic     TEXT NOT NULL,
    summary   TEXT NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('open', 'taken', 'answered', 'closed')),
    taken_by  TEXT,
    rung      INTEGER NOT NULL DEFAULT 0,
    opened_at TEXT NOT NULL,
    closed_at TEXT,
    UNIQUE (school, number)
) STRICT;
INSERT INTO "tickets" VALUES('gk1yw7ek7wm',1,'vylgort','lfly','lfly-1','gosuslugi','','closed','lflw',0,'2026-11-27T07:00:00.000000+00:00','2026-11-27T07:00:00.000000+00:00');
INSERT INTO "tickets" VALUES('gk1ywe5qxo4',2,'vylgort','lfmw','','gosuslugi','Класс не указан

Что выяснили:
— Карточка ребёнка: есть, в ней ошибка
— Ошибка в карточке: в имени
— Карточку отправляли на проверку: да

Словами родителя:
в отчестве одна буква лишняя, сохранила не глядя','open',NULL,0,'2026-12-04T07:00:00.000000+00:00',NULL);
INSERT INTO "tickets" VALUES('gk1ywoore9d',3,'vylgort','lfo0','lfo0-1','gosuslugi','Ребёнок 1, 3Б
Шаги на карте пока не отмечены.

Что выяснили:
— Учётная запись родителя: подтверждена
— Учётная запись ребёнка: нет
— Статус свидетельства: проверено
— Статус СНИЛС: проверено
— Кнопка «Создать»: не видна
— Автообновление из загса: выключено
— Возраст ребёнка: младше 14
— Свидетельство о рождении: выдано в России или консульством
— Кто спрашивает: родитель, который добавлял карточку
— Где искали кнопку: вверху карточки, в разделе «Семья и дети»
— Поддержка Госуслуг: писали, не помогло
— Горячая линия: спрашивали, не помогло

Словами родителя:
пишут ждите, а кнопки нет вторую неделю','open',NULL,0,'2027-03-16T07:00:00.000000+00:00',NULL);
INSERT INTO "tickets" VALUES('gk1ywzry8h3',4,'vylgort','lfol','','school','Класс не указан

Что выяснили:
— Почему оценки на бумаге: технические проблемы с дневником
— Дневник: страница не открывается

Словами родителя:
Не открывается со вчера ни с телефона, ни с компьютера','open',NULL,0,'2027-03-23T07:00:00.000000+00:00',NULL);
INSERT INTO "tickets" VALUES('gk1yx1mtwrz',5,'vylgort','lfop','lfop-1','school','Ребёнок 1, 3Б
Шаги на карте пока не отмечены.

Что выяснили:
— Вход в «Мою школу»: не пускает, причина неясна','open',NULL,0,'2027-03-23T07:00:00.000000+00:00',NULL);
INSERT INTO "tickets" VALUES('gk1yxi3hvzr',6,'vylgort','lfpk','lfpk-1','question','Ребёнок 1, 3Б
Шаги на карте пока не отмечены.

Словами родителя:
Где взять приглашение в Сферум?','taken','lflw',0,'2027-03-26T08:00:00.000000+00:00',NULL);
INSERT INTO "tickets" VALUES('gk1yxk9etn2',7,'vylgort','lfpq','lfpq-1','question','Ребёнок 1, 3Б
Шаги на карте пока не отмечены.

Словами родителя:
Ребёнка нет в списке класса','open',NULL,0,'2027-03-26T08:00:00.000000+00:00',NULL);
CREATE TABLE timers (
    id     INTEGER PRIMARY KEY,
    key    TEXT NOT NULL UNIQUE,
    due    TEXT NOT NULL,
    event  TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    chat   INTEGER REFERENCES chats (id) ON DELETE CASCADE,
    child  TEXT NOT NULL DEFAULT '',
    flow   TEXT NOT NULL DEFAULT '',
    about  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE tries (                -- wrong codes, counted for an hour: by a hash of the chat, which outlives erasing
    who TEXT NOT NULL,
    at  TEXT NOT NULL
) STRICT;
CREATE TABLE uploads (             -- a platform's own name of a file, good for everybody of that account
    account TEXT NOT NULL,
    file    TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    ref     TEXT NOT NULL,
    PRIMARY KEY (account, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX chats_of_person ON chats (person, used_at);
CREATE INDEX hats_of_school ON hats (school, kind);
CREATE INDEX codes_of_class ON codes (class, kind);
CREATE INDEX tries_of ON tries (who, at);
CREATE INDEX children_of_class ON children (class);
CREATE INDEX guardians_of_child ON guardians (child);
CREATE INDEX progress_of_child ON progress (child, track, about, id);
CREATE INDEX timers_due ON timers (due);
CREATE INDEX timers_of_child ON timers (child, flow);
CREATE INDEX tickets_waiting ON tickets (school, state, opened_at);
CREATE INDEX tickets_of_person ON tickets (person, state);
CREATE INDEX lines_of_ticket ON ticket_lines (ticket, id);
CREATE UNIQUE INDEX deliveries_of_broadcast ON deliveries (broadcast, chat) WHERE broadcast IS NOT NULL;
CREATE INDEX overrides_in_force ON overrides (school, kind, key) WHERE ended_at IS NULL;
CREATE INDEX deliveries_waiting ON deliveries (account, urgency, due, id) WHERE state = 'queued';
CREATE INDEX links_of_person ON links (person, at);
CREATE INDEX files_of_person ON files (person) WHERE person <> '';
CREATE UNIQUE INDEX families_of_mark ON families (class, mark) WHERE mark IS NOT NULL;
CREATE INDEX children_of_family ON children (family);
CREATE INDEX codes_of_family ON codes (family) WHERE family <> '';
CREATE TRIGGER family_of_new_child AFTER INSERT ON children WHEN new.class IS NOT NULL AND new.family IS NULL BEGIN
    UPDATE classes SET marks = marks + 1 WHERE id = new.class;
    INSERT INTO families (id, class, mark)
    SELECT lower(hex(randomblob(8))), id, marks FROM classes WHERE id = new.class;
    UPDATE children SET family = (
        SELECT f.id FROM classes c JOIN families f ON f.class = c.id AND f.mark = c.marks WHERE c.id = new.class
    ) WHERE id = new.id;
END;
CREATE TRIGGER family_of_moved_child AFTER UPDATE OF class, family ON children
WHEN new.class IS NOT NULL AND new.family IS NULL BEGIN
    UPDATE classes SET marks = marks + 1 WHERE id = new.class;
    INSERT INTO families (id, class, mark)
    SELECT lower(hex(randomblob(8))), id, marks FROM classes WHERE id = new.class;
    UPDATE children SET family = (
        SELECT f.id FROM classes c JOIN families f ON f.class = c.id AND f.mark = c.marks WHERE c.id = new.class
    ) WHERE id = new.id;
END;
CREATE TRIGGER newest_record AFTER INSERT ON progress BEGIN
    INSERT INTO stages (child, track, about, stage, on_day, record)
    VALUES (new.child, new.track, new.about, new.stage, new.on_day, new.id)
    ON CONFLICT (child, track, about) DO UPDATE
    SET stage = excluded.stage, on_day = excluded.on_day, record = excluded.record WHERE excluded.record > record;
    INSERT INTO fronts_due (child) VALUES (new.child) ON CONFLICT DO NOTHING;
END;
CREATE INDEX fronts_of_step ON fronts (step, since);
CREATE INDEX hats_ending ON hats (ends_at) WHERE ends_at IS NOT NULL;
CREATE INDEX hats_of_class ON hats (class, kind);
CREATE TRIGGER hat_over AFTER DELETE ON hats WHEN old.kind = 'teacher' AND NOT EXISTS (
    SELECT 1 FROM hats h WHERE h.person = old.person AND h.kind = 'staff' AND h.school = old.school
)
BEGIN
    DELETE FROM deliveries
    WHERE state = 'queued' AND chat IN (SELECT id FROM chats WHERE person = old.person) AND ticket IN (
        SELECT t.id FROM tickets t JOIN children k ON k.id = t.child
        WHERE k.class = old.class AND t.person <> old.person
    );
    UPDATE tickets SET state = iif(state = 'taken', 'open', state), taken_by = NULL
    WHERE taken_by = old.person AND state IN ('taken', 'answered')
        AND child IN (SELECT id FROM children WHERE class = old.class);
    DELETE FROM codes WHERE kind = 'teacher' AND class = old.class AND made_by = old.person AND spent_at IS NULL;
END;
CREATE INDEX broadcasts_under_way ON broadcasts (due) WHERE state IN ('planned', 'filling', 'going');
CREATE INDEX broadcasts_of_author ON broadcasts (author, made_at);
CREATE INDEX reminded_at ON reminded (at);
CREATE INDEX broadcasts_of_cause ON broadcasts (cause);
CREATE INDEX deliveries_to_go ON deliveries (broadcast) WHERE broadcast IS NOT NULL AND state IN ('queued', 'in_hand');
CREATE UNIQUE INDEX campaigns_of ON campaigns (school, coalesce(class, ''), goal) WHERE ended_at IS NULL;
CREATE INDEX rounds_due ON rounds (due) WHERE state IN ('planned', 'filling');
CREATE INDEX prompts_of_delivery ON prompts (delivery) WHERE delivery IS NOT NULL;
CREATE INDEX prompts_of_person ON prompts (person);
CREATE INDEX prompts_again ON prompts (until, person) WHERE outcome = 'again';
CREATE TRIGGER prompt_ended AFTER UPDATE OF state ON deliveries
WHEN new.urgency = 3 AND new.broadcast IS NULL AND new.state <> old.state
BEGIN
    UPDATE prompts SET outcome = new.state WHERE delivery = new.id;
END;
CREATE TRIGGER campaign_rests AFTER DELETE ON hats WHEN old.kind = 'teacher' BEGIN
    UPDATE campaigns SET state = 'resting'
    WHERE class = old.class AND author = old.person AND hat = 'teacher' AND state = 'set';
END;
CREATE INDEX extracts_of_child ON extracts (child);
CREATE INDEX extracts_standing ON extracts (remind_at) WHERE ended_at IS NULL;
CREATE TRIGGER extract_asked AFTER INSERT ON tickets WHEN new.topic = 'extract' AND new.child <> '' BEGIN
    UPDATE extracts SET ended_at = new.opened_at WHERE child = new.child AND ended_at IS NULL;
    INSERT INTO extracts (id, child, asked_at) SELECT new.id, k.id, new.opened_at FROM children k WHERE k.id = new.child;
END;
CREATE TRIGGER extract_told AFTER INSERT ON progress WHEN new.track = 'diary' AND new.about = 'extract' BEGIN
    UPDATE extracts SET given_on = max(given_on, new.on_day), remind_at = ''
    WHERE child = new.child AND ended_at IS NULL AND new.stage = 'given';
    UPDATE extracts SET ended_at = new.told_at
    WHERE child = new.child AND ended_at IS NULL AND new.stage = 'enough';
END;
CREATE INDEX orders_of_school ON orders (school, made_at);
CREATE UNIQUE INDEX acquaintance_of ON acquaintance (document, person, class) WHERE person <> '';
CREATE INDEX acquaintance_due ON acquaintance (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX lessons_of_school ON lessons (school, at);
CREATE INDEX lessons_of_person ON lessons (person, at);
CREATE UNIQUE INDEX examples_of_school ON examples (school, text) WHERE ended_at IS NULL;
CREATE TRIGGER substitute_came AFTER INSERT ON hats WHEN new.kind = 'teacher' AND new.ends_at IS NOT NULL BEGIN
    INSERT INTO substitutions (class, last_day, state) VALUES (new.class, new.last_day, 'came') ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER substitute_stays AFTER UPDATE OF ends_at ON hats
WHEN new.kind = 'teacher' AND new.ends_at > old.ends_at BEGIN
    INSERT INTO substitutions (class, last_day, state) VALUES (new.class, new.last_day, 'came') ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER substitute_gone AFTER DELETE ON hats
WHEN old.kind = 'teacher' AND old.ends_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM hats h WHERE h.kind = 'teacher' AND h.class = old.class AND h.last_day = old.last_day
)
BEGIN
    INSERT INTO substitutions (class, last_day, state) VALUES (old.class, old.last_day, 'gone') ON CONFLICT DO NOTHING;
END;
CREATE INDEX campaigns_resting ON campaigns (class) WHERE state = 'resting';
CREATE TRIGGER campaign_goes_on AFTER UPDATE OF state ON campaigns WHEN new.state = 'set' BEGIN
    DELETE FROM rests_told WHERE campaign = new.id;
END;
CREATE INDEX deliveries_of_chat ON deliveries (chat, state) WHERE state IN ('queued', 'in_hand');
CREATE TRIGGER chats_joined AFTER UPDATE OF person ON chats
BEGIN
    INSERT INTO several (person) VALUES (NEW.person) ON CONFLICT DO NOTHING;
END;
COMMIT;
PRAGMA user_version = 18;
