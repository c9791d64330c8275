/** Fields that several commands have. */
import { z } from "zod";

/** A module by code, label id or serial number; a container by SSCC. Whole label links are accepted too. */
export const item = z.string().trim().min(1).max(200);
export const items = z.array(item).min(1).max(500);
export const reason = z.string().trim().min(1).max(500);
export const lotIdSchema = z.string().trim().min(1).max(64);
export const memberIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
