using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Cluster;

namespace Stations.Cluster.Tests;

/// <summary>
/// What goes from server to server, as bytes that were written once and are kept: during an update servers of two versions talk to each other. A
/// change that breaks one of these breaks a running cluster; add to a message under a new number and keep the old bytes here.
/// </summary>
public sealed class WireTests : IDisposable
{
    private readonly ServiceProvider services;
    private readonly Serializer serializer;

    public WireTests()
    {
        services = new ServiceCollection().AddSerializer(Wire.Configure).BuildServiceProvider();
        serializer = services.GetRequiredService<Serializer>();
    }

    /// <summary>As the first version wrote them.</summary>
    public static TheoryData<string, string> Kept => new()
    {
        { "outcome", "MAHPE0CvD291dGNvbWXoCAMVCQMVQQd3aHkBDeA=" },
        { "device-birth", "MAEQbhx7GWRldmljZS1iaXJ0aOgwAcGvPIQJanNvbkBRU3RhdGlvbnMuTW9kZWwuRGV2aWNlSW5mbyxTdGF0aW9ucy5Nb2RlbEHGAnsiSWQiOnsiRGlzdHJpY3QiOiJkIiwiTm9kZSI6Im4iLCJEZXZpY2UiOiJjIiwiTm9kZUlkIjp7IkRpc3RyaWN0IjoiZCIsIk5vZGUiOiJuIn19LCJLaW5kIjozLCJTdGF0aW9uIjp7IkRpc3RyaWN0IjoiZCIsIlN0YXRpb24iOiJzIn0sIk5hbWUiOiJDb29sZXIiLCJTbG90cyI6MiwiRmlybXdhcmUiOiIxLjIifeBBBXt94A==" },
        { "contribution", "MAHBrzyECWpzb25AVVN0YXRpb25zLk1vZGVsLkNvbnRyaWJ1dGlvbixTdGF0aW9ucy5Nb2RlbEEuAnsiTmVlZCI6MSwiVGFsbHkiOnsiRnJlZSI6MSwiQnVzeSI6MiwiT3V0T2ZPcmRlciI6MywiVW5rbm93biI6NCwiVG90YWwiOjEwfSwiTG93Q29uZmlkZW5jZSI6dHJ1ZSwiQ2Vsc2l1cyI6OTEuNSwiUmVwb3J0ZWRBdCI6MTcwMDAwMDAwMDAwMH3g" },
        { "recovered", "MAHGgcqUFgJTeXN0ZW0uQ29sbGVjdGlvbnMuR2VuZXJpYy5MaXN0YDFbW1N5c3RlbS5Db2xsZWN0aW9ucy5HZW5lcmljLktleVZhbHVlUGFpcmAyW1tzdHJpbmddLFtTdGF0aW9ucy5Nb2RlbC5Db250cmlidXRpb24sU3RhdGlvbnMuTW9kZWxdXV1dAAMhQAtkOm46YzEBwa88hAlqc29uQFVTdGF0aW9ucy5Nb2RlbC5Db250cmlidXRpb24sU3RhdGlvbnMuTW9kZWxBLgJ7Ik5lZWQiOjEsIlRhbGx5Ijp7IkZyZWUiOjEsIkJ1c3kiOjIsIk91dE9mT3JkZXIiOjMsIlVua25vd24iOjQsIlRvdGFsIjoxMH0sIkxvd0NvbmZpZGVuY2UiOnRydWUsIkNlbHNpdXMiOjkxLjUsIlJlcG9ydGVkQXQiOjE3MDAwMDAwMDAwMDB94ODg" },
        { "station", "MAHBrzyECWpzb25AU1N0YXRpb25zLk1vZGVsLlN0YXRpb25JbmZvLFN0YXRpb25zLk1vZGVsQcIDeyJJZCI6eyJEaXN0cmljdCI6ImQiLCJTdGF0aW9uIjoicyJ9LCJOYW1lIjp7InpoLUNOIjoiXHU5QTdGXHU3QUQ5IiwiZW4iOiJTdGF0aW9uIn0sIkRpc3RyaWN0TmFtZSI6eyJ6aC1DTiI6Ilx1OUE3Rlx1N0FEOSIsImVuIjoiU3RhdGlvbiJ9LCJBZGRyZXNzIjpudWxsLCJIb3VycyI6IjI0LzciLCJQb3NpdGlvbiI6eyJMYXRpdHVkZSI6MzIuNSwiTG9uZ2l0dWRlIjoxMTIuMjV9LCJab25lIjoiQXNpYS9TaGFuZ2hhaSJ94A==" },
    };

