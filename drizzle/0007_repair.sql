CREATE TABLE "outbox_edits" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_edits_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"outbox_id" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"reason" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"accepted_difference" text
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "store_revision" integer;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "connection_revision" integer;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "edited_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "outbox_edits" ADD CONSTRAINT "outbox_edits_outbox_id_outbox_id_fk" FOREIGN KEY ("outbox_id") REFERENCES "public"."outbox"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_edits_message" ON "outbox_edits" USING btree ("outbox_id","id");