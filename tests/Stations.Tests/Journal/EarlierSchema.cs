namespace Stations.Tests.Journal;

/// <summary>The schema of a database that was written before several servers could share one, as it was released.</summary>
internal static class EarlierSchema
{
    public const string Second =
        """
        CREATE SCHEMA stations;
        CREATE TABLE stations.journal_version (number integer NOT NULL);
        INSERT INTO stations.journal_version VALUES (2);
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
        """;
}
