-- While a recording is fetched from a link, `bytes` is what has come, and this is what was announced.
alter table recordings add column expected_bytes bigint;
