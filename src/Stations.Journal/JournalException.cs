namespace Stations.Journal;

public enum JournalFault
{
    /// <summary>Another running process holds the folder.</summary>
    InUse,

    /// <summary>Another server has taken this one for ended and goes on with its journal: this one can never write to it again.</summary>
    TakenOver,

    /// <summary>The files were written by a newer program.</summary>
    NewerThanProgram,

    /// <summary>The file is something else.</summary>
    NotAJournal,

    /// <summary>Checksums, numbering or structure do not hold, or acknowledged records are missing.</summary>
    Damaged,

    /// <summary>The store does not let this program in or write: rights, credentials. It stays so until a person changes something.</summary>
    Refused,

    /// <summary>The store cannot be read or written now: not reached, locked by another tool, a full or failing disk. Worth trying again.</summary>
    Unavailable,
}

/// <summary>The journal cannot be opened. The message is meant for the person who starts the program.</summary>
public sealed class JournalException(JournalFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public JournalFault Fault { get; } = fault;
}
