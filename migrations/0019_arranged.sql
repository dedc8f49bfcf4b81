-- The transaction that last moved, tagged or named a recording: lists that are open hear of it.
alter table recordings add column arranged_in bigint;
create index recordings_arranged on recordings (arranged_in) where arranged_in is not null;
create policy routing on recordings for select to efir_dispatcher using (true);
grant select (tenant_id, id, arranged_in) on recordings to efir_dispatcher;

-- Pages of a list by name.
create index recordings_by_name on recordings (tenant_id, file_name, id);
