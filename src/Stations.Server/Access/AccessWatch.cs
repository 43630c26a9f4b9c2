using Stations.Grains;
using Stations.Mqtt.Server;
using Stations.Protocol;

namespace Stations.Server.Access;

/// <summary>
/// Closes the connections of nodes and people that would not be let in any more, wherever they were revoked. It asks what changed, for all servers in one
/// place, and asks the nodes of those; a change that was missed is found when it looks at all of them.
/// </summary>
public sealed class AccessWatch(IGrainFactory grains, Callers callers, SecurityLog security, TimeProvider clock, ILogger<AccessWatch> log)
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan AllPeriod = TimeSpan.FromMinutes(5);

    /// <summary>A login that began before the change may come in after it was looked at: so it is looked at again for so long.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(15);

    private readonly Dictionary<NodeId, long> changed = [];
    private long number;
    private long allAt;

    public async Task Run(MqttEndpoint endpoint, CancellationToken cancellation)
    {
        allAt = clock.GetTimestamp();
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            do
            {
                LookAtOperators(endpoint);
                await Look(endpoint);
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // An ordinary stop.
        }
    }

    /// <summary>With other rights they may hear less, so they come in anew.</summary>
    private void LookAtOperators(MqttEndpoint endpoint) => Close(
        endpoint, [.. endpoint.Identities().OfType<Client.Operator>().Where(client => callers.Still(client.Caller)?.Rights != client.Caller.Rights)]);

    private async Task Look(MqttEndpoint endpoint)
    {
        try
        {
            var changes = await grains.GetGrain<IAccessGrain>(IAccessGrain.Key).Since(number);
            foreach (var node in changes.Nodes)
            {
                changed[NodeId.TryParse(node, out var id) ? id : default] = clock.GetTimestamp();
            }

            var all = (!changes.IsWhole && number > 0) || clock.GetElapsedTime(allAt) >= AllPeriod;
            if (all || changed.Count > 0)
            {
                await Close(endpoint, [.. endpoint.Identities().OfType<Client.Node>().Where(client => all || changed.ContainsKey(client.Id))]);
            }

            // Only now: what fails is looked at again.
            number = changes.Number;
            allAt = all ? clock.GetTimestamp() : allAt;
            foreach (var (node, at) in changed)
            {
                if (clock.GetElapsedTime(at) >= Again)
                {
                    changed.Remove(node);
                }
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogDebug(error, "Connections could not be looked at; again in {Period}", Period);
        }
    }

    private async Task Close(MqttEndpoint endpoint, HashSet<Client.Node> connected)
    {
        var ended = new HashSet<Client>();
        foreach (var client in connected)
        {
            if (!(await grains.GetGrain<INodeGrain>(client.Id.ToString()).Access()).Admits(client.Credential))
            {
                ended.Add(client);
            }
        }

        Close(endpoint, ended);
    }

    private void Close(MqttEndpoint endpoint, HashSet<Client> ended)
    {
        foreach (var client in ended)
        {
            security.Add(SecurityAct.Login, SecurityOutcome.Closed, client.Name, "");
        }

        if (ended.Count > 0)
        {
            endpoint.Close(identity => identity is Client client && ended.Contains(client));
        }
    }
}
