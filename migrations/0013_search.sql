-- Full-text search over what was said. One row for each segment holds its words by their stems; triggers keep it true.
--
-- `@@` is not leakproof: under a policy PostgreSQL never lets an index answer it, but reads all rows of the tenant. So
-- search_segments() runs as efir_search, who sees the stems of all tenants and nothing else, and asks the index for the
-- tenant of the transaction, by a mark that the index keeps beside the words: postings of others are skipped. What
-- it finds is read again under the policies of efir_app.

-- Who looks into the index for search_segments(); nobody is a member.
do $$
begin
  if not exists (select from pg_roles where rolname = 'efir_search') then
    create role efir_search nologin noinherit;
  end if;
-- Roles belong to the whole server: another database's migration may be first.
exception when duplicate_object or unique_violation then null;
end $$;

-- Every word counts, also those that lists call stop words: `to be or not to be` is to be found.
create text search dictionary russian_words (template = pg_catalog.snowball, language = russian);
create text search dictionary english_words (template = pg_catalog.snowball, language = english);
create text search configuration spoken (copy = pg_catalog.simple);
alter text search configuration spoken alter mapping for asciiword with english_words;
alter text search configuration spoken alter mapping for word with russian_words;

-- As the words are compared: ё as е, Cyrillic in lower case whatever the locale of the database is, and whatever could
-- bind words to one (`по-русски`, `a/b`, `x.y`, `<b>`) as a space. A character stays a character, so that places in the
-- result are places in the text.
create function plain_words(text) returns text language sql immutable strict parallel safe
  return translate($1, 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯё-‐‑–—−/\.:@_+%&#=~?''’<>|^*$',
    'абвгдеежзийклмнопрстуфхцчшщъыьэюяе                         ');

create table segment_words (
  tenant_id uuid not null,
  recording_id uuid not null,
  index integer not null,
  words tsvector not null
);

-- Whoever owns the tables is bound by their policies, too, and is to see what is there already.
alter table segments no force row level security;
insert into segment_words (tenant_id, recording_id, index, words)
  select tenant_id, recording_id, index, to_tsvector('public.spoken', plain_words(text)) from segments;
alter table segments force row level security;

-- Newest recordings first, as hits are listed; ids of recordings carry their time.
create unique index segment_words_newest on segment_words (tenant_id, recording_id desc, index);
-- A short list of what is not sorted in yet: every search reads it.
create index segment_words_marked on segment_words
  using gin ((array_to_tsvector(array[tenant_id::text]) || words)) with (gin_pending_list_limit = 256);

create function index_new_segments() returns trigger language plpgsql as $$
begin
  insert into segment_words (tenant_id, recording_id, index, words)
    select tenant_id, recording_id, index, to_tsvector('public.spoken', plain_words(text)) from new_rows
    on conflict (tenant_id, recording_id, index) do update set words = excluded.words;
  return null;
end $$;
create function index_changed_segments() returns trigger language plpgsql as $$
begin
  insert into segment_words (tenant_id, recording_id, index, words)
    select tenant_id, recording_id, index, to_tsvector('public.spoken', plain_words(new_rows.text))
    from new_rows join old_rows using (tenant_id, recording_id, index) where new_rows.text <> old_rows.text
    on conflict (tenant_id, recording_id, index) do update set words = excluded.words;
  return null;
end $$;
create function forget_segments() returns trigger language plpgsql as $$
begin
  delete from segment_words using old_rows
    where segment_words.tenant_id = old_rows.tenant_id and segment_words.recording_id = old_rows.recording_id
      and segment_words.index = old_rows.index;
  return null;
end $$;
create trigger index_new after insert on segments referencing new table as new_rows
  for each statement execute function index_new_segments();
create trigger index_changed after update on segments referencing new table as new_rows old table as old_rows
  for each statement execute function index_changed_segments();
create trigger forget after delete on segments referencing old table as old_rows
  for each statement execute function forget_segments();

alter table segment_words enable row level security;
alter table segment_words force row level security;
create policy tenant on segment_words to efir_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
grant select, insert, update, delete on segment_words to efir_app;
create policy searching on segment_words for select to efir_search using (true);
grant select on segment_words to efir_search;

-- The segments of the transaction's tenant that fit, behind a place: newest recording first, in each as they were said.
-- The tenant is compared as text, so that no other index than the marked one suggests itself.
create function search_segments(wanted tsquery, behind_recording uuid, behind_index integer, most integer)
  returns table (recording_id uuid, index integer) language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select found.recording_id, found.index from public.segment_words found
    where (array_to_tsvector(array[found.tenant_id::text]) || found.words) @@
        (format('''%s''', current_setting('app.tenant_id', true))::tsquery && wanted)
      and found.tenant_id::text = current_setting('app.tenant_id', true)
      and (behind_recording is null or found.recording_id < behind_recording
        or found.recording_id = behind_recording and found.index > behind_index)
    order by found.recording_id desc, found.index
    limit most
  $$;
-- Those of the newest segments that fit: looked at one by one, in their order, however many the tenant has. Left to itself
-- the planner, who knows the tenant no better than all others, reads and sorts every segment of a large one.
create function walk_segments(wanted tsquery, behind_recording uuid, behind_index integer, walked integer)
  returns table (recording_id uuid, index integer) language sql stable
  set enable_sort = off set enable_bitmapscan = off set enable_seqscan = off
  as $$
    select newest.recording_id, newest.index from (
      select found.recording_id, found.index, found.words from segment_words found
      where found.recording_id <= coalesce(behind_recording, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
        and (behind_recording is null or found.recording_id < behind_recording or found.index > behind_index)
      order by found.recording_id desc, found.index
      limit walked) newest
    where newest.words @@ wanted
    order by newest.recording_id desc, newest.index
  $$;

revoke execute on function search_segments from public;
grant execute on function search_segments to efir_app;

-- Only a role that one is a member of may be given a function, and only where it could have made it. Whoever is superuser
-- needs none of it.
do $$
begin
  execute format('grant efir_search to %I', current_user);
  grant create on schema public to efir_search;
  alter function search_segments owner to efir_search;
  revoke create on schema public from efir_search;
  execute format('revoke efir_search from %I', current_user);
end $$;
