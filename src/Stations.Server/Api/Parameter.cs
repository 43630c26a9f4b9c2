using Microsoft.OpenApi;

namespace Stations.Server.Api;

internal delegate bool TryParse<T>(string text, out T value);

/// <summary>A query parameter: what it may be, and how OpenAPI shows it. An empty text is the same as none.</summary>
/// <param name="Expected">What a person should write.</param>
internal abstract record Parameter(string Name, string Description, string Expected, OpenApiSchema Schema)
{
    /// <summary>Another parameter without which this one means nothing.</summary>
    public string? OnlyWith { get; init; }

    /// <summary>Without it there is no question.</summary>
    public bool Needed { get; init; }

    public abstract bool Accepts(string text);

    /// <summary>All that is wrong with a query, by parameter; empty when nothing is.</summary>
    public static Dictionary<string, string[]> Mistakes(IQueryCollection query, IReadOnlyList<Parameter> known)
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (name, values) in query)
        {
            var parameter = known.FirstOrDefault(one => one.Name == name);
            var mistake = parameter switch
            {
                null when known.Count == 0 => "is not known; there are none here",
                null => $"is not known; there are {string.Join(", ", known.Select(one => one.Name))}",
                _ when values.Count > 1 => "is given more than once",
                _ when string.IsNullOrEmpty(values) => null,
                { OnlyWith: { } other } when string.IsNullOrEmpty(query[other]) => $"means nothing without {other}",
                _ => parameter.Accepts(values!) ? null : $"must be {parameter.Expected}",
            };
            if (mistake is not null)
            {
                mistakes[name] = [mistake];
            }
        }

        foreach (var missing in known.Where(one => one.Needed && string.IsNullOrEmpty(query[one.Name])))
        {
            mistakes[missing.Name] = [$"is needed: {missing.Expected}"];
        }

        return mistakes;
    }
}

internal sealed record Parameter<T>(string Name, string Description, string Expected, T WhenAbsent, TryParse<T> TryParse, OpenApiSchema Schema)
    : Parameter(Name, Description, Expected, Schema)
{
    public override bool Accepts(string text) => TryParse(text, out _);

    /// <summary>Its value in a query that has no mistakes.</summary>
    public T In(IQueryCollection query) => query[Name].ToString() is { Length: > 0 } text && TryParse(text, out var value) ? value : WhenAbsent;
}

/// <summary>The query parameters that an endpoint knows.</summary>
internal sealed record KnownParameters(IReadOnlyList<Parameter> All);
