using System.Text;
using DeviceSimulators.Obeying;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Tests.Model;

namespace Stations.Tests.Commands;

/// <summary>A cabinet that does what it is told, by a clock of its own. In every slot stands a battery, and nothing flows but what was started.</summary>
internal sealed class CommandedDevice(long skew)
{
    public const int Slots = 2;

    private readonly CommandMemory memory = new();
    private readonly bool[] flows = new bool[Slots];
    private int boots = 1;
    private long seq;

    public string Boot => $"boot-{boots}";

    /// <summary>What it said with each message: does power flow?</summary>
    public Dictionary<(string Boot, long Seq), bool[]> Said { get; } = [];

    /// <summary>Everything that it did, in order.</summary>
    public List<CommandMessage> Done { get; } = [];

    public IReadOnlyList<Ack> Obey(CommandMessage command, long now)
    {
        var isStop = CommandMemory.IsStop(command);
        if (memory.AnswerTo(command.Id!) is var (known, why) && !isStop)
        {
            return [new Ack(command.Id!, known, why, Boot)];
        }

        var (state, reason) = now + skew >= command.Exp ? (AckState.Expired, (string?)null)
            : !isStop && memory.IsOvertaken(command) ? (AckState.Rejected, "something newer was done")
            : (AckState.Done, null);
        memory.Remember(command, state, reason);
        if (state == AckState.Done)
        {
            Done.Add(command);
            flows[command.Slot!.Value - 1] = command.Cmd == CommandVerb.ChargeStart;
        }

        return [new Ack(command.Id!, AckState.Received, Boot: Boot), new Ack(command.Id!, state, reason, Boot)];
    }

    public void Reboot()
    {
        boots++;
        seq = 0;
        Array.Clear(flows);
    }

    public DeviceBirth Birth(long now) => new(
        new DeviceInfo(new("town", "n1", "cab"), DeviceKind.ChargingCabinet, new("town", "s"), "柜", Slots, Firmware: null), Tell(now));

    public byte[] Tell(long now)
    {
        Said[(Boot, ++seq)] = [.. flows];
        var fields = new StringBuilder("{");
        for (var slot = 1; slot <= Slots; slot++)
        {
            var on = flows[slot - 1];
            fields.Append(slot > 1 ? "," : "")
                .Append($"\"slot.{slot}.door\":\"closed\",\"slot.{slot}.present\":true,\"slot.{slot}.relay\":{(on ? "true" : "false")},\"slot.{slot}.power_w\":{(on ? 400 : 0)}");
        }

        return Live.Write(seq, fields.Append('}').ToString(), now + skew, Boot, full: true);
    }
}
