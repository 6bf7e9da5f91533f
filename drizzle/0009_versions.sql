CREATE TABLE "settings_versions" (
	"connection" text NOT NULL,
	"version" integer NOT NULL,
	"settings" jsonb NOT NULL,
	"author" text NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"active" boolean NOT NULL,
	"activated_at" timestamp (3) with time zone,
	"tried" jsonb,
	CONSTRAINT "settings_versions_connection_version_pk" PRIMARY KEY("connection","version")
);
--> statement-breakpoint
ALTER TABLE "settings_versions" ADD CONSTRAINT "settings_versions_connection_connections_code_fk" FOREIGN KEY ("connection") REFERENCES "public"."connections"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "settings_versions_active" ON "settings_versions" USING btree ("connection") WHERE "settings_versions"."active";