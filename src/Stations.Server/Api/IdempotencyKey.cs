namespace Stations.Server.Api;

/// <summary>The header with which a caller numbers what he wants done, so that asking twice is asking once.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>Null for a key that can be used.</summary>
    public static Problem? Mistake(string? key) => key is { Length: > 0 and <= 64 } && key.All(letter => letter is > ' ' and <= '~')
        ? null
        : Problems.InvalidParameter(Header, "is a header that is needed: 1 to 64 letters, digits or signs, new for each thing that you want done");
}
