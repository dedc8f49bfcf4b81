-- How often a link was opened, and when last: who shares sees whether it was read.
alter table shares
  add column opened integer not null default 0,
  add column opened_at timestamptz;
