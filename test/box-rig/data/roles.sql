-- An operator's own role, with settings, rights and a membership; run in the administrator's database.
create role "Übersicht" login password 'not a secret' connection limit 2 valid until '2030-01-01';
alter role "Übersicht" set statement_timeout = '5s';
grant pg_read_all_stats to "Übersicht";
create role keeper nologin;
grant keeper to "Übersicht" with admin option;
create database "naïve 'name'" owner keeper connection limit 7;
alter database "naïve 'name'" set timezone = 'Asia/Kolkata';
comment on database "naïve 'name'" is 'it''s a comment';
revoke connect on database "naïve 'name'" from public;
grant connect on database "naïve 'name'" to "Übersicht" with grant option;
alter role "Übersicht" in database "naïve 'name'" set datestyle = 'German';
