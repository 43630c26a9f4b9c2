using System.Net;
using Microsoft.Extensions.Configuration;
using Stations.Mqtt.Server;
using Stations.Server.Configuration;
using Stations.Server.Tests.Api;
using Stations.Tests;

namespace Stations.Server.Tests.Safety;

public sealed class LimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names() => new(typeof(MqttLimits).GetProperties().Select(property => property.Name.Replace("Timeout", "Seconds", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_limit_of_the_endpoint_can_be_set_and_is_checked_at_the_start(string name)
    {
        var refused = Assert.Throws<OptionsException>(() => Read($"--Mqtt:Limits:{name}=-1"));
        Assert.Contains($"Mqtt:Limits:{name}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_set_is_as_the_endpoint_has_it()
    {
        Assert.Equal(new MqttLimits(), Read().MqttLimits);
        Assert.Equal(new MqttLimits { TopicLevels = 9, ConnectTimeout = TimeSpan.FromSeconds(7) }, Read("--Mqtt:Limits:TopicLevels=9", "--Mqtt:Limits:ConnectSeconds=7").MqttLimits);
    }

    [Fact]
    public async Task One_live_stream_too_many_is_asked_to_come_back_and_counted()
    {
        await using var server = new RunningServer { Settings = ["--Http:Streams=1"] };
        await server.InitializeAsync();
        using var first = await server.Riders.GetAsync("/api/v1/stream", HttpCompletionOption.ResponseHeadersRead, Cancellation).Within("the first stream");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);

        using var second = await server.Riders.GetAsync("/api/v1/stream", HttpCompletionOption.ResponseHeadersRead, Cancellation).Within("an answer");
        await second.IsProblem(HttpStatusCode.ServiceUnavailable, "streams_full");

        Assert.Equal(TimeSpan.FromSeconds(1), second.Headers.RetryAfter?.Delta);
        Assert.Equal(1, (await server.Metrics())["stations_stream_refused_total"].Samples.Single().Value);
    }

    private static ServerOptions Read(params string[] settings) => ServerOptions.Read(new ConfigurationBuilder().AddCommandLine([.. Ground.Least, .. settings]).Build(), demo: false);
}
