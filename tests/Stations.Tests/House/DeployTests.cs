using System.Text.RegularExpressions;

namespace Stations.Tests.House;

/// <summary>What is deployed speaks of things that exist: settings, figures, files.</summary>
public sealed partial class DeployTests
{
    /// <summary>Of those who write secrets there: not in the tree.</summary>
    private const string Secrets = "deploy/secrets";

    private static readonly IReadOnlyList<(string Path, string Text)> Deployed =
    [
        .. Tree.Files().Select(path => (Path: Tree.Relative(path), Full: path))
            .Where(file => file.Path == "docker-compose.yml" || file.Path.StartsWith("deploy/", StringComparison.Ordinal))
            .Select(file => (file.Path, File.ReadAllText(file.Full))),
    ];

    private static string Source { get; } = string.Concat(Tree.Files().Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && Tree.Relative(path).StartsWith("src/", StringComparison.Ordinal)).Select(File.ReadAllText));

    [Fact]
    public void Every_setting_that_is_given_is_read()
    {
        var given = Deployed.SelectMany(file => Setting().Matches(file.Text).Select(match => (file.Path, Name: match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal)))).ToList();

        Assert.Contains(given, one => one.Name == "Cluster:Advertise");
        Assert.DoesNotContain(given, one => !Source.Contains($"(\"{one.Name}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_figure_that_is_watched_is_counted()
    {
        var counted = Instrument().Matches(Source).SelectMany(match => Families(match.Groups["kind"].Value, match.Groups["name"].Value.Replace('.', '_'))).ToHashSet(StringComparer.Ordinal);
        var watched = Deployed.Where(file => file.Path.StartsWith("deploy/prometheus/", StringComparison.Ordinal) || file.Path.StartsWith("deploy/grafana/", StringComparison.Ordinal))
            .SelectMany(file => Figure().Matches(file.Text).Select(match => (file.Path, match.Value))).ToList();

        Assert.Contains(watched, one => one.Value == "journal_commit_duration_seconds_bucket");
        Assert.DoesNotContain(watched, one => !counted.Contains(one.Value));
    }

    [Fact]
    public void Every_file_that_an_image_copies_is_there()
    {
        var copied = Deployed.SelectMany(file => Copy().Matches(file.Text).SelectMany(match => match.Groups["from"].Captures).Select(from => Path.Combine(Context(file.Path), from.Value))).ToList();

        Assert.NotEmpty(copied);
        Assert.DoesNotContain(copied, path => !Exists(path));
    }

    [Fact]
    public void Every_file_that_compose_mounts_is_there()
    {
        var mounted = Deployed.Where(file => file.Path == "docker-compose.yml").SelectMany(file => Mount().Matches(file.Text).Select(match => match.Groups["from"].Value)).ToList();

        Assert.NotEmpty(mounted);
        Assert.DoesNotContain(mounted, path => !path.StartsWith(Secrets, StringComparison.Ordinal) && !Exists(path));
    }

    [Fact]
    public void The_ingress_passes_what_pages_need_and_nothing_for_those_inside()
    {
        var passed = Passed().Matches(Deployed.Single(file => file.Path.EndsWith("/ingress.yaml", StringComparison.Ordinal)).Text)
            .Select(match => (Path: match.Groups["path"].Value, IsPrefix: match.Groups["kind"].Value == "Prefix")).ToList();
        var files = Tree.Files().Select(Tree.Relative).Where(path => path.StartsWith("src/Stations.Web/public/", StringComparison.Ordinal)).Select(path => path["src/Stations.Web/public".Length..]);

        Assert.All(["/", "/map", "/saved", "/s/district:station", "/outline.geojson", "/sw.js", "/ops/", "/assets/x.js", "/api/v1/stream", "/openapi/v1.json", .. files], path => Assert.True(Passes(path), path));
        Assert.All(["/metrics", "/Metrics", "/metrics/", "/healthz", "/readyz"], path => Assert.False(Passes(path), path));

        bool Passes(string path) => passed.Exists(one => path == one.Path || (one.IsPrefix && path.StartsWith($"{one.Path}/", StringComparison.Ordinal)));
    }

    private static bool Exists(string path) => Path.Exists(Path.Combine(Checkout.Root, path));

    /// <summary>The folder that its COPY begins in.</summary>
    private static string Context(string dockerfile) => dockerfile == "deploy/Dockerfile" ? "" : Path.GetDirectoryName(dockerfile)!;

    /// <summary>As <c>/metrics</c> calls it, in either unit that the product has.</summary>
    private static IEnumerable<string> Families(string kind, string name) => kind switch
    {
        "Counter" => [$"{name}_total"],
        "Histogram" => [$"{name}_seconds_bucket", $"{name}_seconds_sum", $"{name}_seconds_count"],
        _ => [name, $"{name}_seconds"],
    };

    [GeneratedRegex("""STATIONS_(?<name>[A-Z]\w*?__[A-Z]\w*)|--(?<name>[A-Z]\w+(:[A-Z]\w*)+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"- path: (?<path>\S+)\s+pathType: (?<kind>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Passed();

    [GeneratedRegex("""Create(Observable)?(?<kind>Counter|UpDownCounter|Gauge|Histogram)(<\w+>)?\(\s*"(?<name>[\w.]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Instrument();

    [GeneratedRegex(@"\b(stations|journal|mqtt|grains)_\w+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Figure();

    [GeneratedRegex(@"^COPY (?!--)((?<from>\S+) )+\S+$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Copy();

    [GeneratedRegex(@"(- \./|file: )(?<from>deploy/[\w./-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Mount();
}
