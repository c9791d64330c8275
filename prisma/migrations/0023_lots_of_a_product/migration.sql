-- How many lots a product has is said beside each of its lots.
CREATE INDEX "rm_lot_product_idx" ON "rm_lot"("product");
