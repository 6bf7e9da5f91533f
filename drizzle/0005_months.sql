-- Attempts, inbox and audit by month (UTC), so that what is old goes with its table instead of row by row
-- (docs/adr/0011-partitions-by-month.md). The parts are in a schema of their own, into which only their owner may look:
-- whoever reads or writes does it by the table in front, with the rights on that.
CREATE SCHEMA months;
--> statement-breakpoint
-- Makes the part of one month ("months.attempts_2026_11"); without a month the one for everything else ("_rest").
CREATE FUNCTION make_month(parent text, month date) RETURNS void LANGUAGE plpgsql
	SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
	part text := parent || '_' || coalesce(to_char(month, 'YYYY_MM'), 'rest');
	bounds text := CASE WHEN month IS NULL THEN 'DEFAULT'
		ELSE format('FOR VALUES FROM (%L) TO (%L)', month::timestamptz, (month + interval '1 month')::timestamptz) END;
BEGIN
	EXECUTE format('CREATE TABLE months.%I PARTITION OF %I %s', part, parent, bounds);
	IF parent = 'audit' THEN
		-- The guard in front does not see who speaks to the part itself.
		EXECUTE format('CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON months.%I FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()', part);
		EXECUTE format('ALTER TABLE months.%I ENABLE ALWAYS TRIGGER audit_append_only', part);
	END IF;
END $$;
--> statement-breakpoint
-- What stands in "_rest" and belongs into one of these months moves there. Nothing is deleted: the old rest becomes a new one.
CREATE FUNCTION make_months(parent text, months date[]) RETURNS void LANGUAGE plpgsql
	SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
	rest text := parent || '_rest';
	moment text := CASE parent WHEN 'attempts' THEN 'started_at' WHEN 'inbox' THEN 'received_at' ELSE 'at' END;
	moves boolean;
	month date;
BEGIN
	EXECUTE format('SELECT EXISTS (SELECT FROM months.%I WHERE date_trunc(''month'', %I)::date = ANY ($1))', rest, moment) INTO moves USING months;
	IF moves THEN
		EXECUTE format('ALTER TABLE %I DETACH PARTITION months.%I', parent, rest);
		EXECUTE format('ALTER TABLE months.%I RENAME TO %I', rest, rest || '_before');
		PERFORM make_month(parent, NULL);
	END IF;
	FOREACH month IN ARRAY months LOOP
		PERFORM make_month(parent, month);
	END LOOP;
	IF moves THEN
		EXECUTE format('INSERT INTO %I OVERRIDING SYSTEM VALUE SELECT * FROM months.%I', parent, rest || '_before');
		EXECUTE format('DROP TABLE months.%I', rest || '_before');
	END IF;
