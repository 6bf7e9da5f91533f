ALTER TABLE "outbox" ALTER COLUMN "payload" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "outbox_edits" ALTER COLUMN "before" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "outbox_edits" ALTER COLUMN "after" SET DATA TYPE json;