CREATE TABLE "refunds" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "refunds_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"order_id" bigint NOT NULL,
	"magento_id" bigint NOT NULL,
	"number" text NOT NULL,
	"ours" integer NOT NULL,
	"total" numeric(20, 4) NOT NULL,
	"currency" text NOT NULL,
	"lines" jsonb NOT NULL,
	"shipping" numeric(20, 4) NOT NULL,
	"adjustment" numeric(20, 4) NOT NULL,
	"state" text NOT NULL,
	"connection" text,
	"erp_id" text,
	"erp_number" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "refunds_identity" UNIQUE("store","magento_id")
);
--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "refunds_order" ON "refunds" USING btree ("order_id");