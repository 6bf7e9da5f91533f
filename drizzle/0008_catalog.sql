CREATE TABLE "catalog_products" (
	"store" text NOT NULL,
	"sku_lower" text NOT NULL,
	"type" text NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "catalog_products_store_sku_lower_pk" PRIMARY KEY("store","sku_lower")
);
--> statement-breakpoint
CREATE TABLE "catalog_runs" (
	"connection" text PRIMARY KEY NOT NULL,
	"store" text NOT NULL,
	"number" integer DEFAULT 0 NOT NULL,
	"run_id" bigint,
	"complete" boolean DEFAULT true NOT NULL,
	"state" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	"revision" integer,
	"holder" text,
	"lease_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "catalog_values" (
	"connection" text NOT NULL,
	"kind" text NOT NULL,
	"sku" text NOT NULL,
	"scope" text NOT NULL,
	"wanted" text NOT NULL,
	"taken" text,
	"seen_run" integer NOT NULL,
	"error_code" text,
	"error" text,
	"bulk" text,
	"operation" integer,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "catalog_values_connection_kind_sku_scope_pk" PRIMARY KEY("connection","kind","sku","scope")
);
--> statement-breakpoint
ALTER TABLE "catalog_products" ADD CONSTRAINT "catalog_products_store_stores_code_fk" FOREIGN KEY ("store") REFERENCES "public"."stores"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalog_runs" ADD CONSTRAINT "catalog_runs_connection_connections_code_fk" FOREIGN KEY ("connection") REFERENCES "public"."connections"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalog_values" ADD CONSTRAINT "catalog_values_connection_connections_code_fk" FOREIGN KEY ("connection") REFERENCES "public"."connections"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "catalog_values_refused" ON "catalog_values" USING btree ("connection","error_code","sku") WHERE "catalog_values"."error_code" is not null;--> statement-breakpoint
CREATE INDEX "catalog_values_queued" ON "catalog_values" USING btree ("connection","bulk") WHERE "catalog_values"."bulk" is not null;