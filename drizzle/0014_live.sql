-- Tells pages in which store something changed (docs/adr/0013-pages-are-told-of-changes.md): once for a transaction, and once
-- for those of a store that overlap, because PostgreSQL lets only one transaction at a time commit that has notified.
CREATE FUNCTION tell_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('orderbridge_changed', changed.store)
	FROM (SELECT DISTINCT store FROM changed) changed
	WHERE pg_try_advisory_xact_lock(hashtext('orderbridge-changed'), hashtext(changed.store));
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON orders REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION tell_changed();
--> statement-breakpoint
CREATE TRIGGER tell_updated AFTER UPDATE ON orders REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION tell_changed();
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON order_events REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION tell_changed();
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON attempts REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION tell_changed();
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON problems REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION tell_changed();
--> statement-breakpoint
CREATE TRIGGER tell_updated AFTER UPDATE ON problems REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION tell_changed();
--> statement-breakpoint
CREATE TRIGGER tell_inserted AFTER INSERT ON runs REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION tell_changed();
--> statement-breakpoint
CREATE TRIGGER tell_updated AFTER UPDATE ON runs REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION tell_changed();
