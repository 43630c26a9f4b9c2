using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Json;

namespace Stations.Server.Live;

/// <summary>The rules of <see cref="ServerJson"/> with Chinese left readable, and half as long, instead of escaped. HTML's own characters stay escaped.</summary>
internal static class PublicJson
{
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    public static ServerJson Context { get; } = new(new JsonSerializerOptions(ServerJson.Default.Options) { Encoder = Encoder });

    /// <summary>Gives results that the framework writes the same rules.</summary>
    public static void Apply(JsonOptions options)
    {
        options.SerializerOptions.TypeInfoResolverChain.Insert(0, Context);
        options.SerializerOptions.Converters.Add(new InstantConverter());
        options.SerializerOptions.Encoder = Encoder;
        options.SerializerOptions.NumberHandling = default;
    }
}
