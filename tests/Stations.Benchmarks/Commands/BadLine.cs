namespace Stations.Benchmarks.Commands;

/// <summary>A network in one direction: of ten messages one is lost, one comes twice and two are overtaken, by a seed.</summary>
internal sealed class BadLine(int seed, TimeProvider clock)
{
    private const int SlowestMilliseconds = 1000;

    private readonly Random dice = new(seed);
    private readonly Lock gate = new();

    /// <summary>Lets it arrive, or not; does not wait.</summary>
    public void Carry(Action arrive)
    {
        var (fate, first, second) = Draw();
        switch (fate)
        {
            case 0:
                break;
            case 1:
                arrive();
                _ = Later(second, arrive);
                break;
            case 2 or 3:
                _ = Later(first, arrive);
                break;
            default:
                arrive();
                break;
        }
    }

    private (int Fate, TimeSpan First, TimeSpan Second) Draw()
    {
        lock (gate)
        {
            return (dice.Next(10), TimeSpan.FromMilliseconds(dice.Next(SlowestMilliseconds)), TimeSpan.FromMilliseconds(dice.Next(SlowestMilliseconds)));
        }
    }

    private async Task Later(TimeSpan after, Action arrive)
    {
        await Task.Delay(after, clock);
        arrive();
    }
}
