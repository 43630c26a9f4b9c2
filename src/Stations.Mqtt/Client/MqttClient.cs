using System.Net.Sockets;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Wire;

namespace Stations.Mqtt.Client;

/// <summary>
/// One connection of a device to an MQTT server. It does not reconnect: when <see cref="Disconnected"/> completes, the caller decides
/// when and how to make the next one. All members may be called from any thread.
/// </summary>
public sealed partial class MqttClient : IPacketHandler, IAsyncDisposable
{
    private readonly MqttClientOptions options;
    private readonly Stream stream;
    private readonly Output output;
    private readonly Lock gate = new();
    private readonly TaskCompletionSource<ConnAckPacket> connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<MqttClosed> disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private MqttClosed? closing;

    private MqttClient(Stream stream, MqttClientOptions options)
    {
        this.options = options;
        this.stream = stream;
        output = new Output(stream, new StalledOutputs());
    }

    /// <summary>The server's answer: session present, assigned client id, its limits.</summary>
    public ConnAckPacket ConnAck { get; private set; } = new(ReasonCode.Success);

    /// <summary>Own or assigned client id.</summary>
    public string ClientId => ConnAck.Properties.Text(PropertyId.AssignedClientIdentifier) ?? options.ClientId;

    /// <summary>Completes when the connection has ended, for whatever reason; never faults.</summary>
    public Task<MqttClosed> Disconnected => disconnected.Task;

    /// <exception cref="MqttClientException">The server refused, with its reason, or went away.</exception>
    /// <exception cref="SocketException">There is no server.</exception>
    /// <exception cref="TimeoutException">No answer within <see cref="MqttClientOptions.ConnectTimeout"/>.</exception>
    public static async Task<MqttClient> ConnectAsync(MqttClientOptions options, CancellationToken ct = default)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, ct).AsTask().WaitAsync(options.ConnectTimeout, options.Clock, ct).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        return await ConnectAsync(Transport.ToStream(socket), options, ct).ConfigureAwait(false);
    }

    /// <summary>The same over a connected stream (TLS, WebSocket), which the client owns from here on.</summary>
    public static async Task<MqttClient> ConnectAsync(Stream stream, MqttClientOptions options, CancellationToken ct = default)
    {
        var client = new MqttClient(stream, options);
        _ = Task.Run(client.RunAsync, CancellationToken.None);
        client.output.Append(client.Greeting(), options.Version);
        try
        {
            client.ConnAck = await client.connected.Task.WaitAsync(options.ConnectTimeout, options.Clock, ct).ConfigureAwait(false);
            client.StartKeepAlive();
            return client;
        }
        catch
        {
            client.Abort();
            throw;
        }
    }

    /// <summary>Says good-bye and waits until the connection is closed. The server publishes no will, unless asked to by the reason.</summary>
    public Task DisconnectAsync(ReasonCode reason = ReasonCode.Success)
    {
        output.Append(new DisconnectPacket(reason), options.Version);
        Close(new MqttClosed(ReasonCode.Success, "Disconnected by the client."));
        output.Close();
        return Disconnected;
    }

    /// <summary>Drops the connection without a DISCONNECT, as a power cut would.</summary>
    public void Abort()
    {
        Close(new MqttClosed(Reason: null, "Aborted by the client."));
        output.Abort();
    }

    public async ValueTask DisposeAsync() => await DisconnectAsync().ConfigureAwait(false);

    private ConnectPacket Greeting()
    {
        var properties = new MqttProperties { { PropertyId.ReceiveMaximum, options.ReceiveMaximum }, { PropertyId.MaximumPacketSize, (uint)options.MaxPacketSize } };
        if (options.SessionExpirySeconds > 0)
        {
            properties.Add(PropertyId.SessionExpiryInterval, options.SessionExpirySeconds);
        }

        return new ConnectPacket(options.ClientId)
        {
            Version = options.Version,
            CleanStart = options.CleanStart,
            KeepAliveSeconds = options.KeepAliveSeconds,
            Will = options.Will,
            UserName = options.UserName,
            Password = options.Password,
            Properties = properties,
        };
    }

    private async Task RunAsync()
    {
        try
        {
            await PacketLoop.RunAsync(stream, this).ConfigureAwait(false);
            Close(new MqttClosed(Reason: null, "The connection was lost."));
        }
        catch (Exception e)
        {
            Close(new MqttClosed(Reason: null, $"The message handler failed: {e.Message}"));
        }
        output.Close();
        await keepAlive.DisposeAsync().ConfigureAwait(false);
        FailEverythingThatWaits(new MqttClientException(closing!));
        disconnected.TrySetResult(closing!);
    }

    /// <summary>The first reason given is the one that counts.</summary>
    private void Close(MqttClosed reason) => Interlocked.CompareExchange(ref closing, reason, comparand: null);
}
