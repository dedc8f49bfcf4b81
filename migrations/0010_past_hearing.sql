-- A transcript says what made all of it, also where several runs did.

-- how the stored pieces were heard, added up, while the recording is in work: src/wire/past-hearing.ts
alter table recordings add column hearing jsonb;
