using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace Stations.Journal.Postgres;

/// <summary>What PostgreSQL said, in words for the person who runs the server.</summary>
internal static class PostgresFault
{
    /// <summary>Raised by <c>stations.hold</c> and <c>stations.hold_progress</c>: the epoch is another server's.</summary>
    public const string TakenOver = "ST001";

    /// <summary>Raised by <c>stations.hold</c>: this commit reached the disk at an earlier try.</summary>
    public const string CommittedAlready = "ST002";

    /// <summary>Raised by <c>stations.hold</c>: other servers claimed keys since the last commit.</summary>
    public const string KeysTaken = "ST003";

    public static bool Is(Exception error) => error is DbException or TimeoutException or IOException or SocketException;

    public static JournalException Explain(PostgresAddress at, Exception error) => error switch
    {
        PostgresException said => Explain(at, said),
        NpgsqlException { InnerException: AuthenticationException inner } => NotLetIn(at, inner.Message, error),
        NpgsqlException { InnerException: null, IsTransient: false } => NotLetIn(at, error.Message, error),
        _ => new(JournalFault.Unavailable, $"{at} does not answer: {(error.InnerException ?? error).Message.TrimEnd('.')}.", error),
    };

    private static JournalException Explain(PostgresAddress at, PostgresException said) => said.SqlState switch
    {
        TakenOver => new(JournalFault.TakenOver,
            $"Another server has taken over {at} since this one lost its connection; this one can never write there again: stop it.", said),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => NotLetIn(at, said.MessageText, said),
        PostgresErrorCodes.InvalidCatalogName => new(JournalFault.Refused,
            $"{at}: there is no such database; create it (createdb {at.Database}) or correct Data:Store.", said),
        PostgresErrorCodes.InsufficientPrivilege => new(JournalFault.Refused,
            $"{at}: user {at.User} lacks a right: {said.MessageText}. Let it create and own the schema: GRANT CREATE ON DATABASE \"{at.Database}\" TO \"{at.User}\".", said),
        PostgresErrorCodes.ReadOnlySqlTransaction => new(JournalFault.Refused,
            $"{at} is read-only (a standby, or default_transaction_read_only); name the primary in Data:Store.", said),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction => new(JournalFault.NotAJournal,
            $"{at}: the schema stations is not a journal: {said.MessageText}.", said),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => new(JournalFault.Damaged,
            $"{at} is damaged: {said.MessageText}. Restore it from a backup.", said),
        PostgresErrorCodes.DiskFull => new(JournalFault.Unavailable, $"{at} has no room left on its disk: {said.MessageText}. Make room; nothing else is needed.", said),
        PostgresErrorCodes.TooManyConnections => new(JournalFault.Unavailable, $"{at} has no connection left: {said.MessageText}. Raise its max_connections or stop others.", said),
        _ => new(JournalFault.Unavailable, $"{at} does not do it now: {said.MessageText} ({said.SqlState}).", said),
    };

    private static JournalException NotLetIn(PostgresAddress at, string why, Exception error) =>
        new(JournalFault.Refused, $"{at} does not let user {at.User} in: {why.TrimEnd('.')}. Correct Data:Store.", error);
}
