-- Locks a store's chain until the end of the transaction and reads where it ends, in one trip (src/flows/audit/write-audit.ts).
-- A single statement would read what was there before it waited for the lock.
CREATE FUNCTION lock_audit_head(chain text) RETURNS SETOF audit_heads LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_advisory_xact_lock(hashtext('orderbridge-audit'), hashtext(chain));
	RETURN QUERY SELECT * FROM audit_heads WHERE audit_heads.store = chain;
END $$;
