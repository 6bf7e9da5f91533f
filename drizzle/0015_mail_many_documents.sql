ALTER TABLE "mails" ADD COLUMN "wish" text;--> statement-breakpoint
CREATE INDEX "documents_recent" ON "documents" USING btree ("store","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "mails_failed" ON "mails" USING btree ("store","document_id") WHERE "mails"."state" = 'failed';