CREATE TABLE "first_runs" (
	"store" text PRIMARY KEY NOT NULL,
	"checks" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"report" jsonb,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "pairing_codes" ADD COLUMN "begin_paused" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "first_runs" ADD CONSTRAINT "first_runs_store_stores_code_fk" FOREIGN KEY ("store") REFERENCES "public"."stores"("code") ON DELETE no action ON UPDATE no action;