ALTER TABLE "mails" ADD COLUMN "bounced_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "mails_message_id" ON "mails" USING btree ("message_id");