CREATE TABLE "call_shares" (
	"far_side" text NOT NULL,
	"worker" text NOT NULL,
	"slots" integer NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "call_shares_far_side_worker_pk" PRIMARY KEY("far_side","worker")
);
--> statement-breakpoint
CREATE TABLE "far_sides" (
	"key" text PRIMARY KEY NOT NULL,
	"window" real NOT NULL,
	"window_changed_at" timestamp (3) with time zone NOT NULL,
	"window_reason" text DEFAULT '' NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"opened_reason" text DEFAULT '' NOT NULL,
	"probe_at" timestamp (3) with time zone,
	"probes" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "paused_kinds" (
	"store" text NOT NULL,
	"kind" text NOT NULL,
	"paused_at" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "paused_kinds_store_kind_pk" PRIMARY KEY("store","kind")
);
--> statement-breakpoint
DROP INDEX "outbox_connection_sending";--> statement-breakpoint
DROP INDEX "outbox_due";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "far_side" text GENERATED ALWAYS AS (case when connection is not null then 'erp:' || connection when kind = 'mail.send' then 'mail:' || store else 'magento:' || store end) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "paused_kinds" ADD CONSTRAINT "paused_kinds_store_stores_code_fk" FOREIGN KEY ("store") REFERENCES "public"."stores"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("far_side","due_at","id") WHERE "outbox"."state" in ('pending', 'retrying', 'verifying');