using System.Diagnostics.CodeAnalysis;

namespace Stations.Server.Commands;

internal enum DataVerb
{
    Export,
    Import,
    Verify,
}

/// <summary>What was asked of <c>data</c>.</summary>
/// <param name="File">The backup; null only for a verification of the store alone.</param>
/// <param name="Settings">Of the server, such as <c>Data:Folder</c>.</param>
internal sealed record DataArguments(DataVerb Verb, string? File, IReadOnlyDictionary<string, string?> Settings)
{
    public const string Usage =
        """
        data export --to <file>      writes all that the server remembers into one file
        data import --from <file>    fills an empty folder or database from such a file
        data verify                  reads all of it and compares every checksum
        data verify --from <file>    also reads such a file and says whether both hold the same
        All take the server's options, such as --Data:Folder=data. The server must not run meanwhile.
        """;

    /// <param name="args">What follows <c>data</c>.</param>
    /// <returns>False when a word is unknown, missing or too many.</returns>
    public static bool TryRead(ReadOnlySpan<string> args, [NotNullWhen(true)] out DataArguments? arguments)
    {
        arguments = null;
        if (args.IsEmpty || !TryReadOptions(args[1..], out var options))
        {
            return false;
        }

        var from = options.Remove("from", out var source);
        var to = options.Remove("to", out var target);
        arguments = (args[0], from, to) switch
        {
            ("export", false, true) => new(DataVerb.Export, target, options),
            ("import", true, false) => new(DataVerb.Import, source, options),
            ("verify", _, false) => new(DataVerb.Verify, source, options),
            _ => null,
        };
        return arguments is not null && options.Keys.All(name => name.Contains(':'));
    }

    /// <summary><c>--name=value</c> or <c>--name value</c>.</summary>
    private static bool TryReadOptions(ReadOnlySpan<string> args, out Dictionary<string, string?> options)
    {
        options = new(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < args.Length; at++)
        {
            var equals = args[at].IndexOf('=');
            var name = equals < 0 ? args[at] : args[at][..equals];
            var value = equals >= 0 ? args[at][(equals + 1)..] : ++at < args.Length ? args[at] : "";
            if (!name.StartsWith("--", StringComparison.Ordinal) || value.Length == 0 || !options.TryAdd(name[2..], value))
            {
                return false;
            }
        }

        return true;
    }
}
