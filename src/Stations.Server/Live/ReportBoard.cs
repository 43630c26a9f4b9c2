using System.Collections.Concurrent;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Live;

/// <summary>A ticket and what it is about.</summary>
/// <param name="Device">Null for the station itself.</param>
public sealed record ShownReport(StationId Station, DeviceId? Device, Ticket Ticket);

/// <summary>Every ticket of every appliance and station, found by its number. Each owner's grain writes its own; everybody reads.</summary>
public sealed class ReportBoard
{
    private readonly ConcurrentDictionary<string, ShownReport> byNumber = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Ticket[]> byOwner = new(StringComparer.Ordinal);

    public IEnumerable<ShownReport> All => byNumber.Select(pair => pair.Value);

    public ShownReport? Find(string number) => byNumber.GetValueOrDefault(number);

    /// <summary>Takes the tickets of an appliance, or of a station, in place of those that it had.</summary>
    public void Follow(StationId station, DeviceId? device, Ticket[] tickets)
    {
        var owner = device?.ToString() ?? station.ToString();
        if (tickets.Length == 0 && !byOwner.ContainsKey(owner))
        {
            return;
        }

        foreach (var gone in byOwner.GetValueOrDefault(owner, []).ExceptBy(tickets.Select(one => one.Number), one => one.Number))
        {
            byNumber.TryRemove(gone.Number, out _);
        }

        byOwner[owner] = tickets;
        foreach (var ticket in tickets)
        {
            byNumber[ticket.Number] = new(station, device, ticket);
        }
    }
}
