-- Statements that give another database, :"database", what belongs to this one and pg_dump without --create leaves out:
-- settings, rights, limit; and the settings and memberships of the app's role, :"role".
begin read only;
set local search_path = '';
select 'ALTER DATABASE :"database" CONNECTION LIMIT ' || datconnlimit || ';' from pg_catalog.pg_database
where datname = current_database() and datconnlimit >= 0;
-- Not the owner's, who has all of them.
select format('GRANT %s ON DATABASE :"database" TO %s%s;', privilege_type,
  case grantee when 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(grantee)) end,
  case when is_grantable then ' WITH GRANT OPTION' end)
from pg_catalog.pg_database, pg_catalog.aclexplode(coalesce(datacl, pg_catalog.acldefault('d', datdba)))
where datname = current_database() and grantee <> datdba order by 1;
-- Lists of names are stored as they are written, other values are not.
select format('ALTER %s SET %I = %s;',
  case when setrole = 0 then 'DATABASE :"database"'
    when setdatabase = 0 then format('ROLE %I', pg_get_userbyid(setrole))
    else format('ROLE %I IN DATABASE :"database"', pg_get_userbyid(setrole)) end,
  split_part(setting, '=', 1),
  case when split_part(setting, '=', 1) in ('search_path', 'temp_tablespaces', 'session_preload_libraries',
    'local_preload_libraries') then substr(setting, strpos(setting, '=') + 1)
    else quote_literal(substr(setting, strpos(setting, '=') + 1)) end)
from pg_catalog.pg_db_role_setting, unnest(setconfig) as setting
where setdatabase = (select oid from pg_catalog.pg_database where datname = current_database())
  or setdatabase = 0 and setrole = (select oid from pg_catalog.pg_roles where rolname = :'role')
order by 1;
select format('GRANT %I TO %I WITH ADMIN %s, INHERIT %s, SET %s;', pg_get_userbyid(roleid), rolname,
  upper(admin_option::text), upper(inherit_option::text), upper(set_option::text))
from pg_catalog.pg_auth_members join pg_catalog.pg_roles r on r.oid = member where rolname = :'role' order by 1;
select format('COMMENT ON LARGE OBJECT %s IS %L;', objoid, description) from pg_catalog.pg_description
where classoid = 'pg_catalog.pg_largeobject'::regclass order by objoid;
commit;
