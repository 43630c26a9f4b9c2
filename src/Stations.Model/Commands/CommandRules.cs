using Stations.Protocol;

namespace Stations.Model;

/// <summary>What may be asked of a device, what its answers mean, and what happens to commands as time passes: pure, decided once and journalled.</summary>
public static class CommandRules
{
    /// <summary>Takes a request, or says why not.</summary>
    public static CommandAnswer Judge(ref CommandTurn turn, CommandRequest request)
    {
        var device = turn.Device;
        var commands = device.Commands ?? DeviceCommands.None;
        if (request.Key is { } key && commands.WithKey(key) is { } known)
        {
            return known.Digest == request.Digest ? new(CommandVerdict.Taken, known) : new(CommandVerdict.KeyTaken, known);
        }

        if (device.Kind.CommandOf(request.Verb) is not { } kind)
        {
            return new(CommandVerdict.NoSuchCommand, Detail: string.Join(", ", device.Kind.Commands.Select(one => one.Verb)));
        }

        var expiresAt = request.ExpiresAt ?? request.AskedAt + (long)kind.Usual.TotalMilliseconds;
        CommandAnswer? refusal = (kind.Slot, request.Slot) switch
        {
            (SlotNeed.Never, > 0) or (SlotNeed.Always, 0) => new(CommandVerdict.NoSuchSlot, Detail: kind.Slot == SlotNeed.Never ? $"{kind.Verb} is for the whole device" : $"{kind.Verb} needs a slot"),
            (_, var slot) when slot < 0 || slot > device.Info.Slots => new(CommandVerdict.NoSuchSlot, Detail: $"the device has the slots 1 to {device.Info.Slots}"),
            _ when Mistake(kind, request.Arguments) is { } mistake => new(CommandVerdict.BadArgument, Detail: mistake),
            _ when expiresAt - request.AskedAt > kind.Longest.TotalMilliseconds => new(CommandVerdict.TooLong, Detail: $"{kind.Verb} lasts at most {kind.Longest.TotalSeconds} s"),
            _ when turn.Now >= expiresAt => new(CommandVerdict.Expired),
            _ when Guards.Refusing(device, kind, request.Slot, request.Reason) is { } guard => new(CommandVerdict.Refused, Guard: guard),
            _ when commands.Open.Count(one => one.IsStop == kind.IsStop) >= (kind.IsStop ? DeviceCommands.MaxStops : DeviceCommands.MaxOpen) => new(CommandVerdict.Full),
            _ => null,
        };
        if (refusal is not null)
        {
            return refusal;
        }

        var epoch = Math.Max(commands.Epoch + 1, turn.Now);
        var id = epoch.ToString("x", provider: null);
        turn.Give(new Command(id, epoch, kind.Verb, request.Slot, request.By, request.Reason, turn.Now, expiresAt)
        {
            Key = request.Key,
            Digest = request.Digest,
            Arguments = request.Arguments,
            Boot = device.Boot,
            IsStop = kind.IsStop,
            IsInterlock = request.IsInterlock,
            EffectWithin = (long)(kind.Shows?.Within.TotalMilliseconds ?? 0),
        });
        Overtake(ref turn, id);
        HandOut(ref turn);
        return new(CommandVerdict.Taken, turn.Device.Commands!.Find(id));
    }

    /// <summary>The device's word. One that says nothing new, or is of a command that nobody remembers, changes nothing.</summary>
    public static void Hear(ref CommandTurn turn, Ack ack)
    {
        if (turn.Device.Commands?.Find(ack.Id) is not { Attempts: > 0 } command)
        {
            return;
        }

        var move = ack.State switch
        {
            AckState.Received => CommandMove.Received,
            AckState.Done => CommandMove.Done,
            AckState.Rejected => CommandMove.Rejected,
            AckState.Failed => CommandMove.Failed,
            _ => CommandMove.Expired,
        };

        // Its late word still tells more than our silence did.
        var isNews = ack.State == AckState.Received ? command.State < CommandState.Received
            : command.State < CommandState.Done || (command.State >= CommandState.TimedOut && ack.State != AckState.Expired);
        if (isNews)
        {
            turn.Step(command, move, why: ack.Reason);
            if (command.Verb is CommandVerb.ChargeStart or CommandVerb.SlotEnable && move == CommandMove.Done)
            {
                turn.End(Condition.CutOrdered, command.Slot);
            }
        }

        Advance(ref turn);
    }

    /// <summary>It left for the device.</summary>
    public static void Send(ref CommandTurn turn, string id)
    {
        if (turn.Device.Commands?.Find(id) is { State: CommandState.Queued, Attempts: > 0 } command)
        {
            turn.Step(command, CommandMove.Sent);
        }
    }

    /// <summary>After a restart: what was handed out may have left, and whoever sent it could not say so any more.</summary>
    public static void Recover(ref CommandTurn turn)
    {
        foreach (var command in turn.Device.Commands?.Open ?? [])
        {
            Send(ref turn, command.Id);
        }
    }

    /// <summary>Taken back, if it has not left yet.</summary>
    public static CommandAnswer Cancel(ref CommandTurn turn, string id, string by, string? why)
    {
        if (turn.Device.Commands?.Find(id) is not { } command)
        {
            return new(CommandVerdict.Unknown);
        }

        if (command.State == CommandState.Canceled)
        {
            return new(CommandVerdict.Taken, command);
        }

        if (command is not { State: CommandState.Queued, Attempts: 0 })
        {
            return new(CommandVerdict.TooLate, command);
        }

        turn.Step(command, CommandMove.Canceled, by, why);
        Advance(ref turn);
        return new(CommandVerdict.Taken, turn.Device.Commands!.Find(id));
    }

