using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>
/// Runs the rules of <see cref="Model"/> for one appliance of any kind; has none of its own.
/// <para>
/// Each call decides, appends and changes <see cref="tip"/> without an await in between, so calls may interleave at the commit and
/// hundreds of one device's messages can wait for the same one. Nothing of the tip is answered before it is durable, and nothing but danger
/// is shown before.
/// </para>
/// <para>
/// What is ordinary waits for nothing: the journal tells the grain once it is durable (<see cref="IAppender"/>), on the writer's thread, and whoever sent it
/// waits for the commit together with all others. Therefore what is shown has a lock.
/// </para>
/// </summary>
[Reentrant]
public sealed partial class DeviceGrain(
    EventJournal journal, Unsaved unsaved, Unreadable unreadable, Firmwares firmwares, ILiveFeed feed, Silence silence, RuleBook rules, TrustLimits limits, TimeProvider clock, ILogger<DeviceGrain> log) : Grain, IDeviceGrain, IAppender
{
    [ThreadStatic]
    private static ReadingParser? parser;

    [ThreadStatic]
    private static byte[]? recordBuffer;

    // Also the lock of what is shown: of all that is only this grain's it takes no further room.
    private byte[] key = [];
    private volatile Device? tip;
    private (StationId Station, Contribution Contribution)? told;
    private long lastPosition;
    private Device? shown;
    private bool isUnsaved;

    /// <summary>What is kept of it can be read by a newer program alone: it is left to that one, nothing is appended, and nobody is told of a state that may be wrong.</summary>
    private bool isClosed;

    private static Outcome OfNewer => Outcome.Rejected(RejectReason.WrongVersion, "a newer version of the server wrote what is kept of the device: start that version again");

    private static ReadingParser Parser => parser ??= new ReadingParser();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        key = Encoding.ASCII.GetBytes(this.GetPrimaryKeyString());
        var isTakenOver = false;
        var isHarmed = false;
        try
        {
            var recovered = await journal.Claim(key);
            (lastPosition, isTakenOver, isHarmed) = (recovered.LastPosition, recovered.IsTakenOver, recovered.Damage is not null);
            tip = DeviceSnapshot.Restore(recovered);
        }
        catch (InvalidDataException damage) when (isHarmed)
        {
            log.LogError(damage, "{Device} is unknown until it is born again", this.GetPrimaryKeyString());
        }
        catch (InvalidDataException newer)
        {
            isClosed = true;
            unreadable.Add(this.GetPrimaryKeyString());
            log.LogError(newer, "{Device} is not served until the version runs again that wrote what is kept of it; what it says meanwhile is in the quarantine", this.GetPrimaryKeyString());
        }
        catch (JournalException away) when (away.Fault is JournalFault.Unavailable && feed.Shown(this.GetPrimaryKeyString()) is { } picture)
        {
            // Better what is shown than an alarm that nobody takes. It may lack the number of a stored message, never a value.
            (tip, lastPosition) = (picture, picture.JournalPosition);
        }

        if (tip is not null)
        {
            (told, shown) = ((tip.Info.Station, Contribution.Of(tip)), tip);
        }

        adapter = tip is null ? firmwares.OfUnborn : firmwares.Follow(tip.Info);
        if (isTakenOver && tip is not null)
        {
            await Append(DeviceRecord.RecordKind.Whole, clock.NowMilliseconds(), [], DeviceSnapshot.Write(tip));
        }

        RecoverCommands();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (journal.IsShared)
        {
            // The next server to have it may be one that can read it.
            unreadable.Remove(this.GetPrimaryKeyString());
            firmwares.Forget(this.GetPrimaryKeyString());
        }

        if (isUnsaved)
        {
            await Save();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome> Observe(DeviceMessage message)
    {
        if (!TryHear(message.Payload, adapter, tip?.Boot, out var said, out var reason, out var detail))
        {
            return Outcome.Rejected(reason, detail);
        }

        if (isClosed)
        {
            return OfNewer;
        }

        var reading = Parser.Reading;
        var now = clock.NowMilliseconds();
        var isShed = !message.IsPromised && !journal.HasRoom;
        if (tip is null)
        {
            if (isShed)
            {
                return new(OutcomeKind.Shed);
            }

            await Append(DeviceRecord.RecordKind.Aside, now, [], said);
            return new(OutcomeKind.Stranger);
        }

        var (verdict, facts, heard) = Observation.Of(tip, reading, now, rules);
        var isDanger = HasDanger(tip, facts);
        if (isShed && !isDanger)
        {
            return new(OutcomeKind.Shed);
        }

        switch (verdict)
        {
            case Verdict.Fresh:
                var unknown = reading.UnknownFields + reading.UnknownWords + Counters.Doubted(tip, reading, now);
                if (WaitsItself(message) && !isDanger && !IsFollowed)
                {
                    ChangeAndBeTold(After(heard!, facts), Record(DeviceRecord.RecordKind.Message, now, facts, said));
                    return new(OutcomeKind.Applied, Unknown: unknown) { Position = lastPosition };
                }

                var committed = Append(DeviceRecord.RecordKind.Message, now, facts, said);
                Change(heard!, facts);
                var followed = Follow(now);
                var next = tip!;
                await (isDanger ? Warn() : default);
                await committed;
                await followed;
                await Show(next);
                return new(OutcomeKind.Applied, Unknown: unknown);

            case Verdict.Duplicate when WaitsItself(message):
                return new(OutcomeKind.Duplicate) { Position = lastPosition };

            case Verdict.Duplicate:
                await Durable();
                return new(OutcomeKind.Duplicate);

            case Verdict.Historic:
                var kept = Append(DeviceRecord.RecordKind.Historic, now, [], said);
                tip = tip.Pass(reading) with { JournalPosition = lastPosition };
                await kept;
                return new(OutcomeKind.History);

            default:
                // Of another life: the birth of a new one may be on its way still, and what this says would be missing after it.
                var aside = verdict == Verdict.OtherLife ? OutcomeKind.Stranger : reading.Historic ? OutcomeKind.History : OutcomeKind.Overtaken;
                await Append(DeviceRecord.RecordKind.Aside, now, [], said);
                return new(aside);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome> Born(DeviceBirth birth)
    {
        var speaks = firmwares.Of(birth.Info);
        if (!TryHear(birth.State, speaks, life: null, out var said, out var reason, out var detail))
        {
            return Outcome.Rejected(reason, detail);
        }

        if (isClosed)
        {
            return OfNewer;
        }

        var reading = Parser.Reading;
        if (tip is not null && tip.Boot == reading.Boot && reading.Seq <= tip.Seq)
        {
            await Durable();
            return new(OutcomeKind.Duplicate);
        }

        var now = clock.NowMilliseconds();
        var unknown = reading.UnknownFields + reading.UnknownWords + (birth.Info.Kind == DeviceKind.Unknown ? 1 : 0);
        var before = tip;
        var born = Device.Born(birth.Info, before, reading.Boot);
        var facts = Observation.FactsOf(born, before, reading, now, rules);
        var committed = Append(DeviceRecord.RecordKind.Birth, now, facts, (speaks is null ? birth : birth with { State = said.ToArray() }).ToBytes());
        Change(born.Apply(reading, now), facts);
        adapter = firmwares.Follow(birth.Info);
        var configured = HearEarly(now);
        var poweredUp = before is not null && before.Boot != tip!.Boot ? PowerUp(now) : default;
        var followed = Follow(now);
        var next = tip!;
        await (HasDanger(born, facts) ? Warn() : default);
        await committed;
        await configured;
        await poweredUp;
        await followed;
        if (before is not null && before.Info.Station != birth.Info.Station && !feed.SumsStations)
        {
            await Station(before.Info.Station).DeviceChanged(this.GetPrimaryKeyString(), null);
        }

        await Show(next);
        return new(OutcomeKind.Applied, Unknown: unknown);
    }

    public ValueTask Save()
    {
        isUnsaved = false;
        return isClosed ? default : journal.Save(new Snapshot(key, lastPosition, tip is null ? default : DeviceSnapshot.Write(tip)));
    }

    private ValueTask Append(DeviceRecord.RecordKind kind, long now, IReadOnlyList<Fact> facts, ReadOnlySpan<byte> payload)
    {
        var appended = journal.Append(key, Record(kind, now, facts, payload));
        lastPosition = appended.Position;
        return appended.Committed;
    }

    /// <summary>A record to append, in this thread's buffer.</summary>
    private ReadOnlySpan<byte> Record(DeviceRecord.RecordKind kind, long now, IReadOnlyList<Fact> facts, ReadOnlySpan<byte> payload)
    {
        if (!isUnsaved)
        {
            isUnsaved = true;
            unsaved.Add(this.GetPrimaryKeyString());
        }

        if (recordBuffer is null || recordBuffer.Length < DeviceRecord.LengthOf(facts.Count, payload.Length))
        {
            recordBuffer = new byte[Math.Max(DeviceRecord.UsualBytes, DeviceRecord.LengthOf(facts.Count, payload.Length))];
        }

        var length = DeviceRecord.Write(recordBuffer, kind, now, facts, payload);
        return recordBuffer.AsSpan(0, length);
    }

    /// <summary>The next tip, with the position of what was appended last.</summary>
    private Device Change(Device next, IReadOnlyList<Fact> facts) => tip = After(next, facts) with { JournalPosition = lastPosition };

    /// <summary>The same, and the journal tells when it is durable. The tip comes first: what is shown must not get a danger back that this has ended.</summary>
    private void ChangeAndBeTold(Device next, ReadOnlySpan<byte> record)
    {
        tip = next;
        lastPosition = journal.AppendAndTell(key, record, this, next);
    }

    private static Device After(Device device, IReadOnlyList<Fact> facts)
    {
        for (var index = 0; index < facts.Count; index++)
        {
            device = device.Apply(facts[index]);
        }

        return device;
    }

    /// <summary>The sender waits for the commit of what it is answered, which fails for no key of its own.</summary>
    private bool WaitsItself(DeviceMessage message) => message.WaitsForCommit && !journal.IsShared;

    /// <summary>Completes when everything appended so far is durable, so that a repeated message is not acknowledged before the first.</summary>
    private ValueTask Durable() => journal.WaitFor(key, lastPosition);
}
