ALTER TABLE "catalog_runs" ADD COLUMN "asked" text;--> statement-breakpoint
ALTER TABLE "catalog_runs" ADD COLUMN "stop_asked_at" timestamp (3) with time zone;