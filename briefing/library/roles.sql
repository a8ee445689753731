-- The roles of a desk's library, run by the owner of its tables; may be run again.
-- reader: reads what is published; analyst: also publishes, and publishes again what is their own;
-- editor: changes and retires everything. Give them with: GRANT briefing_analyst TO anna;
DO $roles$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'briefing_reader') THEN
        CREATE ROLE briefing_reader NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'briefing_analyst') THEN
        CREATE ROLE briefing_analyst NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'briefing_editor') THEN
        CREATE ROLE briefing_editor NOLOGIN;
    END IF;
    IF NOT pg_has_role('briefing_analyst', 'briefing_reader', 'member') THEN
        GRANT briefing_reader TO briefing_analyst;
    END IF;
    IF NOT pg_has_role('briefing_editor', 'briefing_analyst', 'member') THEN
        GRANT briefing_analyst TO briefing_editor;
    END IF;
END
$roles$;

REVOKE ALL ON publications, editions, items, words, alembic_version FROM PUBLIC;
REVOKE ALL ON publications, editions, items, words, alembic_version
    FROM briefing_reader, briefing_analyst, briefing_editor;
REVOKE EXECUTE ON FUNCTION library_hits(tsquery, text[], text, text, integer) FROM PUBLIC;

GRANT SELECT ON publications, editions, items, alembic_version TO briefing_reader;
GRANT EXECUTE ON FUNCTION library_hits(tsquery, text[], text, text, integer) TO briefing_reader;
GRANT INSERT ON publications, editions, items, words TO briefing_analyst;
GRANT UPDATE (version, who, time) ON publications TO briefing_analyst;
GRANT UPDATE (until) ON items TO briefing_analyst;
GRANT UPDATE (name, owner, retired) ON publications TO briefing_editor;
GRANT DELETE ON publications, editions, items, words TO briefing_editor;

ALTER TABLE publications ENABLE ROW LEVEL SECURITY;
ALTER TABLE editions ENABLE ROW LEVEL SECURITY;
ALTER TABLE items ENABLE ROW LEVEL SECURITY;
ALTER TABLE words ENABLE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS read_published ON publications;
CREATE POLICY read_published ON publications FOR SELECT TO briefing_reader USING (NOT retired);
DROP POLICY IF EXISTS read_all ON publications;
CREATE POLICY read_all ON publications FOR SELECT TO briefing_editor USING (true);
DROP POLICY IF EXISTS publish ON publications;
CREATE POLICY publish ON publications FOR INSERT TO briefing_analyst
    WITH CHECK (owner = current_user AND NOT retired);
DROP POLICY IF EXISTS publish_own ON publications;
CREATE POLICY publish_own ON publications FOR UPDATE TO briefing_analyst
    USING (owner = current_user) WITH CHECK (owner = current_user);
DROP POLICY IF EXISTS change_all ON publications;
CREATE POLICY change_all ON publications FOR ALL TO briefing_editor
    USING (true) WITH CHECK (true);

-- What belongs to a publication is seen with it, and changed by whoever may change it.
DROP POLICY IF EXISTS read_published ON editions;
CREATE POLICY read_published ON editions FOR SELECT TO briefing_reader
    USING (publication IN (SELECT id FROM publications));
DROP POLICY IF EXISTS publish_own ON editions;
CREATE POLICY publish_own ON editions FOR INSERT TO briefing_analyst
    WITH CHECK (account = current_user
        AND publication IN (SELECT id FROM publications WHERE owner = current_user));
DROP POLICY IF EXISTS change_all ON editions;
CREATE POLICY change_all ON editions FOR ALL TO briefing_editor
    USING (true) WITH CHECK (account = current_user);

DROP POLICY IF EXISTS read_published ON items;
CREATE POLICY read_published ON items FOR SELECT TO briefing_reader
    USING (publication IN (SELECT id FROM publications));
DROP POLICY IF EXISTS publish_own ON items;
CREATE POLICY publish_own ON items FOR INSERT TO briefing_analyst
    WITH CHECK (publication IN (SELECT id FROM publications WHERE owner = current_user));
DROP POLICY IF EXISTS end_own ON items;
CREATE POLICY end_own ON items FOR UPDATE TO briefing_analyst
    USING (publication IN (SELECT id FROM publications WHERE owner = current_user))
    WITH CHECK (publication IN (SELECT id FROM publications WHERE owner = current_user));
DROP POLICY IF EXISTS change_all ON items;
CREATE POLICY change_all ON items FOR ALL TO briefing_editor USING (true) WITH CHECK (true);

-- Nobody but the owner's function reads the words.
DROP POLICY IF EXISTS publish_own ON words;
CREATE POLICY publish_own ON words FOR INSERT TO briefing_analyst
    WITH CHECK (item IN (SELECT i.id FROM items i JOIN publications p ON p.id = i.publication
        WHERE p.owner = current_user));
DROP POLICY IF EXISTS change_all ON words;
CREATE POLICY change_all ON words FOR ALL TO briefing_editor USING (true) WITH CHECK (true);
