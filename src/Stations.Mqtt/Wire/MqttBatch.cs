namespace Stations.Mqtt.Wire;

/// <summary>
/// Holds back writes on the current thread, so that a connection which gets a thousand acknowledgements in one go is written to once:
/// <c>using (MqttBatch.Begin()) CompleteEverythingThatTheCommitMadeDurable();</c>. Batches nest; the outermost one writes.
/// </summary>
public readonly ref struct MqttBatch : IDisposable
{
    [ThreadStatic]
    private static int depth;

    [ThreadStatic]
    private static List<Output>? waiting;

    public static MqttBatch Begin()
    {
        depth++;
        return default;
    }

    public void Dispose()
    {
        if (--depth > 0 || waiting is null)
        {
            return;
        }

        for (int i = 0; i < waiting.Count; i++)
        {
            waiting[i].Flush();
        }

        waiting.Clear();
    }

    /// <summary>True if a batch is open on this thread and will flush <paramref name="output"/> at its end.</summary>
    internal static bool TryHold(Output output)
    {
        if (depth == 0)
        {
            return false;
        }

        (waiting ??= []).Add(output);
        return true;
    }
}
