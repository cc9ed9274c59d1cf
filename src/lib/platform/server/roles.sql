-- Roles with disjoint grants; the app switches with SET LOCAL ROLE. They cannot log in.
DO $$
DECLARE
  role_name text;
  -- Since PostgreSQL 16 a member may be forbidden to assume the role; before, each may, and nobody knows the word SET.
  assumable text := CASE WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['stimmhaus_app', 'stimmhaus_roll', 'stimmhaus_box', 'stimmhaus_record'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role_name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END;
    END IF;
    IF NOT pg_has_role(current_user, role_name, assumable) THEN
      EXECUTE format('GRANT %I TO %I', role_name, current_user);
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', role_name);
  END LOOP;
END $$;
