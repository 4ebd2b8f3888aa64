create table checks (
  id bigint generated always as identity primary key,
  url text not null,
  status int not null,
  milliseconds int not null,
  checked_at timestamptz not null default now()
);

create index checks_checked_at on checks (checked_at);
