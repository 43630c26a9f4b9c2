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

    public static TheoryData<string, object, string> Kept => new()
    {
        { "outcome", new Outcome(OutcomeKind.Rejected, RejectReason.TooDeep, "why", 3), "" },
        { "device-birth", new DeviceBirth(new DeviceInfo(Device, DeviceKinds.Parse("water_cooler"), Station, "Cooler", 2, "1.2"), "{}"u8.ToArray()), "" },
        { "contribution", Contribution, "" },
        { "recovered", new List<KeyValuePair<string, Contribution>> { new("d:n:c", Contribution) }, "" },
        { "station", new StationInfo(Station, Words, Words, null, "24/7", new Position(32.5, 112.25), "Asia/Shanghai"), "" },
    };

    private static DeviceId Device => new("d", "n", "c");

    private static StationId Station => new("d", "s");

    private static Contribution Contribution => new(Need.Water, new Tally(1, 2, 3, 4), LowConfidence: true, 91.5, 1_700_000_000_000);

    private static Dictionary<string, string> Words => new(StringComparer.Ordinal) { ["zh-CN"] = "驿站", ["en"] = "Station" };

    public void Dispose() => services.Dispose();

    [Theory]
    [MemberData(nameof(Kept))]
    public void What_was_written_before_is_still_read(string name, object expected, string kept) =>
        Assert.Equivalent(expected, serializer.Deserialize<object>(Convert.FromBase64String(kept)), strict: true);

    [Theory]
    [MemberData(nameof(Kept))]
    public void What_is_written_now_the_version_before_can_read(string name, object value, string kept) =>
        Assert.Equal((name, kept), (name, Convert.ToBase64String(serializer.SerializeToArray(value))));

    [Fact]
    public void A_message_that_was_written_before_is_still_read()
    {
        const string Kept = "";
        var message = new DeviceMessage();
        message.Set(Verb.Tele, isPromised: true, "{\"v\":1}"u8);
        Assert.Equal(Kept, Convert.ToBase64String(serializer.SerializeToArray(message)));
        var read = serializer.Deserialize<DeviceMessage>(Convert.FromBase64String(Kept));
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
        var birth = new DeviceBirth(new DeviceInfo(Device, DeviceKinds.Parse("water_cooler"), Station, "Cooler", 2, null), []);
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
