namespace Stations.Journal;

public enum JournalFault
{
    /// <summary>Another running process holds the folder or the database, or has taken it over.</summary>
    InUse,

    /// <summary>The files were written by a newer program.</summary>
    NewerThanProgram,

    /// <summary>The file is something else.</summary>
    NotAJournal,

    /// <summary>Checksums, numbering or structure do not hold, or acknowledged records are missing.</summary>
    Damaged,

    /// <summary>The store cannot be read or written now: rights, a lock held by another tool, a failing disk, a server that is away.</summary>
    Unavailable,

    /// <summary>The store is there and does not let this program work: a password, a name, a right, a setting. Waiting does not help.</summary>
    Refused,
}

/// <summary>The journal cannot be opened. The message is meant for the person who starts the program.</summary>
public sealed class JournalException(JournalFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public JournalFault Fault { get; } = fault;
}
