CREATE TABLE "ledger_days" (
	"store" text NOT NULL,
	"day" text NOT NULL,
	"basis" text NOT NULL,
	"sums" jsonb NOT NULL,
	CONSTRAINT "ledger_days_store_day_pk" PRIMARY KEY("store","day")
);
--> statement-breakpoint
CREATE TABLE "ledger_document_marks" (
	"store" text NOT NULL,
	"day" text NOT NULL,
	"tx" "xid8" NOT NULL,
	CONSTRAINT "ledger_document_marks_store_day_tx_pk" PRIMARY KEY("store","day","tx")
);
--> statement-breakpoint
CREATE TABLE "ledger_order_marks" (
	"store" text NOT NULL,
	"quarter" timestamp (3) with time zone NOT NULL,
	"tx" "xid8" NOT NULL,
	CONSTRAINT "ledger_order_marks_store_quarter_tx_pk" PRIMARY KEY("store","quarter","tx")
);
--> statement-breakpoint
ALTER TABLE "ledger_seals" ADD COLUMN "sums" jsonb GENERATED ALWAYS AS ((content::jsonb -> 'sums')) STORED;
--> statement-breakpoint
-- Marks say which days of the ledger changed (docs/adr/0015-kept-sums-of-the-ledger.md). They are written in the transaction
-- that changes something, so that they are seen together with it, and no writer can forget them. Nobody waits for anybody:
-- each transaction has marks of its own, one for each quarter of an hour and each day that it touches.
-- The plan is kept for a session, from when the table may have been small: it is never to read all orders for one of them.
CREATE FUNCTION mark_ledger_order(ids bigint[]) RETURNS void LANGUAGE sql SET enable_seqscan = off AS $$
	INSERT INTO ledger_order_marks (store, quarter, tx)
	SELECT o.store, date_bin('15 minutes', o.placed_at, 'epoch'), pg_current_xact_id() FROM orders o WHERE o.id = ANY (ids)
	ON CONFLICT DO NOTHING
$$;
--> statement-breakpoint
CREATE FUNCTION mark_ledger_by_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM mark_ledger_order(ARRAY[OLD.order_id, NEW.order_id]);
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION mark_ledger_of_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO ledger_order_marks (store, quarter, tx)
	SELECT o.store, date_bin('15 minutes', o.placed_at, 'epoch'), pg_current_xact_id()
	FROM (VALUES (OLD.store, OLD.placed_at), (NEW.store, NEW.placed_at)) o(store, placed_at) WHERE o.store IS NOT NULL
	ON CONFLICT DO NOTHING;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION mark_ledger_of_pairs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO ledger_document_marks (store, day, tx)
	SELECT p.store, p.day, pg_current_xact_id()
	FROM (VALUES (OLD.store, OLD.day), (NEW.store, NEW.day)) p(store, day) WHERE p.store IS NOT NULL
	ON CONFLICT DO NOTHING;
	RETURN NULL;
END $$;
--> statement-breakpoint
-- An accepted difference is one of the order, or of one of its documents. A comparison that moves a document to another day
-- writes the difference before (flows/reconcile/compare-page.ts): whoever accepts it has waited, and sees that day here.
CREATE FUNCTION mark_ledger_of_drifts() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
	PERFORM mark_ledger_order(ARRAY[OLD.order_id, NEW.order_id]);
	INSERT INTO ledger_document_marks (store, day, tx)
	SELECT DISTINCT p.store, p.day, pg_current_xact_id() FROM document_pairs p WHERE p.order_id IN (OLD.order_id, NEW.order_id)
	ON CONFLICT DO NOTHING;
	RETURN NULL;
