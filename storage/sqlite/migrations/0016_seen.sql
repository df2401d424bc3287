-- Every update paid for an index that only the sweep asked for, which reads other tables whole as well.

DROP INDEX seen_at;
