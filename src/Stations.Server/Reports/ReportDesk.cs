using System.Net;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Access;
using Stations.Server.Api;
using Stations.Server.Configuration;
using Stations.Server.Live;

namespace Stations.Server.Reports;

/// <summary>Where riders' reports come in, by the API and by the page's form, and where operators' answers go out. What it answers is durable.</summary>
internal sealed class ReportDesk(StationBoard board, IGrainFactory grains, ServerOptions options, ReportMetrics metrics, TimeProvider clock)
{
    private readonly RateWindow addresses = new(options.Reports.PerAddress, clock);
    private readonly RateWindow things = new(options.Reports.PerThing, clock);

    /// <summary>The ticket's number as people say it, or what is wrong.</summary>
    public async Task<(string? Ticket, bool IsNew, Problem? Problem)> File(ReportBody body, IPAddress? from, CancellationToken cancellation)
    {
        var address = AddressOf(from);
        if (!addresses.TryTake(address))
        {
            return Refuse(ReportOutcome.LimitedByAddress, Problems.TooManyReports("from this address"));
        }

        var mistakes = body.Mistakes();
        if (mistakes.Count > 0)
        {
            return Refuse(ReportOutcome.Refused, Problems.InvalidBody(mistakes));
        }

        if (!StationId.TryParse(body.Station, out var station) || board.Find(station) is not { } item)
        {
            return Refuse(ReportOutcome.Refused, Problems.NotFound("station", body.Station!, "district:station"));
        }

        DeviceId? device = null;
        if (body.Device is not null)
        {
            if (!DeviceId.TryParse(body.Device, out var named) || !item.Devices.TryGetValue(named, out var shown) || body.Slot > shown.Device.Info.Slots)
            {
                return Refuse(ReportOutcome.Refused, Problems.NotFound("device", body.Slot > 0 ? $"{body.Device}, slot {body.Slot}" : body.Device, "district:node:device, of that station"));
            }

            device = named;
        }

        if (!things.TryTake(device?.ToString() ?? station.ToString()))
        {
            return Refuse(ReportOutcome.LimitedByThing, Problems.TooManyReports("of this"));
        }

        var filed = body.ToEvent(address);
        var reply = await Tell(station, device, filed, cancellation);
        if (reply.Answer != ReportAnswer.Done)
        {
            return Refuse(ReportOutcome.Full, Problems.TooManyReports("open of this; operators know"));
        }

        metrics.Count(ReportOutcome.Taken);
        return (TicketNumber.Say(reply.Ticket), reply.Ticket == filed.Ticket, null);
    }

    public ShownReport? Find(string typed) => board.Reports.Find(TicketNumber.Read(typed));

    public async Task<bool> Answer(ShownReport report, ReportEventKind kind, ReportAnswerBody answer, CancellationToken cancellation) =>
        (await Tell(report.Station, report.Device, new(kind, report.Ticket.Number, Text: answer.Text, By: answer.By), cancellation)).Answer == ReportAnswer.Done;

    /// <summary>Keeps a photo for a ticket that has none; a second one changes nothing. Null when all is well.</summary>
    public async Task<Problem?> Keep(ShownReport report, Photo photo, IPAddress? from, CancellationToken cancellation)
    {
        if (!addresses.TryTake(AddressOf(from)))
        {
            metrics.Count(ReportOutcome.LimitedByAddress);
            return Problems.TooManyReports("from this address");
        }

        if (report.Ticket.PhotoBytes > 0)
        {
            return null;
        }

        if (!await HasRoom(photo.Bytes.Length, cancellation))
        {
            metrics.Count(ReportOutcome.Full);
            return Problems.TooManyReports("with photos open");
        }

        await Insist.On(() => grains.GetGrain<IPhotoGrain>(report.Ticket.Number).Keep(photo.Type, photo.Bytes), clock, cancellation);
        await Tell(report.Station, report.Device, new(ReportEventKind.Photographed, report.Ticket.Number, PhotoBytes: photo.Bytes.Length), cancellation);
        return null;
    }

    public ValueTask<PhotoState?> PhotoOf(ShownReport report) => grains.GetGrain<IPhotoGrain>(report.Ticket.Number).Read();

    /// <summary>The oldest of what is closed make room. Servers that do so at the same time may keep a photo too many, or too few.</summary>
    private async Task<bool> HasRoom(int bytes, CancellationToken cancellation)
    {
        var kept = board.Reports.All.Where(report => report.Ticket.PhotoBytes > 0).ToList();
        var total = kept.Sum(report => (long)report.Ticket.PhotoBytes) + bytes;
        foreach (var old in kept.Where(report => !report.Ticket.IsOpen).OrderBy(report => report.Ticket.At))
        {
            if (total <= options.Reports.PhotoBytes)
            {
                break;
            }

            await grains.GetGrain<IPhotoGrain>(old.Ticket.Number).Drop();
            await Tell(old.Station, old.Device, new(ReportEventKind.Photographed, old.Ticket.Number), cancellation);
            total -= old.Ticket.PhotoBytes;
        }

        return total <= options.Reports.PhotoBytes;
    }

    private Task<ReportReply> Tell(StationId station, DeviceId? device, ReportEvent said, CancellationToken cancellation) => Insist.On(
        () => device is { } known ? grains.GetGrain<IDeviceGrain>(known.ToString()).Report(said) : grains.GetGrain<IStationGrain>(station.ToString()).Report(said), clock, cancellation);

    private (string? Ticket, bool IsNew, Problem? Problem) Refuse(ReportOutcome outcome, Problem problem)
    {
        metrics.Count(outcome);
        return (null, false, problem);
    }

    private static string AddressOf(IPAddress? address) => address is null ? "" : Attempt.Network(address);
}
