using System.Text.RegularExpressions;

namespace Stations.Tests.House;

public sealed partial class PathTests
{
    /// <summary>Bytes; a larger file is a picture or data, not something that names a machine.</summary>
    private const long LargestText = 4 * 1024 * 1024;

    private static readonly IReadOnlyList<(string Path, string Text)> Texts =
    [
        .. Tree.Files().Where(path => new FileInfo(path).Length <= LargestText)
            .Select(path => (Tree.Relative(path), File.ReadAllText(path)))
            .Where(file => !file.Item2.Contains('\0', StringComparison.Ordinal)),
    ];

    [Fact]
    public void No_file_knows_the_machine_it_was_written_on() => AssertNowhere(MachinePath());

    [Fact]
    public void No_lock_file_knows_where_its_packages_were_fetched_from() => AssertNowhere(FetchedFrom());

    [Theory]
    [InlineData("see /{0}/x.cs", "root", true)]
    [InlineData("\"/{0}/me/x\"", "home", true)]
    [InlineData("C:/{0}/me/x", "Users", true)]
    [InlineData("https://example.org/{0}/x", "root", false)]
    [InlineData("href=\"/{0}\"", "home", false)]
    public void A_machine_path_is_told_from_an_address(string text, string folder, bool expected) =>
        Assert.Equal(expected, MachinePath().IsMatch(text.Replace("{0}", folder, StringComparison.Ordinal)));

    private static void AssertNowhere(Regex unwanted)
    {
        Assert.NotEmpty(Texts);
        Assert.Empty(Texts.SelectMany(file => unwanted.Matches(file.Text).Select(match => $"{file.Path}: {match.Value}")));
    }

    [GeneratedRegex(@"(?<![\w.*-])(?:[A-Z]:)?[/\\](?:root|(?:home|Users)[/\\][\w.-]+)[/\\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex MachinePath();

    [GeneratedRegex("\"?resolved\"?:? *\"[a-z+]+://[^\"]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex FetchedFrom();
}
