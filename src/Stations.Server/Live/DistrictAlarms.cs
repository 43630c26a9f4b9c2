using System.Text;
using System.Text.Json;
using Stations.Model;

namespace Stations.Server.Live;

/// <summary>The alarms as the stream tells them to those who see some districts only: made once per change and choice of districts, however many listen.</summary>
internal sealed class DistrictAlarms(StationBoard board, string epoch)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, byte[]> made = new(StringComparer.Ordinal);
    private long sequence;

    /// <param name="rights">Null for whoever sees all.</param>
    public byte[] Now(Rights? rights) => Event(rights, id: "");

    public byte[] Of(Change change, Rights rights)
    {
        var districts = string.Join(' ', rights.Districts!);
        lock (gate)
        {
            if (sequence != change.Sequence)
            {
                made.Clear();
                sequence = change.Sequence;
            }

            return made.TryGetValue(districts, out var known) ? known : made[districts] = Event(rights, $"id: {epoch}-{change.Sequence}\n");
        }
    }

    private byte[] Event(Rights? rights, string id) =>
        [.. Encoding.ASCII.GetBytes($"event: alarms\n{id}data: "), .. JsonSerializer.SerializeToUtf8Bytes(AlarmsView.Of(board, rights), PublicJson.Context.AlarmsView), .. "\n\n"u8];
}
