ALTER TABLE "settings_versions" DROP CONSTRAINT "settings_versions_connection_connections_code_fk";
