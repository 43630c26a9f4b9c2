namespace Stations.Server.Cluster;

/// <summary>
/// Ends a Gateway's calls when a server departs, whichever it was that they went to: through which servers a call goes its caller does not know,
/// and one that went to the server that is gone would wait for <see cref="Liveness.Answer"/>. Who called asks again; what was done already is not done twice.
/// </summary>
internal sealed class LostCalls(Departures departures) : IOutgoingGrainCallFilter
{
    /// <exception cref="SiloUnavailableException">A server departed meanwhile. The call may still be done.</exception>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var departure = departures.Next;
        var call = context.Invoke();
        try
        {
            await call.WaitAsync(departure);
        }
        catch (OperationCanceledException ended) when (departure.IsCancellationRequested)
        {
            call.Ignore();
            throw new SiloUnavailableException("A server left the cluster while it, or another one, was asked.", ended);
        }
    }
}
