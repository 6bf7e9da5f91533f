-- A far side more: "kafka:main". Giving a generated column another expression rewrites the table, which never forgets a
-- message. Without its expression the column keeps what it has, in no time, and a trigger fills it in from now on:
-- whoever writes a row, processes of the version before included.
ALTER TABLE "outbox" ALTER COLUMN "far_side" DROP EXPRESSION;--> statement-breakpoint
ALTER TABLE "outbox" ALTER COLUMN "far_side" SET DEFAULT '';--> statement-breakpoint
CREATE FUNCTION outbox_far_side() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.far_side := CASE
		WHEN NEW.connection IS NOT NULL THEN 'erp:' || NEW.connection
		WHEN NEW.kind = 'mail.send' THEN 'mail:' || NEW.store
		WHEN NEW.kind = 'event.publish' THEN 'kafka:' || NEW.store
		ELSE 'magento:' || NEW.store
	END;
	RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER outbox_far_side BEFORE INSERT ON "outbox" FOR EACH ROW EXECUTE FUNCTION outbox_far_side();
