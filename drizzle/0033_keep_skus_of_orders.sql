DROP INDEX "orders_skus";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "sku_keys" text[] GENERATED ALWAYS AS (order_sku_keys(store, canonical)) STORED;--> statement-breakpoint
CREATE INDEX "orders_skus" ON "orders" USING gin ("sku_keys");