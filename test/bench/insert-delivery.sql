\set key random(1, 9000000000000000000)
insert into reference_inserts (store, source, dedupe_key, entity, entity_key, event_type, body, received_at, due_at)
values ('main', 'module', 'module:' || :key::text, 'delivery', '', 'events', convert_to(:body::text, 'UTF8'), now(), now());
