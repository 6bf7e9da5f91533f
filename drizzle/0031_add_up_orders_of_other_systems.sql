ALTER TABLE "transfers" ADD COLUMN "placed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "transfers" ADD COLUMN "currency" text;--> statement-breakpoint
ALTER TABLE "transfers" ADD COLUMN "total" numeric(20, 4);--> statement-breakpoint
ALTER TABLE "transfers" ADD COLUMN "erp_total" numeric(20, 4);--> statement-breakpoint
ALTER TABLE "transfers" ADD COLUMN "undone_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "transfers_placed" ON "transfers" USING btree ("store","placed_at");--> statement-breakpoint
-- As for orders of the shop (0028_keep_sums_of_the_ledger.sql). Nothing that is not added up runs it.
CREATE FUNCTION mark_ledger_of_transfers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO ledger_order_marks (store, quarter, tx)
	SELECT t.store, date_bin('15 minutes', t.placed_at, 'epoch'), pg_current_xact_id()
	FROM (VALUES (OLD.store, OLD.placed_at), (NEW.store, NEW.placed_at)) t(store, placed_at) WHERE t.placed_at IS NOT NULL
	ON CONFLICT DO NOTHING;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_inserted AFTER INSERT OR DELETE ON transfers FOR EACH ROW EXECUTE FUNCTION mark_ledger_of_transfers();
--> statement-breakpoint
CREATE TRIGGER ledger_updated AFTER UPDATE ON transfers FOR EACH ROW
	WHEN ((OLD.store, OLD.connection, OLD.placed_at, OLD.currency, OLD.total, OLD.state, OLD.erp_id, OLD.erp_number, OLD.erp_total, OLD.undone_at) IS DISTINCT FROM (NEW.store, NEW.connection, NEW.placed_at, NEW.currency, NEW.total, NEW.state, NEW.erp_id, NEW.erp_number, NEW.erp_total, NEW.undone_at))
	EXECUTE FUNCTION mark_ledger_of_transfers();
--> statement-breakpoint
CREATE TRIGGER ledger_emptied AFTER TRUNCATE ON transfers FOR EACH STATEMENT EXECUTE FUNCTION forget_ledger_days();
