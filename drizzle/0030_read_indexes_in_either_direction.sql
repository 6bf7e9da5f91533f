DROP INDEX "documents_recent";--> statement-breakpoint
DROP INDEX "drifts_closed";--> statement-breakpoint
DROP INDEX "audit_recent";--> statement-breakpoint
DROP INDEX "problems_recent";--> statement-breakpoint
DROP INDEX "runs_recent";--> statement-breakpoint
DROP INDEX "orders_recent";--> statement-breakpoint
DROP INDEX "orders_phase";--> statement-breakpoint
DROP INDEX "transfers_recent";--> statement-breakpoint
CREATE INDEX "documents_recent" ON "documents" USING btree ("store","created_at","id");--> statement-breakpoint
CREATE INDEX "drifts_closed" ON "drifts" USING btree ("store","closed_at","id") WHERE "drifts"."closed_at" is not null;--> statement-breakpoint
CREATE INDEX "audit_recent" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "problems_recent" ON "problems" USING btree ("store","opened_at");--> statement-breakpoint
CREATE INDEX "runs_recent" ON "runs" USING btree ("store","started_at");--> statement-breakpoint
CREATE INDEX "orders_recent" ON "orders" USING btree ("store","placed_at","id");--> statement-breakpoint
CREATE INDEX "orders_phase" ON "orders" USING btree ("store","phase","placed_at","id");--> statement-breakpoint
CREATE INDEX "transfers_recent" ON "transfers" USING btree ("store","heard_at","id");