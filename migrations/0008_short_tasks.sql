-- Short recordings have a place kept for them, so that they do not wait for long ones.

-- known when it was made: a few minutes of sound at most
alter table tasks add column short boolean not null default false;
grant select (short) on tasks to efir_dispatcher;

-- as tasks_waiting, where only short ones may start
create index tasks_short on tasks (kind, engine, tenant_id, priority desc, due_at, id) where state = 'queued' and short;
