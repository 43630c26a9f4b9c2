using System.Text.Json;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>The device's commands. What happens to them is decided by <see cref="CommandRules"/>; each turn is one record of the journal.</summary>
public sealed partial class DeviceGrain
{
    public async ValueTask<CommandAnswer> Command(CommandRequest request)
    {
        if (tip is null)
        {
            return new(CommandVerdict.NoSuchDevice);
        }

        var turn = Turn(clock.NowMilliseconds());
        var answer = CommandRules.Judge(ref turn, request);
        await Take(turn);
        return answer;
    }

    public async ValueTask<CommandAnswer> Cancel(string command, string by, string? why)
    {
        if (tip is null)
        {
            return new(CommandVerdict.NoSuchDevice);
        }

        var turn = Turn(clock.NowMilliseconds());
        var answer = CommandRules.Cancel(ref turn, command, by, why);
        await Take(turn);
        return answer;
    }

    public ValueTask Sent(string command)
    {
        if (tip is null)
        {
            return default;
        }

        var turn = Turn(clock.NowMilliseconds());
        CommandRules.Send(ref turn, command);
        return Take(turn);
    }

    public async ValueTask<Outcome> Answered(DeviceMessage message)
    {
        if (!Ack.TryParse(message.Payload, out var ack, out var reason, out var detail))
        {
            return Outcome.Rejected(reason, detail);
        }

        if (tip is null)
        {
            return new(OutcomeKind.Stranger);
        }

        if (ack.Boot is { } boot && boot != tip.Boot)
        {
            return new(OutcomeKind.History);
        }

        var turn = Turn(clock.NowMilliseconds());
        CommandRules.Hear(ref turn, ack);
        var isNews = !turn.IsEmpty;
        await Take(turn);
        return new(isNews ? OutcomeKind.Applied : OutcomeKind.Duplicate);
    }

    private bool HasOpenCommands => tip?.Commands is { Open.Length: > 0 };

    /// <summary>An alarm is to be answered by the server itself.</summary>
    private bool HasRemedies => tip is not null && (Interlocks.IsWanted(tip) || Precautions.IsWanted(tip));

    /// <summary>Not waited for: a store that is away keeps nobody from being answered.</summary>
    private void RecoverCommands()
    {
        if (HasOpenCommands)
        {
            var turn = Turn(clock.NowMilliseconds());
            CommandRules.Recover(ref turn);
            _ = Take(turn).AsTask();
        }
    }

    private CommandTurn Turn(long now) => new(tip!, rules, now);

    /// <summary>What a message, a fact or time means for the commands that are open.</summary>
    private ValueTask FollowCommands(long now)
    {
        if (!HasOpenCommands && !HasRemedies)
        {
            return default;
        }

        var turn = Turn(now);
        CommandRules.Advance(ref turn);
        return turn.IsEmpty ? default : Write(turn);
    }

    private ValueTask PowerUp(long now)
    {
        var turn = Turn(now);
        CommandRules.PowerUp(ref turn);
        return turn.IsEmpty ? default : Write(turn);
    }

    private async ValueTask Take(CommandTurn turn)
    {
        if (turn.IsEmpty)
        {
            await Durable();
            return;
        }

        var committed = Write(turn);
        var next = tip!;
        await (HasDanger(next, turn.Facts) ? Warn() : default);
        await committed;
        await Show(next);
    }

    private ValueTask Write(CommandTurn turn)
    {
        var committed = Append(DeviceRecord.RecordKind.Command, turn.Now, turn.Facts, JsonSerializer.SerializeToUtf8Bytes(turn.Steps, GrainsJson.Default.IReadOnlyListCommandStep));
        tip = turn.Device with { JournalPosition = lastPosition };
        return committed;
    }
}