    private static DeviceId Device => new("d", "n", "c");

    private static StationId Station => new("d", "s");

    private static Contribution Contribution => new(Need.Water, new Tally(1, 2, 3, 4), LowConfidence: true, 91.5, 1_700_000_000_000);

    private static Dictionary<string, string> Words => new(StringComparer.Ordinal) { ["zh-CN"] = "驿站", ["en"] = "Station" };

    private static object Value(string what) => what switch
    {
        "outcome" => new Outcome(OutcomeKind.Rejected, RejectReason.TooDeep, "why", 3),
        "device-birth" => new DeviceBirth(new DeviceInfo(Device, DeviceKind.WaterCooler, Station, "Cooler", 2, "1.2"), "{}"u8.ToArray()),
        "contribution" => Contribution,
        "recovered" => new List<KeyValuePair<string, Contribution>> { new("d:n:c", Contribution) },
        _ => new StationInfo(Station, Words, Words, null, "24/7", new Position(32.5, 112.25), "Asia/Shanghai"),
    };

    public void Dispose() => services.Dispose();

    [Theory]
    [MemberData(nameof(Kept))]
    public void What_was_written_before_is_still_read(string what, string kept) =>
        Assert.Equivalent(Value(what), serializer.Deserialize<object>(Convert.FromBase64String(kept)), strict: true);

    [Theory]
    [MemberData(nameof(Kept))]
    public void What_is_written_now_is_the_same(string what, string kept) => Assert.Equal(kept, Convert.ToBase64String(serializer.SerializeToArray(Value(what))));

    [Fact]
    public void A_message_that_was_written_before_is_still_read()
    {
        const string Before = "IAgDEQEDQQ97InYiOjF94A==";
        var message = new DeviceMessage();
        message.Set(Verb.Tele, isPromised: true, "{\"v\":1}"u8);
        Assert.Equal(Before, Convert.ToBase64String(serializer.SerializeToArray(message)));
        var read = serializer.Deserialize<DeviceMessage>(Convert.FromBase64String(Before));
        Assert.Equal((Verb.Tele, true, "{\"v\":1}"), (read.Verb, read.IsPromised, Encoding.UTF8.GetString(read.Payload)));
    }

    [Fact]
    public void What_a_newer_version_adds_is_skipped_and_what_an_older_one_lacks_is_its_default()
    {
        var newer = serializer.SerializeToArray(new NewerOutcome(OutcomeKind.Rejected, RejectReason.TooDeep, "why", 3, "added", new Added("more")));
        Assert.Equal(new Outcome(OutcomeKind.Rejected, RejectReason.TooDeep, "why", 3), serializer.Deserialize<Outcome>(newer));
        Assert.Equal(new Outcome(OutcomeKind.Duplicate), serializer.Deserialize<Outcome>(serializer.SerializeToArray(new OlderOutcome(OutcomeKind.Duplicate))));
    }

    [Fact]
    public void Within_a_server_nothing_is_copied()
    {
        var copier = services.GetRequiredService<DeepCopier>();
        var birth = new DeviceBirth(new DeviceInfo(Device, DeviceKind.WaterCooler, Station, "Cooler", 2, null), []);
        var message = new DeviceMessage();
        Assert.Same(birth, copier.Copy(birth));
        Assert.Same(message, copier.Copy(message));
        Assert.Same(birth.Info, copier.Copy(birth.Info));
        var contribution = Contribution;
        Assert.Same(contribution, copier.Copy(contribution));
    }
}

[GenerateSerializer]
internal readonly record struct OlderOutcome([property: Id(0)] OutcomeKind Kind);

[GenerateSerializer]
internal readonly record struct NewerOutcome(
    [property: Id(0)] OutcomeKind Kind, [property: Id(1)] RejectReason Reason, [property: Id(2)] string? Detail, [property: Id(3)] int Unknown,
    [property: Id(4)] string Text, [property: Id(5)] Added Record);

[GenerateSerializer]
internal sealed record Added([property: Id(0)] string Text);