    /// <summary>What follows now from what telemetry shows, from alarms, from the interlocks and from time.</summary>
    public static void Advance(ref CommandTurn turn)
    {
        Interlocks.Advance(ref turn);
        Precautions.Advance(ref turn);
        foreach (var command in turn.Device.Commands?.Open ?? [])
        {
            AdvanceOne(ref turn, command);
        }

        HandOut(ref turn);
    }

    /// <summary>
    /// Of a device in a new life. What its power feeds came back with it; a controller that has power of its own says nothing by starting anew: of the whole, power has to
    /// flow, of a slot, whose relay stays off, it has to say so. Where nothing is told of the power at all its start must do.
    /// </summary>
    internal static bool IsOnAgain(Device device, int slot) =>
        slot == 0 ? !device.Kind.SpeaksWithoutPower || Interlocks.IsOff(device, 0) != true : device.Values.Flag(Field.Enabled, slot) == true;

    /// <summary>After a birth: whoever switched the device on again meant it, unless an alarm keeps the power off, or the cut is being said yet.</summary>
    public static void PowerUp(ref CommandTurn turn)
    {
        var commands = turn.Device.Commands ?? DeviceCommands.None;
        foreach (var one in turn.Device.Holding)
        {
            if (one.Condition == Condition.CutOrdered && IsOnAgain(turn.Device, one.Slot) && !Array.Exists(commands.Trips, trip => trip.Slot == one.Slot)
                && (one.Slot > 0 || !Array.Exists(commands.Open, command => command is { Verb: CommandVerb.PowerCut, Slot: 0 })))
            {
                turn.End(Condition.CutOrdered, one.Slot);
            }
        }
    }

    private static void HandOut(ref CommandTurn turn)
    {
        while (Next(turn.Device.Commands?.Open ?? []) is { } command)
        {
            turn.Step(command, CommandMove.HandedOut);
        }
    }

    /// <summary>May it be sent now? Asked by whoever sends it, of the last picture that is durable.</summary>
    public static bool MayLeave(Device device, Command command, long now) =>
        command is { Attempts: > 0 } && now < command.ExpiresAt
        && (command.IsStop ? command.Effect == Effect.Awaited || !command.IsFinal : !command.IsFinal && Refuses(device, command) is null);

    private static void AdvanceOne(ref CommandTurn turn, Command command)
    {
        if (command.Effect == Effect.Awaited && IsSeen(turn.Device, command))
        {
            turn.Step(command, CommandMove.EffectSeen);
        }
        else if (command.Effect == Effect.Awaited && command.IsFinal && turn.Now >= CommandTimes.SeenBy(command))
        {
            turn.Step(command, CommandMove.EffectMissed);
        }

        if (command.State == CommandState.Queued && turn.Now >= command.ExpiresAt)
        {
            turn.Step(command, CommandMove.Expired, why: "it was not sent in time");
        }
        else if (!command.IsFinal && turn.Now >= CommandTimes.AnsweredBy(command))
        {
            turn.Step(command, CommandMove.TimedOut, why: "the device did not say what became of it");
        }
        else if (command is { State: CommandState.Queued, Attempts: 0 } && Refuses(turn.Device, command) is { } guard)
        {
            turn.Step(command, CommandMove.Canceled, "interlock", guard.ToString());
        }
        else if (CommandTimes.RepeatAt(turn.Device.Commands!.Find(command.Id)!) <= turn.Now && MayLeave(turn.Device, command, turn.Now))
        {
            turn.Step(command, CommandMove.HandedOut);
        }
    }

    /// <summary>The one whose turn it is: a stop at once, anything else when nothing else is on its way.</summary>
    private static Command? Next(Command[] open) =>
        Array.Find(open, one => one is { IsStop: true, State: CommandState.Queued, Attempts: 0 })
        ?? (Array.Exists(open, one => one is { IsStop: false, IsFinal: false, Attempts: > 0 }) ? null : Array.Find(open, one => one is { IsStop: false, State: CommandState.Queued, Attempts: 0 }));

    /// <summary>What was ordered before a stop must not be done after it.</summary>
    private static void Overtake(ref CommandTurn turn, string id)
    {
        var commands = turn.Device.Commands!;
        var stop = commands.Find(id)!;
        foreach (var command in stop.IsStop ? commands.Open : [])
        {
            if (command is { IsStop: false, State: CommandState.Queued, Attempts: 0 } && (stop.Slot == 0 || command.Slot == stop.Slot))
            {
                turn.Step(command, CommandMove.Canceled, stop.By, $"{stop.Verb} came after it");
            }
        }
    }

    /// <summary>A value counts when the device has spoken since, or said that it did it: what it does not tell again is unchanged.</summary>
    private static bool IsSeen(Device device, Command command) =>
        device.Kind.CommandOf(command.Verb)?.Shows is { } shows && (device.ReportedAt > command.HandedOutAt || command.State == CommandState.Done) && shows.IsSeen(device, command);

    private static Guard? Refuses(Device device, Command command) =>
        device.Kind.CommandOf(command.Verb) is { } kind ? Guards.Refusing(device, kind, command.Slot, command.Reason) : null;

    private static string? Mistake(CommandKind kind, Dictionary<string, double>? arguments)
    {
        foreach (var (name, value) in arguments ?? [])
        {
            if (Array.Find(kind.Arguments, one => one.Name == name) is not { } known)
            {
                return $"{kind.Verb} takes no {name}{(kind.Arguments.Length > 0 ? $", but {string.Join(", ", kind.Arguments.Select(one => one.Name))}" : "")}";
            }

            if (!(value >= known.Least && value <= known.Most))
            {
                return $"{name} must be {known.Least} to {known.Most}";
            }
        }

        return null;
    }
}
