using Stations.Mqtt.Server;

namespace Stations.Mqtt.Tls;

/// <summary>
/// Keeps what handshakes are made with as new as its files. What has changed is taken once two looks in a row found the same, so that files
/// written one after the other go together; what cannot be used is told, and the material that was in use stays.
/// </summary>
internal sealed class TlsWatch : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly MqttTlsOptions options;
    private readonly TimeProvider clock;
    private readonly MqttCounters counters;
    private readonly Lock gate = new();
    private readonly ITimer timer;
    private volatile TlsMaterial material;
    private volatile string? refusal;
    private string seen;
    private string judged;

    /// <exception cref="IOException">The files cannot be used.</exception>
    public TlsWatch(MqttTlsOptions options, TimeProvider clock, MqttCounters counters)
    {
        (this.options, this.clock, this.counters) = (options, clock, counters);
        var mistakes = new List<string>();
        material = TlsMaterial.Load(options, mistakes) ?? throw new IOException($"MQTT over TLS: {string.Join("; ", mistakes)}.");
        seen = judged = material.Fingerprint;
        counters.Expires(() => (material.Ends - clock.GetUtcNow()).TotalSeconds);
        timer = clock.CreateTimer(static watch => ((TlsWatch)watch!).Look(), this, Interval, Interval);
    }

    /// <summary>For the next handshake.</summary>
    public TlsMaterial Material => material;

    /// <summary>What needs somebody's hand; null while all is well.</summary>
    public string? Trouble => refusal is { } why ? $"{why} The certificate until {material.Ends:u} stays in use."
        : clock.GetUtcNow() >= material.EndsSoonFrom ? $"The certificate of MQTT ends at {material.Ends:u}; put a new one into '{options.Files.Certificate}', it is taken without a restart."
        : null;

    public ValueTask DisposeAsync() => timer.DisposeAsync();

    private void Look()
    {
        // A look that takes longer than the interval: the next one finds what there is to find.
        if (!gate.TryEnter())
        {
            return;
        }

        try
        {
            var contents = TlsContents.Of(options.Files);
            var before = seen;
            seen = contents.Fingerprint;
            if (seen == material.Fingerprint)
            {
                (judged, refusal) = (seen, null);
            }
            else if (seen == before && seen != judged)
            {
                judged = seen;
                Take(contents);
            }
        }
        finally
        {
            gate.Exit();
        }
    }

    private void Take(TlsContents contents)
    {
        var mistakes = new List<string>();
        var next = TlsMaterial.Load(options, contents, mistakes);
        if (next is not null && next.Ends <= clock.GetUtcNow() && next.Ends < material.Ends)
        {
            mistakes.Add($"it ended at {next.Ends:u}");
        }

        if (mistakes.Count == 0)
        {
            (material, refusal) = (next!, null);
        }
        else
        {
            refusal = $"The new certificate of MQTT is not taken: {string.Join("; ", mistakes)}.";
        }

        counters.Reloaded(mistakes.Count == 0);
    }
}
