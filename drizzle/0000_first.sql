CREATE TABLE "documents" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "documents_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"order_id" bigint NOT NULL,
	"follow_up_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"number" text NOT NULL,
	"filename" text NOT NULL,
	"mime" text NOT NULL,
	"sha256" text NOT NULL,
	"size" integer NOT NULL,
	"pages" integer NOT NULL,
	"content" "bytea" NOT NULL,
	"magento_document_id" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "documents_content" UNIQUE("follow_up_id","kind","sha256")
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mails_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"order_id" bigint NOT NULL,
	"document_id" bigint NOT NULL,
	"recipient" text NOT NULL,
	"copy_no" integer NOT NULL,
	"message_id" text NOT NULL,
	"locale" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"requested_by" text NOT NULL,
	"answer" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "mails_once" UNIQUE("document_id","recipient","copy_no")
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"outbox_id" bigint NOT NULL,
	"order_id" bigint,
	"step" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"outcome" text NOT NULL,
	"error" text,
	"exchanges" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "inbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"connection" text,
	"source" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"entity" text NOT NULL,
	"entity_key" text NOT NULL,
	"event_type" text NOT NULL,
	"body" "bytea",
	"received_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"outcome" text,
	"processed_at" timestamp (3) with time zone,
	CONSTRAINT "inbox_dedupe" UNIQUE("store","dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"connection" text,
	"order_id" bigint,
	"queue" text NOT NULL,
	"kind" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"payload" jsonb NOT NULL,
	"state" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"verifications" integer DEFAULT 0 NOT NULL,
	"worker" text,
	"lease_until" timestamp (3) with time zone,
	"error_class" text,
	"result" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "outbox_idempotency" UNIQUE("idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"store" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"actor_id" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"reason" text,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_store_seq_pk" PRIMARY KEY("store","seq")
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"store" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cursors" (
	"store" text NOT NULL,
	"task" text NOT NULL,
	"position" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cursors_store_task_pk" PRIMARY KEY("store","task")
);
--> statement-breakpoint
CREATE TABLE "problem_orders" (
	"problem_id" bigint NOT NULL,
	"order_id" bigint NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "problem_orders_problem_id_order_id_pk" PRIMARY KEY("problem_id","order_id")
);
--> statement-breakpoint
CREATE TABLE "problems" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "problems_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"connection" text,
	"cause" text NOT NULL,
	"title" text NOT NULL,
	"remedy" text NOT NULL,
	"detail" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"closed_reason" text
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"task" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"outcome" text,
	"counts" jsonb NOT NULL,
	"error" text,
	"times" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"store" text NOT NULL,
	"task" text NOT NULL,
	"connection" text,
	"every_seconds" integer NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"lease_until" timestamp (3) with time zone,
	CONSTRAINT "schedules_store_task_pk" PRIMARY KEY("store","task")
);
--> statement-breakpoint
CREATE TABLE "spent_tokens" (
	"jti" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "follow_ups" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "follow_ups_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"order_id" bigint NOT NULL,
	"connection" text NOT NULL,
	"kind" text NOT NULL,
	"erp_id" text NOT NULL,
	"erp_number" text NOT NULL,
	"canceled" integer DEFAULT 0 NOT NULL,
	"total" numeric(20, 4) NOT NULL,
	"currency" text NOT NULL,
	"date" text NOT NULL,
	"lines" jsonb NOT NULL,
	"tracking" jsonb NOT NULL,
	"magento_id" integer,
	"magento_number" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "follow_ups_erp" UNIQUE("connection","kind","erp_id","order_id")
);
--> statement-breakpoint
CREATE TABLE "links" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "links_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"connection" text NOT NULL,
	"kind" text NOT NULL,
	"magento_key" text NOT NULL,
	"erp_key" text NOT NULL,
	"origin" text NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "links_key" UNIQUE("connection","kind","magento_key")
);
--> statement-breakpoint
CREATE TABLE "order_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "order_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"order_id" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"stage" text NOT NULL,
	"text" text NOT NULL,
	"actor" text NOT NULL,
	"outbox_id" bigint
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "orders_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"magento_id" bigint NOT NULL,
	"number" text NOT NULL,
	"store_view_id" integer NOT NULL,
	"state" text NOT NULL,
	"status" text NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"magento_updated_at" timestamp (3) with time zone NOT NULL,
	"customer_name" text NOT NULL,
	"customer_email" text NOT NULL,
	"currency" text NOT NULL,
	"grand_total" numeric(20, 4) NOT NULL,
	"canonical" jsonb,
	"phase" text NOT NULL,
	"phase_reason" text NOT NULL,
	"due_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"waiting_for" text,
	"forced" integer DEFAULT 0 NOT NULL,
	"heard_at" timestamp (3) with time zone NOT NULL,
	"acknowledged_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "orders_identity" UNIQUE("store","magento_id")
);
--> statement-breakpoint
CREATE TABLE "sales_documents" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sales_documents_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store" text NOT NULL,
	"order_id" bigint NOT NULL,
	"connection" text NOT NULL,
	"orderbridge_id" text NOT NULL,
	"state" text NOT NULL,
	"erp_id" text,
	"erp_number" text,
	"total" numeric(20, 4),
	"currency" text NOT NULL,
	"lines" jsonb NOT NULL,
	"subject_erp_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sales_documents_order" UNIQUE("order_id","connection"),
	CONSTRAINT "sales_documents_key" UNIQUE("connection","orderbridge_id")
);
--> statement-breakpoint
CREATE TABLE "connections" (
	"code" text PRIMARY KEY NOT NULL,
	"store" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"policies" jsonb NOT NULL,
	"secrets" "bytea" NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"paused_at" timestamp (3) with time zone,
	"paused_reason" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"id" integer PRIMARY KEY NOT NULL,
	"smtp" "bytea",
	"login_key" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "store_views" (
	"store" text NOT NULL,
	"view_id" integer NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"locale" text NOT NULL,
	"timezone" text NOT NULL,
	"base_currency" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stores" (
	"code" text PRIMARY KEY NOT NULL,
	"settings" jsonb NOT NULL,
	"secrets" "bytea" NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"paused_at" timestamp (3) with time zone,
	"paused_reason" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_follow_up_id_follow_ups_id_fk" FOREIGN KEY ("follow_up_id") REFERENCES "public"."follow_ups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_orders" ADD CONSTRAINT "problem_orders_problem_id_problems_id_fk" FOREIGN KEY ("problem_id") REFERENCES "public"."problems"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problem_orders" ADD CONSTRAINT "problem_orders_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_store_stores_code_fk" FOREIGN KEY ("store") REFERENCES "public"."stores"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_documents" ADD CONSTRAINT "sales_documents_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_documents" ADD CONSTRAINT "sales_documents_connection_connections_code_fk" FOREIGN KEY ("connection") REFERENCES "public"."connections"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_store_stores_code_fk" FOREIGN KEY ("store") REFERENCES "public"."stores"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "store_views" ADD CONSTRAINT "store_views_store_stores_code_fk" FOREIGN KEY ("store") REFERENCES "public"."stores"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "documents_order" ON "documents" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "mails_order" ON "mails" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "attempts_outbox" ON "attempts" USING btree ("outbox_id","id");--> statement-breakpoint
CREATE INDEX "attempts_order" ON "attempts" USING btree ("order_id","id");--> statement-breakpoint
CREATE INDEX "inbox_due" ON "inbox" USING btree ("due_at","id") WHERE "inbox"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "inbox_entity" ON "inbox" USING btree ("store","entity","entity_key");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at","id") WHERE "outbox"."state" in ('pending', 'retrying', 'verifying');--> statement-breakpoint
CREATE INDEX "outbox_open_queue" ON "outbox" USING btree ("queue","id") WHERE "outbox"."state" not in ('delivered', 'superseded');--> statement-breakpoint
CREATE INDEX "outbox_sending" ON "outbox" USING btree ("lease_until") WHERE "outbox"."state" = 'sending';--> statement-breakpoint
CREATE INDEX "outbox_order" ON "outbox" USING btree ("order_id","id");--> statement-breakpoint
CREATE INDEX "outbox_connection_sending" ON "outbox" USING btree ("connection") WHERE "outbox"."state" = 'sending';--> statement-breakpoint
CREATE INDEX "audit_recent" ON "audit" USING btree ("at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "problem_orders_order" ON "problem_orders" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "problems_open_cause" ON "problems" USING btree ("store","cause") WHERE "problems"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "problems_recent" ON "problems" USING btree ("store","opened_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "runs_recent" ON "runs" USING btree ("store","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "schedules_next" ON "schedules" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "spent_tokens_expiry" ON "spent_tokens" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "follow_ups_order" ON "follow_ups" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "follow_ups_number" ON "follow_ups" USING btree ("erp_number");--> statement-breakpoint
CREATE INDEX "order_events_order" ON "order_events" USING btree ("order_id","id");--> statement-breakpoint
CREATE INDEX "orders_recent" ON "orders" USING btree ("store","placed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_phase" ON "orders" USING btree ("store","phase","placed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_number" ON "orders" USING btree ("number");--> statement-breakpoint
CREATE INDEX "orders_email" ON "orders" USING btree (lower("customer_email"));--> statement-breakpoint
CREATE INDEX "orders_waiting_for" ON "orders" USING btree ("waiting_for") WHERE "orders"."waiting_for" is not null;--> statement-breakpoint
CREATE INDEX "orders_customer_words" ON "orders" USING gin (to_tsvector('simple', "customer_name"));--> statement-breakpoint
CREATE INDEX "orders_skus" ON "orders" USING gin (("canonical" -> 'lines') jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "orders_due" ON "orders" USING btree ("due_at") WHERE "orders"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "sales_documents_erp_id" ON "sales_documents" USING btree ("connection","erp_id");--> statement-breakpoint
CREATE INDEX "sales_documents_erp_number" ON "sales_documents" USING btree ("erp_number");--> statement-breakpoint
CREATE INDEX "connections_store" ON "connections" USING btree ("store");--> statement-breakpoint
CREATE INDEX "store_views_store" ON "store_views" USING btree ("store","view_id");