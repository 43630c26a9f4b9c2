using System.Runtime.CompilerServices;
using System.Text.Json;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>What happens to an appliance without a message of its own: time passes, its node is lost, a person acts.</summary>
public sealed partial class DeviceGrain
{
    public ValueTask LoseNode(string boot) => tip is { } device && device.Boot == boot && device.Connection != Connection.Offline
        ? Conclude(Observation.After(device, new Fact(FactKind.WentOffline, 0, clock.NowMilliseconds()), rules))
        : default;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask CheckTime()
    {
        if (tip is null)
        {
            return;
        }

        var now = clock.NowMilliseconds();
        if (Observation.AtTime(tip, now, silence, rules) is { Count: > 0 } facts)
        {
            await Conclude(facts);
            return;
        }

        var before = tip;
        var held = FollowHolds(now);
        var next = tip;
        var turn = Turn(now);
        CommandRules.Advance(ref turn);
        await (turn.IsEmpty ? default : Take(turn));
        await held;
        if (!ReferenceEquals(next, before))
        {
            await Show(next);
        }
    }

    public async ValueTask<ActAnswer> Act(Act act)
    {
        if (tip is null)
        {
            return ActAnswer.NoSuchDevice;
        }

        var now = clock.NowMilliseconds();
        var (answer, facts) = Acts.Judge(tip, act, rules, now);
        if (facts.Count == 0)
        {
            await Durable();
            return answer;
        }

        var committed = Append(DeviceRecord.RecordKind.Act, now, facts, JsonSerializer.SerializeToUtf8Bytes(act, GrainsJson.Default.Act));
        Change(tip.Apply(act, now), facts);
        var followed = Follow(now);
        var next = tip!;
        await committed;
        await followed;
        await Show(next);
        return answer;
    }

    /// <summary>What a message, a fact or time means for what was ordered and held. Appended behind what it follows from, in the same turn.</summary>
    private ValueTask Follow(long now) => IsFollowed ? FollowAll(now) : default;

    /// <summary>Something is ordered or held, so that a message may mean more than it says.</summary>
    private bool IsFollowed => HasOpenCommands || HasRemedies || (tip is { Held: { Length: > 0 } held } && Array.Exists(held, one => one.IsActive));

    private async ValueTask FollowAll(long now)
    {
        var holds = FollowHolds(now);
        var commands = FollowCommands(now);
        await holds;
        await commands;
    }

    private async ValueTask Conclude(IReadOnlyList<Fact> facts)
    {
        var committed = Append(DeviceRecord.RecordKind.Facts, facts[0].At, facts, []);
        Change(tip!, facts);
        var followed = Follow(facts[0].At);
        var next = tip!;
        await (HasDanger(next, facts) ? Warn() : default);
        await committed;
        await followed;
        await Show(next);
    }
}
