using System.Text;
using Stations.Model;
using Stations.Mqtt.Packets;
using Stations.Protocol;

namespace Stations.Server.Outbox;

/// <summary>Something that the server says to a device, for whichever door leads there.</summary>
/// <param name="Id">The device answers with it; null where no answer is expected.</param>
/// <param name="ExpiresAt">From then on it must not be sent, server time in epoch milliseconds.</param>
/// <param name="IsUrgent">Every server that can say it does. Otherwise one of them is enough, and they agree on which.</param>
/// <param name="Verb"><see cref="Verb.Cmd"/> or <see cref="Verb.Desired"/>.</param>
public sealed record Dispatch(DeviceId Device, byte[] Payload, string? Id = null, long ExpiresAt = long.MaxValue, bool IsUrgent = true, Verb Verb = Verb.Cmd)
{
    public string Topic => Topics.Of(Device, Verb);

    /// <summary>Whoever connects later hears it too.</summary>
    public bool IsRetained => Verb == Verb.Desired;

    public string AnswerTopic => Topics.Of(Device, Verb.Ack);

    internal static Dispatch Of(Device device, Command command) =>
        new(device.Info.Id, command.ToMessage(device).ToBytes(), command.Id, command.ExpiresAt, command.IsStop || command.Attempts > 1);

    /// <summary>Whole seconds until it expires, at least one; null for what does not.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    internal uint? SecondsLeft(long now) => ExpiresAt == long.MaxValue ? null : (uint)Math.Max(1, (ExpiresAt - now + 999) / 1000);

    internal byte[]? Correlation => Id is null ? null : Encoding.UTF8.GetBytes(Id);

    internal MqttProperties? Properties(long now)
    {
        if (Correlation is not { } correlation)
        {
            return null;
        }

        var properties = new MqttProperties { { PropertyId.ResponseTopic, AnswerTopic }, { PropertyId.CorrelationData, correlation } };
        if (SecondsLeft(now) is { } seconds)
        {
            properties.Add(PropertyId.MessageExpiryInterval, seconds);
        }

        return properties;
    }
}
