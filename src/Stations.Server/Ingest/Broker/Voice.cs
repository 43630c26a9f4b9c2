using MQTTnet;
using MQTTnet.Protocol;
using Stations.Protocol;

namespace Stations.Server.Ingest.Broker;

/// <summary>
/// What only a server's first connection does: it says that the server is there (<c>wn/1/STATE/{server}</c>, retained, offline by its will),
/// hears the same of the others, and speaks to devices.
/// </summary>
internal sealed class Voice(string server, Peers peers, Outgoing outgoing, TimeProvider clock)
{
    /// <summary>A server's life, as a node's boot: its will cannot be taken for another life's.</summary>
    private readonly string boot = $"{clock.NowMilliseconds():x}";

    private string Topic => Peers.StatePrefix + server;

    public void AddWill(MqttClientOptionsBuilder options) => options
        .WithWillTopic(Topic).WithWillPayload(State(isOnline: false)).WithWillRetain().WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);

    /// <summary>Completes only with the connection.</summary>
    public async Task Speak(IMqttClient client, CancellationToken ended)
    {
        await client.PublishAsync(Outgoing.Message(Topic, State(isOnline: true), isRetained: true), ended);
        await client.SubscribeAsync(Peers.StatePrefix + "+", MqttQualityOfServiceLevel.AtLeastOnce, ended);
        await outgoing.SendAll(client, ended);
    }

    public void Hear(MqttApplicationMessage state) => peers.Heard(state.Topic, state.Payload.FirstSpan);

    private byte[] State(bool isOnline) => new Conn(isOnline, boot, clock.NowMilliseconds()).ToBytes();
}
