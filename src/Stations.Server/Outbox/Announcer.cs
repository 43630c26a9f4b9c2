using System.Text.Json;
using Stations.Protocol;
using Stations.Server.Ingest;
using Stations.Server.Live;

namespace Stations.Server.Outbox;

/// <summary>
/// Says what each station offers, retained, for whoever lives on MQTT: with the next look once it changes, so at most once in a <see cref="Beat"/>, and again
/// after <see cref="Repeat"/>, spread over that time. What is not said again ends by itself: a server that died says nothing.
/// </summary>
public sealed class Announcer(StationBoard board, Intake intake, OutboxMetrics metrics, TimeProvider clock) : BackgroundService
{
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan Repeat = TimeSpan.FromSeconds(60);

    /// <summary>After so long without a word nothing is known any more: as long as a silent device is believed.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromSeconds(180);

    /// <summary>Of one look; the rest is said with the next ones. A hundred thousand stations are repeated with 1,700 a second.</summary>
    public const int MaxAtOnce = 5_000;

    private readonly Dictionary<StationId, Said> said = [];

    /// <param name="Picture">The last that was looked at.</param>
    private sealed record Said(StationPicture Picture, NeedsView Needs, DateTimeOffset RepeatAt);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        do
        {
            Look();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Costs a glance at each station. Not safe from two threads.</summary>
    internal void Look()
    {
        var now = clock.GetUtcNow();
        var count = 0;
        foreach (var item in board.Stations)
        {
            if (IsNews(item, now) && (!Say(item, now) || ++count == MaxAtOnce))
            {
                return;
            }
        }
    }

    /// <summary>Most pictures of a station say only that something was reported again.</summary>
    private bool IsNews(StationItem item, DateTimeOffset now)
    {
        var picture = item.Picture;
        if (!said.TryGetValue(picture.Info.Id, out var last) || now >= last.RepeatAt)
        {
            return true;
        }

        if (ReferenceEquals(picture, last.Picture))
        {
            return false;
        }

        said[picture.Info.Id] = last with { Picture = picture };
        return picture.Info.Hours != last.Picture.Info.Hours || AvailabilityView.NewsOf(picture) != last.Needs;
    }

    private bool Say(StationItem item, DateTimeOffset now)
    {
        var picture = item.Picture;
        var id = picture.Info.Id;
        var view = AvailabilityView.Of(picture with { NextFull = item.NextFull }, now, Validity);
        if (intake.Announce?.Invoke(new Notice(id, JsonSerializer.SerializeToUtf8Bytes(view, PublicJson.Context.AvailabilityView), (uint)Validity.TotalSeconds)) is not true)
        {
            metrics.CountUnreached();
            return false;
        }

        metrics.CountAnnounced();

        // What is there at a start is repeated over the whole time, and not all at once.
        var repeatAt = now + (said.ContainsKey(id) ? Repeat : Beat * (1 + said.Count % (int)(Repeat / Beat)));
        said[id] = new(picture, AvailabilityView.NewsOf(picture), repeatAt);
        return true;
    }
}
