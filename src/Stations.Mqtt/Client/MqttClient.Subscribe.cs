using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Client;

public sealed partial class MqttClient
{
    /// <summary>The server's answer per filter, in order: the granted QoS or a failure.</summary>
    /// <exception cref="MqttClientException">The connection ended first.</exception>
    public Task<IReadOnlyList<ReasonCode>> SubscribeAsync(IReadOnlyList<Subscription> subscriptions, MqttProperties? properties = null) =>
        RequestAsync(id => new SubscribePacket(id, subscriptions) { Properties = properties ?? MqttProperties.None });

    public async Task<ReasonCode> SubscribeAsync(string filter, QoS qos = QoS.AtLeastOnce) =>
        (await SubscribeAsync([new Subscription(filter, qos)]).ConfigureAwait(false))[0];

    /// <summary>The server's answer per filter; empty in 3.1.1.</summary>
    /// <exception cref="MqttClientException">The connection ended first.</exception>
    public Task<IReadOnlyList<ReasonCode>> UnsubscribeAsync(params IReadOnlyList<string> filters) =>
        RequestAsync(id => new UnsubscribePacket(id, filters));

    private Task<IReadOnlyList<ReasonCode>> RequestAsync(Func<ushort, Packet> packet)
    {
        var answer = new TaskCompletionSource<IReadOnlyList<ReasonCode>>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (ended is not null)
            {
                return Task.FromException<IReadOnlyList<ReasonCode>>(ended);
            }

            ushort id = NextPacketId();
            requests.Add(id, answer);
            output.Append(packet(id), options.Version);
            hasSent = true;
        }
        return answer.Task;
    }

    private void Answer(ushort id, IReadOnlyList<ReasonCode> reasons)
    {
        TaskCompletionSource<IReadOnlyList<ReasonCode>>? answer;
        lock (gate)
        {
            requests.Remove(id, out answer);
        }

        answer?.TrySetResult(reasons);
    }
}
