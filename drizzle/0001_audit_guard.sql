-- The audit is append-only for everybody: neither the owner nor a superuser changes it without switching this off first.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'the audit is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
	FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
--> statement-breakpoint
-- ALWAYS: also while session_replication_role is "replica".
ALTER TABLE audit ENABLE ALWAYS TRIGGER audit_append_only;
--> statement-breakpoint
CREATE TRIGGER audit_heads_append_only BEFORE DELETE OR TRUNCATE ON audit_heads
	FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
--> statement-breakpoint
ALTER TABLE audit_heads ENABLE ALWAYS TRIGGER audit_heads_append_only;
--> statement-breakpoint
CREATE TRIGGER audit_heads_move_on BEFORE UPDATE ON audit_heads
	FOR EACH ROW WHEN (NEW.store IS DISTINCT FROM OLD.store OR NEW.seq IS DISTINCT FROM OLD.seq + 1)
	EXECUTE FUNCTION audit_is_append_only();
--> statement-breakpoint
ALTER TABLE audit_heads ENABLE ALWAYS TRIGGER audit_heads_move_on;