END $$;
--> statement-breakpoint
-- This month and the two after it, and those before of which rows stand in "_rest". As the owner, because the role of the
-- app may not make tables. It waits for a lock for 3 seconds only, since everybody else waits behind it: there is time
-- until the month begins. Returns how many parts were made.
CREATE FUNCTION ensure_months(today timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = public, pg_temp SET timezone = 'UTC' SET lock_timeout = '3s' AS $$
DECLARE
	this_month date := date_trunc('month', today);
	parent text;
	moment text;
	missing date[];
	made integer := 0;
BEGIN
	PERFORM pg_advisory_xact_lock(hashtext('orderbridge-months'));
	FOR parent, moment IN VALUES ('attempts', 'started_at'), ('inbox', 'received_at'), ('audit', 'at') LOOP
		EXECUTE format('SELECT array_agg(month) FROM (
			SELECT generate_series($1, $1 + interval ''2 months'', interval ''1 month'')::date AS month
			UNION SELECT date_trunc(''month'', %I)::date FROM months.%I WHERE %I < $1 + interval ''3 months'') wanted
			WHERE to_regclass(format(''months.%%I'', $2 || to_char(month, ''_YYYY_MM''))) IS NULL', moment, parent || '_rest', moment)
			INTO missing USING this_month, parent;
		CONTINUE WHEN missing IS NULL;
		PERFORM make_months(parent, missing);
		made := made + cardinality(missing);
	END LOOP;
	RETURN made;
END $$;
--> statement-breakpoint
-- Drops the months before this moment; of the inbox only those in which nothing is due any more. Not for the audit, whose
-- months go with an anchor (src/flows/audit/forget-audit.ts). Returns how many were dropped.
CREATE FUNCTION drop_months(parent text, before timestamptz) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = public, pg_temp SET timezone = 'UTC' SET lock_timeout = '3s' AS $$
DECLARE
	part name;
	needed boolean;
	dropped integer := 0;
BEGIN
	IF parent NOT IN ('attempts', 'inbox') THEN
		RAISE EXCEPTION 'months of % are not dropped by this', parent USING ERRCODE = 'insufficient_privilege';
	END IF;
	PERFORM pg_advisory_xact_lock(hashtext('orderbridge-months'));
	FOR part IN
		SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
		WHERE i.inhparent = parent::regclass AND c.relname ~ '_[0-9]{4}_[0-9]{2}$'
			AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= before
		ORDER BY c.relname
	LOOP
		IF parent = 'inbox' THEN
			EXECUTE format('SELECT EXISTS (SELECT FROM months.%I WHERE due_at IS NOT NULL)', part) INTO needed;
			CONTINUE WHEN needed;
		END IF;
		EXECUTE format('DROP TABLE months.%I', part);
		dropped := dropped + 1;
	END LOOP;
	RETURN dropped;
END $$;
--> statement-breakpoint
ALTER TABLE attempts SET SCHEMA months;
--> statement-breakpoint
ALTER TABLE inbox SET SCHEMA months;
--> statement-breakpoint
ALTER TABLE audit SET SCHEMA months;
--> statement-breakpoint
CREATE TABLE "attempts" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1) NOT NULL,
	"store" text NOT NULL,
	"outbox_id" bigint NOT NULL,
	"order_id" bigint,
	"step" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"outcome" text NOT NULL,
	"error" text,
	"exchanges" jsonb NOT NULL,
	CONSTRAINT "attempts_id_started_at_pk" PRIMARY KEY("id","started_at")
) PARTITION BY RANGE ("started_at");
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "inbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1) NOT NULL,
	"store" text NOT NULL,
	"connection" text,
	"source" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"entity" text NOT NULL,
	"entity_key" text NOT NULL,
	"event_type" text NOT NULL,
	"body" "bytea",
	"received_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"outcome" text,
	"processed_at" timestamp (3) with time zone,
	CONSTRAINT "inbox_id_received_at_pk" PRIMARY KEY("id","received_at")
) PARTITION BY RANGE ("received_at");
--> statement-breakpoint
CREATE TABLE "audit" (
	"store" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"actor_id" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"reason" text,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_store_seq_at_pk" PRIMARY KEY("store","seq","at")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE INDEX "attempts_outbox" ON "attempts" USING btree ("outbox_id","id");--> statement-breakpoint
CREATE INDEX "attempts_order" ON "attempts" USING btree ("order_id","id");--> statement-breakpoint
CREATE INDEX "inbox_due" ON "inbox" USING btree ("due_at","id") WHERE "inbox"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "inbox_entity" ON "inbox" USING btree ("store","entity","entity_key");--> statement-breakpoint
CREATE INDEX "audit_recent" ON "audit" USING btree ("at" DESC NULLS LAST);--> statement-breakpoint
CREATE TABLE "inbox_keys" (
	"store" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "inbox_keys_store_dedupe_key_pk" PRIMARY KEY("store","dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "audit_anchors" (
	"store" text NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"forgotten_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "audit_anchors_store_seq_pk" PRIMARY KEY("store","seq")
);
--> statement-breakpoint
-- The rows of earlier versions go into their months.
DO $$
DECLARE
	parent text;
	moment text;
BEGIN
	FOR parent, moment IN VALUES ('attempts', 'started_at'), ('inbox', 'received_at'), ('audit', 'at') LOOP
		PERFORM make_month(parent, NULL);
		EXECUTE format('SELECT make_months(%L, array_agg(DISTINCT date_trunc(''month'', %I AT TIME ZONE ''UTC'')::date)) FROM months.%I HAVING count(*) > 0', parent, moment, parent);
		EXECUTE format('INSERT INTO %I OVERRIDING SYSTEM VALUE SELECT * FROM months.%I', parent, parent);
	END LOOP;
END $$;
--> statement-breakpoint
INSERT INTO inbox_keys SELECT store, dedupe_key, received_at FROM months.inbox;
--> statement-breakpoint
SELECT setval('attempts_id_seq', coalesce(max(id), 1), max(id) IS NOT NULL) FROM months.attempts;
--> statement-breakpoint
SELECT setval('inbox_id_seq', coalesce(max(id), 1), max(id) IS NOT NULL) FROM months.inbox;
--> statement-breakpoint
DROP TABLE months.attempts, months.inbox, months.audit;
--> statement-breakpoint
SELECT ensure_months(now());
--> statement-breakpoint
-- How many rows stand in "_rest": more than none says that months were not made in time, or that a clock is wrong.
CREATE FUNCTION count_rest() RETURNS TABLE (parent text, rows bigint) LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
	SELECT 'attempts', count(*) FROM months.attempts_rest UNION ALL
	SELECT 'inbox', count(*) FROM months.inbox_rest UNION ALL
	SELECT 'audit', count(*) FROM months.audit_rest
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION make_month(text, date), make_months(text, date[]), ensure_months(timestamptz), drop_months(text, timestamptz), count_rest() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
	FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
--> statement-breakpoint
ALTER TABLE audit ENABLE ALWAYS TRIGGER audit_append_only;
--> statement-breakpoint
CREATE TRIGGER audit_anchors_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_anchors
	FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
--> statement-breakpoint
ALTER TABLE audit_anchors ENABLE ALWAYS TRIGGER audit_anchors_append_only;
--> statement-breakpoint
-- The tables are new: roles that were made before have to get their rights again (src/db/roles.ts).
DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'orderbridge_app') THEN
		GRANT SELECT, INSERT, UPDATE, DELETE ON attempts, inbox, inbox_keys TO orderbridge_app;
		REVOKE ALL ON audit, audit_anchors FROM orderbridge_app;
		GRANT SELECT, INSERT ON audit TO orderbridge_app;
		GRANT SELECT ON audit_anchors TO orderbridge_app;
		GRANT USAGE ON SEQUENCE attempts_id_seq, inbox_id_seq TO orderbridge_app;
		GRANT EXECUTE ON FUNCTION ensure_months(timestamptz), drop_months(text, timestamptz), count_rest() TO orderbridge_app;
	END IF;
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'orderbridge_read') THEN
		GRANT SELECT ON attempts, inbox, inbox_keys, audit, audit_anchors TO orderbridge_read;
	END IF;
END $$;
--> statement-breakpoint
-- By default a table is vacuumed when a fifth of it is dead: with 5,000,000 messages done after 1,000,000 dead rows, which is
-- half a million messages (each leaves two: claimed, done) whose entries stay in the indexes that claiming walks along.
-- With 1 % it is 25,000 messages. The same holds for the statistics, which have to notice a sudden backlog.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01);
--> statement-breakpoint
-- Claiming an order changes no indexed column, so its new version may stay on the page of the old one, where there is room:
-- of 60,000 such updates of rows of 1.5 kB 0 % did so with pages filled to 100 %, 34 % to 85 %, 80 % to 70 %, and the table
-- ended at 137, 117 and 83 MB. Cursors do so without room being kept; schedules never can, their next moment is indexed;
-- both are of tens of rows, which the defaults vacuum after some 60 updates.
ALTER TABLE orders SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
