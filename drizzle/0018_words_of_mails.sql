CREATE TABLE "mail_templates" (
	"store" text NOT NULL,
	"kind" text NOT NULL,
	"language" text NOT NULL,
	"version" integer NOT NULL,
	"subject" text,
	"body" text,
	"author" text NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "mail_templates_store_kind_language_version_pk" PRIMARY KEY("store","kind","language","version")
);
--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "template" jsonb;