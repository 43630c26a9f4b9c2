using System.Reflection;
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
public sealed partial class WireTests : IDisposable
{
    private readonly ServiceProvider services;
    private readonly Serializer serializer;

    public WireTests()
    {
        services = new ServiceCollection().AddSerializer(Wire.Configure).BuildServiceProvider();
        serializer = services.GetRequiredService<Serializer>();
    }

    public static TheoryData<Type> Interfaces => [.. Ours.Where(IsCalls)];

    private static Type[] Ours => [.. typeof(IDeviceGrain).Assembly.GetTypes(), .. typeof(Wire).Assembly.GetTypes()];

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
    public void A_member_of_a_record_that_this_version_does_not_know_is_skipped_and_one_that_is_missing_is_its_default()
    {
        var act = new Act(ActKind.Acknowledge, "chief", "SMOKE", 3, "why", 5);
        var written = Encoding.Latin1.GetString(serializer.SerializeToArray<object>(act));
        Assert.Contains("\"Slot\":", written, StringComparison.Ordinal);
        var other = Encoding.Latin1.GetBytes(written.Replace("\"Slot\":", "\"Door\":", StringComparison.Ordinal));
        Assert.Equal(act with { Slot = 0 }, serializer.Deserialize<object>(other));
    }

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Every_call_has_a_name_and_can_be_written(Type calls)
    {
        var methods = calls.GetMethods();
        Assert.NotEmpty(methods);
        var names = methods.Select(AliasOf).Append(AliasOf(calls)).ToArray();
        Assert.DoesNotContain("", names);
        Assert.Equal(methods.Length, names[..^1].Distinct(StringComparer.Ordinal).Count());
        var said = methods.SelectMany(method => method.GetParameters().Select(one => one.ParameterType).Concat(method.ReturnType.GetGenericArguments()));
        Assert.All(said, type => Assert.True(serializer.CanSerialize(type), $"{type} cannot be written."));
    }

    [Fact]
    public void Whatever_is_said_from_server_to_server_has_its_bytes_kept()
    {
        var kept = Kept.Select(row => Value(row.Data.Item1).GetType()).SelectMany(PartsOf).Append(typeof(DeviceMessage));
        var said = Ours.Where(IsCalls)
            .SelectMany(calls => calls.GetMethods())
            .SelectMany(method => method.GetParameters().Select(one => one.ParameterType).Append(method.ReturnType))
            .SelectMany(PartsOf)
            .Where(type => type.Namespace?.StartsWith("Stations.", StringComparison.Ordinal) == true)
            .SelectMany(type => type.IsAbstract ? type.Assembly.GetTypes().Where(one => one.IsSubclassOf(type)) : [type]);

        Assert.Empty(said.Except(kept).Select(type => type.FullName));
    }

    [Fact]
    public void No_two_types_have_the_same_name_and_what_has_no_number_stays_within_a_server()
    {
        var messages = Ours.Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null).ToArray();
        var stays = from type in messages
                    from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                    where property.CanWrite && property.GetCustomAttribute<IdAttribute>() is null
                    select $"{type.Name}.{property.Name}";
        Assert.Equal([$"{nameof(DeviceMessage)}.{nameof(DeviceMessage.WaitsForCommit)}", $"{nameof(Outcome)}.{nameof(Outcome.Position)}"], stays.Order(StringComparer.Ordinal));
        string[] names = [.. messages.Select(AliasOf), .. Ours.Where(IsCalls).Select(AliasOf)];
        Assert.DoesNotContain("", names);
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
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

    /// <summary>What is told of: of a task, a list, an array or what may be null, what is in it.</summary>
    private static IEnumerable<Type> PartsOf(Type type) => type.IsArray ? PartsOf(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(PartsOf)
        : [type];

    private static bool IsCalls(Type type) => type.IsInterface && type.IsAssignableTo(typeof(IAddressable));

    private static string AliasOf(MemberInfo named) => named.GetCustomAttribute<AliasAttribute>()?.Alias ?? "";
}

[GenerateSerializer]
internal readonly record struct OlderOutcome([property: Id(0)] OutcomeKind Kind);

[GenerateSerializer]
internal readonly record struct NewerOutcome(
    [property: Id(0)] OutcomeKind Kind, [property: Id(1)] RejectReason Reason, [property: Id(2)] string? Detail, [property: Id(3)] int Unknown,
    [property: Id(4)] string Text, [property: Id(5)] Added Record);

[GenerateSerializer]
internal sealed record Added([property: Id(0)] string Text);
