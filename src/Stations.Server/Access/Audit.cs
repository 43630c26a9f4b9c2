using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Api;

namespace Stations.Server.Access;

/// <summary>Writes down what people and programs change, as it begins and once it is done, so that what a lost server left half done shows too.</summary>
public sealed class Audit(IGrainFactory grains, TimeProvider clock)
{
    private const int MaxText = 256;

    private IAuditGrain Grain => grains.GetGrain<IAuditGrain>(IAuditGrain.Key);

    /// <summary>Its number, once it is durable.</summary>
    public Task<long> Begin(string who, string from, string act, string on)
    {
        var entry = new AuditEntry(0, clock.NowMilliseconds(), who, from, act, Cut(on));
        return Insist.On(() => Grain.Begin(entry), clock, CancellationToken.None);
    }

    /// <summary>What was done is told of whatever becomes of whoever asked for it.</summary>
    public Task End(long number, int status, string? detail) => Insist.On(() => Grain.End(number, status, detail is null ? null : Cut(detail)), clock, CancellationToken.None);

    public Task<AuditEntry[]> Read(long before, int most, CancellationToken cancellation) => Insist.On(() => Grain.Read(before, most), clock, cancellation);

    private static string Cut(string text) => text.Length > MaxText ? text[..MaxText] : text;
}
