-- The tickets of browsers are kept in memory (docs/adr/0033): what is left here are those of the command line, for programs,
-- which work as often as wanted until they end.
DELETE FROM ticket WHERE subject IS NOT NULL;
DROP INDEX ticket_subject;
ALTER TABLE ticket DROP COLUMN subject;
ALTER TABLE ticket DROP COLUMN via;
ALTER TABLE ticket DROP COLUMN once;
