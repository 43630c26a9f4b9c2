using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Stations.Protocol;
using Stations.Server.History;

namespace Stations.Server.Api;

/// <summary>What one field of a device did.</summary>
/// <param name="Device">district:node:device</param>
/// <param name="Unit">As the field's name says; null for counts, flags and texts.</param>
/// <param name="Resolution">The one that was asked for, or with auto the finest that fits into one answer.</param>
/// <param name="Zone">Where days begin, by IANA name.</param>
/// <param name="Points">By time; stretches without a value are left out.</param>
/// <param name="Next">The cursor of the next page; null on the last. A page of raw points may be short, even empty, and not the last.</param>
/// <param name="KeptFrom">The oldest time that is kept in this resolution, for any device; null when nothing is.</param>
/// <param name="AsOf">What was acknowledged up to this server time is in the answer.</param>
public sealed record HistoryView(
    string Device,
    string Field,
    string? Unit,
    Resolution Resolution,
    string Zone,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<PointView> Points,
    string? Next,
    DateTimeOffset? KeptFrom,
    DateTimeOffset AsOf);

/// <summary>A raw value, or what a stretch of time had.</summary>
/// <param name="T">When it was reported, or when the stretch begins.</param>
/// <param name="V">A raw number or text, flags as 0 and 1; absent where the sensor had no value.</param>
/// <param name="Last">The value that was reported last.</param>
/// <param name="Count">How many values.</param>
public sealed record PointView(
    DateTimeOffset T,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonValue? V = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Min = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Max = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Mean = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Last = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Count = null)
{
    internal static PointView Of(RawPoint point, FieldType type) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(point.At),
        !point.Sample.HasValue ? null : type == FieldType.Text ? JsonValue.Create(point.Sample.Text) : JsonValue.Create(point.Sample.Number));

    internal static PointView Of(Bucket bucket) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(bucket.At), null, bucket.Stats.Min, bucket.Stats.Max, bucket.Stats.Mean, bucket.Stats.Last, bucket.Stats.Count);
}
