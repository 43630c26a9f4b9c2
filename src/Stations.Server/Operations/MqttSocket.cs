using System.Net;
using Stations.Server.Api;
using Stations.Server.Configuration;

namespace Stations.Server.Operations;

/// <summary>
/// <c>/mqtt</c>: MQTT over WebSocket, beside HTTP, for whoever can reach only that. Programs send no <c>Origin</c>; a page has to be one of our
/// own or of <see cref="MqttTransports.Origins"/>, so that no other can use a visitor's place in the network.
/// </summary>
internal static class MqttSocket
{
    private const string Path = "/mqtt";
    private const string Protocol = "mqtt";

    public static void MapMqttSocket(this WebApplication app, MqttTransports transports)
    {
        if (!transports.WebSocket)
        {
            return;
        }

        // MQTT has a keep-alive of its own.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        app.Map(Path, Serve).ExcludeFromDescription();
    }

    private static async Task<IResult> Serve(HttpContext context, MqttService mqtt, ServerOptions options, IHostApplicationLifetime lifetime)
    {
        if (!context.WebSockets.IsWebSocketRequest || !context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol, StringComparer.Ordinal))
        {
            mqtt.Refused("websocket_protocol");
            return Problems.NotMqttSocket();
        }

        if (context.Request.Headers.Origin is [{ } origin, ..] && !IsWelcome(origin, context.Request, options.Transports))
        {
            mqtt.Refused("websocket_origin");
            return Problems.ForeignOrigin(origin);
        }

        if (!mqtt.IsOpen)
        {
            return Problems.NotReady("Devices are not served yet.");
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(Protocol);
        var from = context.Connection.RemoteIpAddress is { } address ? new IPEndPoint(address, context.Connection.RemotePort) : null;
        await mqtt.Serve(socket, from, lifetime.ApplicationStopping);
        return Results.Empty;
    }

    private static bool IsWelcome(string origin, HttpRequest request, MqttTransports transports) =>
        (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase))
        || transports.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
