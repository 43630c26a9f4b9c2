using Stations.Journal;
using Stations.Journal.Backup;
using Stations.Server.Configuration;

namespace Stations.Server.Commands;

/// <summary><c>data</c>: backup, restore, and the move from one kind of store to another.</summary>
internal static class DataCommand
{
    public const string Name = "data";

    /// <returns>The exit code: 0 when all was done and verified, 1 when not, 2 when it is not clear what was asked.</returns>
    /// <exception cref="OptionsException">The server's options are wrong.</exception>
    public static int Run(ReadOnlySpan<string> args, TimeProvider clock)
    {
        if (!DataArguments.TryRead(args, out var arguments))
        {
            Console.Error.WriteLine(DataArguments.Usage);
            return 2;
        }

        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("STATIONS_").AddInMemoryCollection(arguments.Settings).Build();
        var options = ServerOptions.Read(configuration, demo: false);
        var journal = options.Journal;
        try
        {
            using var history = journal.NewHistory();
            return Run(arguments, journal.Place, new JournalBackup(journal, history, new ProgressLines(clock)));
        }
        catch (Exception error) when (error is BackupException or JournalException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    private static int Run(DataArguments arguments, string place, JournalBackup backup)
    {
        var (what, summary) = arguments switch
        {
            { Verb: DataVerb.Import } => ($"{place} now holds all of {arguments.File}", backup.Import(arguments.File!)),
            { Verb: DataVerb.Export } => ($"{arguments.File} holds all of {place}", backup.Export(arguments.File!)),
            _ => ($"{place} is sound", backup.Verify()),
        };
        Console.WriteLine($"{what}: {summary}");
        return arguments is { Verb: DataVerb.Verify, File: { } file } ? Compare(file, backup.VerifyFile(file), summary) : 0;
    }

    private static int Compare(string file, BackupSummary inFile, BackupSummary inStore)
    {
        var same = inFile.Digest == inStore.Digest;
        Console.WriteLine(same ? $"{file} is sound and holds the same" : $"{file} is sound but holds something else: {inFile}");
        return same ? 0 : 1;
    }
}
