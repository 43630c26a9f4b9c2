using System.Reflection;
using Stations.Server.Cluster;

namespace Stations.Cluster.Tests;

public sealed class DeparturesTests
{
    private readonly Departures departures = new();
    private readonly TaskCompletionSource answer = new();

    [Fact]
    public async Task A_call_that_waits_ends_when_a_server_departs()
    {
        var call = Call();
        Assert.False(call.IsCompleted);
        departures.Happened();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => call.WaitAsync(TimeSpan.FromSeconds(45), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_call_that_comes_after_it_waits_for_its_answer()
    {
        departures.Happened();
        var call = Call();
        Assert.False(call.IsCompleted);
        answer.SetResult();
        await call;
    }

    [Fact]
    public async Task A_call_that_fails_says_what_it_said()
    {
        var call = Call();
        answer.SetException(new InvalidOperationException("as it was"));
        Assert.Equal("as it was", (await Assert.ThrowsAsync<InvalidOperationException>(() => call)).Message);
    }

    private Task Call()
    {
        var context = DispatchProxy.Create<IOutgoingGrainCallContext, Invoked>();
        ((Invoked)context).Answer = answer.Task;
        return new LostCalls(departures).Invoke(context);
    }

    /// <summary>A call of which only the answer is asked.</summary>
    public class Invoked : DispatchProxy
    {
        internal Task Answer { get; set; } = Task.CompletedTask;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer;
    }
}
