using Npgsql;

namespace Stations.Journal.Postgres;

/// <summary>Brings the schema <c>stations</c>, of the journal and its history, up to this program. Steps are numbered from 1 and never change once released.</summary>
internal static class Migrations
{
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE stations.journal (first bigint PRIMARY KEY, count bigint NOT NULL, crc bigint NOT NULL, records bytea NOT NULL);
        ALTER TABLE stations.journal ALTER records SET STORAGE EXTERNAL;
        CREATE TABLE stations.snapshot (
            key bytea PRIMARY KEY, key_crc bigint NOT NULL, position bigint NOT NULL, crc bigint NOT NULL, gone boolean NOT NULL, state bytea NOT NULL
        ) WITH (fillfactor = 80);
        CREATE INDEX snapshot_gone ON stations.snapshot (key) WHERE gone;
        CREATE TABLE stations.grain_state (
            key bytea NOT NULL, name bytea NOT NULL, etag bigint NOT NULL, crc bigint NOT NULL, data bytea, PRIMARY KEY (key, name)
        ) WITH (fillfactor = 80);
        CREATE TABLE stations.owner (epoch bigint NOT NULL, commits bigint NOT NULL, last bigint NOT NULL, trimmed bigint NOT NULL) WITH (fillfactor = 10);
        INSERT INTO stations.owner VALUES (0, 0, 0, 0);
        CREATE FUNCTION stations.hold(my_epoch bigint, my_commit bigint, my_last bigint) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE
            held stations.owner;
        BEGIN
            SELECT * INTO STRICT held FROM stations.owner FOR UPDATE;
            IF held.epoch <> my_epoch THEN
                RAISE EXCEPTION 'another server took over' USING ERRCODE = 'ST001';
            ELSIF held.commits >= my_commit THEN
                RAISE EXCEPTION 'committed already' USING ERRCODE = 'ST002';
            END IF;
            UPDATE stations.owner SET commits = my_commit, last = coalesce(my_last, last);
        END $$;
        """,
        // The checksum is that of position 0.
        """
        CREATE TABLE stations.progress (position bigint NOT NULL, crc bigint NOT NULL, epoch bigint NOT NULL) WITH (fillfactor = 10);
        INSERT INTO stations.progress VALUES (0, 1943489909, 0);
        CREATE TABLE stations.block (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind integer NOT NULL, slot bigint NOT NULL, key bytea NOT NULL, crc bigint NOT NULL,
            bytes bytea NOT NULL
        );
        ALTER TABLE stations.block ALTER bytes SET STORAGE EXTERNAL;
        CREATE INDEX block_place ON stations.block (kind, slot, key, id);
        CREATE TABLE stations.event (
            at bigint NOT NULL, position bigint NOT NULL, ordinal integer NOT NULL,
            subject bytea NOT NULL, place bytea NOT NULL, area bytea NOT NULL, kind integer NOT NULL, detail integer NOT NULL, crc bigint NOT NULL,
            PRIMARY KEY (at, position, ordinal)
        );
        CREATE INDEX event_subject ON stations.event (subject, at, position, ordinal);
        CREATE INDEX event_place ON stations.event (place, at, position, ordinal);
        CREATE INDEX event_area ON stations.event (area, at, position, ordinal);
        CREATE FUNCTION stations.hold_progress(my_epoch bigint) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE
            held bigint;
        BEGIN
            SELECT epoch INTO STRICT held FROM stations.progress FOR UPDATE;
            IF held > my_epoch THEN
                RAISE EXCEPTION 'another server took over' USING ERRCODE = 'ST001';
            ELSIF held < my_epoch THEN
                UPDATE stations.progress SET epoch = my_epoch;
            END IF;
        END $$;
        """,
        // Journals of several servers side by side. Server 0 is one that is alone; what it wrote before there were others is its own.
        """
        CREATE TABLE stations.server (
            id integer PRIMARY KEY, name text NOT NULL, epoch bigint NOT NULL, commits bigint NOT NULL, last bigint NOT NULL, trimmed bigint NOT NULL,
            taken bigint NOT NULL DEFAULT 0
        ) WITH (fillfactor = 10);
        INSERT INTO stations.server SELECT 0, '', epoch, commits, last, trimmed FROM stations.owner;
        DROP FUNCTION stations.hold(bigint, bigint, bigint);
        DROP TABLE stations.owner;
        CREATE SEQUENCE stations.server_id AS integer;
        ALTER TABLE stations.journal ADD server integer NOT NULL DEFAULT 0, DROP CONSTRAINT journal_pkey, ADD PRIMARY KEY (server, first);
        ALTER TABLE stations.progress ADD server integer NOT NULL DEFAULT 0 PRIMARY KEY REFERENCES stations.server ON DELETE CASCADE;
        DROP FUNCTION stations.hold_progress(bigint);
        -- Two servers may use the same number for two subjects, never for one.
        ALTER TABLE stations.event DROP CONSTRAINT event_pkey, ADD PRIMARY KEY (at, position, ordinal, subject);
        -- Who may have records of a key that its snapshot does not hold; the last of them is whose it is.
        CREATE TABLE stations.holder (key bytea PRIMARY KEY, servers integer[] NOT NULL) WITH (fillfactor = 80);
        CREATE INDEX grain_state_name ON stations.grain_state (name);
        CREATE TABLE stations.taken (
            server integer NOT NULL REFERENCES stations.server ON DELETE CASCADE, number bigint NOT NULL, key bytea NOT NULL, PRIMARY KEY (server, number, key)
        );
        CREATE FUNCTION stations.hold(me integer, my_epoch bigint, my_commit bigint, my_last bigint, my_taken bigint) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE
            held stations.server;
        BEGIN
            SELECT * INTO held FROM stations.server WHERE id = me FOR UPDATE;
            IF held.epoch IS DISTINCT FROM my_epoch THEN
                RAISE EXCEPTION 'another server took over' USING ERRCODE = 'ST001';
            ELSIF held.commits >= my_commit THEN
                RAISE EXCEPTION 'committed already' USING ERRCODE = 'ST002';
            ELSIF held.taken <> my_taken THEN
                RAISE EXCEPTION 'keys were taken' USING ERRCODE = 'ST003';
            END IF;
            UPDATE stations.server SET commits = my_commit, last = coalesce(my_last, last) WHERE id = me;
        END $$;
        CREATE FUNCTION stations.hold_progress(me integer, my_epoch bigint) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE
            held bigint;
        BEGIN
            SELECT epoch INTO held FROM stations.progress WHERE server = me FOR UPDATE;
            IF held IS NULL OR held > my_epoch THEN
                RAISE EXCEPTION 'another server took over' USING ERRCODE = 'ST001';
            ELSIF held < my_epoch THEN
                UPDATE stations.progress SET epoch = my_epoch WHERE server = me;
            END IF;
        END $$;
        -- Rows are locked in order of key and of server, so that two claims cannot wait for each other; a commit locks its own server only.
        CREATE FUNCTION stations.claim(me integer, wanted bytea[]) RETURNS TABLE (key bytea, servers integer[]) LANGUAGE plpgsql AS $$
        #variable_conflict use_column
        DECLARE
            others bytea[];
            losers integer[];
        BEGIN
            INSERT INTO stations.holder (key, servers) SELECT DISTINCT k, coalesce((SELECT ARRAY[id] FROM stations.server WHERE id = 0), ARRAY[me])
            FROM unnest(wanted) k ORDER BY k ON CONFLICT DO NOTHING;
            PERFORM FROM stations.holder WHERE key = ANY (wanted) ORDER BY key FOR UPDATE;
            SELECT array_agg(key), array_agg(DISTINCT servers[array_upper(servers, 1)]) INTO others, losers
            FROM stations.holder WHERE key = ANY (wanted) AND servers[array_upper(servers, 1)] <> me;
            IF others IS NOT NULL THEN
                PERFORM FROM stations.server WHERE id = ANY (losers) ORDER BY id FOR UPDATE;
                UPDATE stations.server SET taken = taken + 1 WHERE id = ANY (losers);
                INSERT INTO stations.taken SELECT s.id, s.taken, h.key FROM stations.holder h JOIN stations.server s ON s.id = h.servers[array_upper(h.servers, 1)]
                WHERE h.key = ANY (others);
                UPDATE stations.holder SET servers = servers || me WHERE key = ANY (others);
            END IF;
            RETURN QUERY SELECT h.key, h.servers FROM stations.holder h WHERE h.key = ANY (wanted);
        END $$;
        """,
        """
        ALTER TABLE stations.event ADD note bytea NOT NULL DEFAULT '';
        """,
    ];

    /// <summary>To be called by whoever holds the database's lock; of several that share it, one does it while the others wait.</summary>
    /// <exception cref="JournalException">The schema is something else, or ahead of this program; nothing was changed.</exception>
    public static void Apply(NpgsqlConnection connection, PostgresAddress address)
    {
        using var transaction = connection.BeginTransaction();
        connection.Run("SELECT pg_advisory_xact_lock(1400130158, 2)");
        var version = Version(connection, address);
        if (version > Steps.Length)
        {
            throw new JournalException(JournalFault.NewerThanProgram,
                $"{address} has schema {version}, this program knows up to {Steps.Length}; start the program that wrote it or a newer one.");
        }

        if (version == Steps.Length)
        {
            return;
        }

        if (version == 0)
        {
            if (!connection.Ask<bool>("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'stations')"))
            {
                connection.Run("CREATE SCHEMA stations");
            }

            connection.Run("CREATE TABLE stations.journal_version (number integer NOT NULL); INSERT INTO stations.journal_version VALUES (0)");
        }

        foreach (var step in Steps[version..])
        {
            // However long it takes: a large table may be written anew.
            using var change = new NpgsqlCommand(step, connection) { CommandTimeout = 0 };
            change.ExecuteNonQuery();
        }

        connection.Run($"UPDATE stations.journal_version SET number = {Steps.Length}");
        transaction.Commit();
    }

    private static int Version(NpgsqlConnection connection, PostgresAddress address)
    {
        if (connection.Ask<bool>("SELECT to_regclass('stations.journal_version') IS NOT NULL"))
        {
            return connection.Ask<int>("SELECT number FROM stations.journal_version");
        }

        return connection.Ask<bool>("SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace('stations'))")
            ? throw new JournalException(JournalFault.NotAJournal, $"{address} has a schema stations that is not a journal; choose another database.")
            : 0;
    }
}
