using Microsoft.AspNetCore.HttpOverrides;
using Stations.Server.Configuration;

namespace Stations.Server.Operations;

/// <summary>Proxies say who really asks, and whether by https: those that are named are believed, for pages, API and MQTT over WebSocket alike.</summary>
internal static class Proxies
{
    public static void UseProxies(this IApplicationBuilder app, MqttTransports transports)
    {
        if (transports.Proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in transports.Proxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }

        app.UseForwardedHeaders(options);
    }
}
