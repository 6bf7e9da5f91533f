CREATE TABLE "transfers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "transfers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"connection" text NOT NULL,
	"key" text NOT NULL,
	"number" text NOT NULL,
	"state" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"causes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"orderbridge_id" text,
	"erp_id" text,
	"erp_number" text,
	"canonical" jsonb,
	"plans" integer DEFAULT 0 NOT NULL,
	"acknowledgements" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone,
	"heard_at" timestamp (3) with time zone NOT NULL,
	"written_at" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "transfers_orderbridge_id_unique" UNIQUE("orderbridge_id"),
	CONSTRAINT "transfers_key" UNIQUE("connection","key")
);
--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_connection_connections_code_fk" FOREIGN KEY ("connection") REFERENCES "public"."connections"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "transfers_state" ON "transfers" USING btree ("connection","state");