END $$;
--> statement-breakpoint
-- Only the owner of the tables may empty them, and waits for who adds up: nothing that was kept is true afterwards.
CREATE FUNCTION forget_ledger_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM ledger_days;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_inserted AFTER INSERT OR DELETE ON orders FOR EACH ROW EXECUTE FUNCTION mark_ledger_of_orders();
--> statement-breakpoint
CREATE TRIGGER ledger_updated AFTER UPDATE ON orders FOR EACH ROW
	WHEN ((OLD.store, OLD.placed_at, OLD.currency, OLD.grand_total, OLD.phase) IS DISTINCT FROM (NEW.store, NEW.placed_at, NEW.currency, NEW.grand_total, NEW.phase))
	EXECUTE FUNCTION mark_ledger_of_orders();
--> statement-breakpoint
CREATE TRIGGER ledger_inserted AFTER INSERT OR DELETE ON sales_documents FOR EACH ROW EXECUTE FUNCTION mark_ledger_by_order();
--> statement-breakpoint
CREATE TRIGGER ledger_updated AFTER UPDATE ON sales_documents FOR EACH ROW
	WHEN ((OLD.order_id, OLD.connection, OLD.erp_id, OLD.state, OLD.total, OLD.currency, OLD.updated_at) IS DISTINCT FROM (NEW.order_id, NEW.connection, NEW.erp_id, NEW.state, NEW.total, NEW.currency, NEW.updated_at))
	EXECUTE FUNCTION mark_ledger_by_order();
--> statement-breakpoint
CREATE TRIGGER ledger_changed AFTER INSERT OR UPDATE OR DELETE ON comparisons FOR EACH ROW EXECUTE FUNCTION mark_ledger_by_order();
--> statement-breakpoint
CREATE TRIGGER ledger_inserted AFTER INSERT OR DELETE ON document_pairs FOR EACH ROW EXECUTE FUNCTION mark_ledger_of_pairs();
--> statement-breakpoint
CREATE TRIGGER ledger_updated AFTER UPDATE ON document_pairs FOR EACH ROW
	WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION mark_ledger_of_pairs();
--> statement-breakpoint
CREATE TRIGGER ledger_inserted AFTER INSERT ON drifts FOR EACH ROW
	WHEN (NEW.accepted_at IS NOT NULL) EXECUTE FUNCTION mark_ledger_of_drifts();
--> statement-breakpoint
CREATE TRIGGER ledger_updated AFTER UPDATE ON drifts FOR EACH ROW
	WHEN ((OLD.accepted_at IS NOT NULL OR NEW.accepted_at IS NOT NULL) AND (OLD.order_id, OLD.what, OLD.closed_at, OLD.accepted_at, OLD.accepted_note) IS DISTINCT FROM (NEW.order_id, NEW.what, NEW.closed_at, NEW.accepted_at, NEW.accepted_note))
	EXECUTE FUNCTION mark_ledger_of_drifts();
--> statement-breakpoint
CREATE TRIGGER ledger_deleted AFTER DELETE ON drifts FOR EACH ROW
	WHEN (OLD.accepted_at IS NOT NULL) EXECUTE FUNCTION mark_ledger_of_drifts();
--> statement-breakpoint
CREATE TRIGGER ledger_emptied AFTER TRUNCATE ON orders FOR EACH STATEMENT EXECUTE FUNCTION forget_ledger_days();
--> statement-breakpoint
CREATE TRIGGER ledger_emptied AFTER TRUNCATE ON sales_documents FOR EACH STATEMENT EXECUTE FUNCTION forget_ledger_days();
--> statement-breakpoint
CREATE TRIGGER ledger_emptied AFTER TRUNCATE ON comparisons FOR EACH STATEMENT EXECUTE FUNCTION forget_ledger_days();
--> statement-breakpoint
CREATE TRIGGER ledger_emptied AFTER TRUNCATE ON document_pairs FOR EACH STATEMENT EXECUTE FUNCTION forget_ledger_days();
--> statement-breakpoint
CREATE TRIGGER ledger_emptied AFTER TRUNCATE ON drifts FOR EACH STATEMENT EXECUTE FUNCTION forget_ledger_days();
