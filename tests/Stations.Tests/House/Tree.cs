using System.Xml.Linq;

namespace Stations.Tests.House;

/// <param name="Path">From the root, with forward slashes.</param>
internal sealed record Project(string Name, string Path, XDocument Xml);

/// <summary>What is in the source tree.</summary>
internal static class Tree
{
    private static readonly HashSet<string> Ignored =
    [
        ".git",
        .. File.ReadLines(Path.Combine(Checkout.Root, ".gitignore")).Where(line => line.EndsWith('/')).Select(line => line.Trim('/')),
    ];

    public static IReadOnlyList<Project> Projects { get; } =
    [
        .. from file in Files()
           where file.EndsWith(".csproj", StringComparison.Ordinal)
           select new Project(Path.GetFileNameWithoutExtension(file), Relative(file), XDocument.Load(file)),
    ];

    /// <summary>Every file that is not built, fetched or written at run time.</summary>
    public static IEnumerable<string> Files() => Files(Checkout.Root);

    /// <summary>From the root, with forward slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Checkout.Root, path).Replace('\\', '/');

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Where(IsOurs).Concat(Directory.EnumerateDirectories(folder).Where(IsOurs).SelectMany(Files));

    private static bool IsOurs(string path) => !Ignored.Contains(Path.GetFileName(path));
}
