CREATE TABLE "comparisons" (
	"order_id" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document_pairs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "document_pairs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"order_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"day" text NOT NULL,
	"currency" text NOT NULL,
	"erp_number" text,
	"erp_total" numeric(20, 4),
	"magento_number" text,
	"magento_total" numeric(20, 4),
	"state" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "document_pairs_key" UNIQUE("order_id","key")
);
--> statement-breakpoint
CREATE TABLE "drifts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "drifts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"order_id" bigint,
	"connection" text,
	"subject" text NOT NULL,
	"class" text NOT NULL,
	"what" text NOT NULL,
	"text" text NOT NULL,
	"magento_value" text NOT NULL,
	"erp_value" text NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"closed_reason" text,
	"accepted_at" timestamp (3) with time zone,
	"accepted_by" text,
	"accepted_note" text
);
--> statement-breakpoint
CREATE TABLE "ledger_seals" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_seals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"currency" text NOT NULL,
	"sequence" integer NOT NULL,
	"day" text NOT NULL,
	"version" integer NOT NULL,
	"content" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	"closed_by" text NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL,
	"note" text,
	CONSTRAINT "ledger_seals_chain" UNIQUE("store","currency","sequence"),
	CONSTRAINT "ledger_seals_day" UNIQUE("store","currency","day","version")
);
--> statement-breakpoint
ALTER TABLE "comparisons" ADD CONSTRAINT "comparisons_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_pairs" ADD CONSTRAINT "document_pairs_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drifts" ADD CONSTRAINT "drifts_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_pairs_day" ON "document_pairs" USING btree ("store","day");--> statement-breakpoint
CREATE UNIQUE INDEX "drifts_open" ON "drifts" USING btree ("store","subject","what") WHERE "drifts"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "drifts_order" ON "drifts" USING btree ("order_id") WHERE "drifts"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "drifts_closed" ON "drifts" USING btree ("store","closed_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "drifts"."closed_at" is not null;