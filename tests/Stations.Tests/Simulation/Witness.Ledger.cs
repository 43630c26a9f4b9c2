using System.Buffers.Binary;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Simulation;

internal sealed partial class Witness
{
    /// <summary>Every record of one device, never trimmed and without snapshots, and what each made of the device.</summary>
    private sealed class Ledger
    {
        private static readonly byte[] Latched = [(byte)FactKind.SmokeDetected, (byte)FactKind.ExtinguisherFired, (byte)FactKind.LeakageTripped];

        private readonly SortedList<long, Device?> states = [];
        private readonly HashSet<(string, long)> kept = [];
        private readonly HashSet<(string Boot, long Seq)> applied = [];
        private readonly HashSet<(int Kind, int Slot)> holding = [];
        private readonly ReadingParser parser = new();

        public Device? Latest => states.Count > 0 ? states.Values[^1] : null;

        /// <summary>Position of the last record that people can see.</summary>
        public long LastChange { get; private set; }

        public bool Holds(string boot, long seq) => kept.Contains((boot, seq));

        public bool Reaches(string boot, long seq) => applied.Any(one => one.Boot == boot && one.Seq >= seq);

        public Device? At(long position) => states.GetValueOrDefault(position);

        public void Take(long position, ReadOnlyMemory<byte> bytes, Witness witness)
        {
            var record = DeviceRecord.Read(bytes.Span);
            var before = Latest;
            var after = record.Apply(before, parser, position);
            states.Add(position, after);
            witness.Follow(before, after);
            if (record.Kind is DeviceRecord.RecordKind.Message or DeviceRecord.RecordKind.Birth or DeviceRecord.RecordKind.Historic or DeviceRecord.RecordKind.Aside)
            {
                var payload = record.Kind == DeviceRecord.RecordKind.Birth ? DeviceBirth.Read(record.Payload).State : record.Payload;
                Assert.True(parser.TryParse(payload, out _, out _));
                var number = (parser.Reading.Boot, parser.Reading.Seq);
                kept.Add(number);
                witness.Expect(record.Kind == DeviceRecord.RecordKind.Aside || applied.Add(number), $"{number} is applied twice, again at {position}");
            }

            LastChange = record.Kind is DeviceRecord.RecordKind.Aside or DeviceRecord.RecordKind.Historic ? LastChange : position;
            var connection = record.Kind == DeviceRecord.RecordKind.Birth ? Connection.Offline : before?.Connection ?? Connection.Offline;
            TakeFacts(bytes.Span, connection, position, witness);
        }

        /// <summary>Each fact must be news: nothing begins that holds already, nothing ends that does not.</summary>
        private void TakeFacts(ReadOnlySpan<byte> record, Connection connection, long position, Witness witness)
        {
            var count = BinaryPrimitives.ReadUInt16LittleEndian(record[9..]);
            for (var at = 11; at < 11 + 2 * count; at += 2)
            {
                var (kind, slot) = (record[at], record[at + 1]);
                if (kind >= 0x80)
                {
                    // A hint changes nothing that anybody sees.
                    continue;
                }

                var isNews = (FactKind)kind switch
                {
                    FactKind.WentOnline => connection != Connection.Online,
                    FactKind.WentStale => connection == Connection.Online,
                    FactKind.WentOffline => connection != Connection.Offline,
                    _ when Array.IndexOf(Latched, kind) >= 0 || kind % 2 == 0 => holding.Add((kind, slot)),
                    _ => holding.Remove((kind - 1, slot)),
                };
                witness.Expect(isNews, $"{(FactKind)kind} of slot {slot} at {position} is no news");
            }
        }
    }
}
