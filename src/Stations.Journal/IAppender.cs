namespace Stations.Journal;

/// <summary>Appends and does not wait; is told instead.</summary>
public interface IAppender
{
    /// <summary>
    /// A record of its own is durable. Runs on the writer thread before those who wait for the commit go on, so it must not block or throw. Of several
    /// records in one commit the last is told first.
    /// </summary>
    /// <param name="what">What was handed in with the record.</param>
    /// <param name="position">The record's.</param>
    void Committed(object what, long position);
}
