using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stations.Model;
using Stations.Server.Access;
using Stations.Server.Operations;

namespace Stations.Cluster.Tests;

public sealed class RosterTests(TwoServers servers) : IClassFixture<TwoServers>
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_signs_in_at_one_server_is_known_at_the_other_at_once_and_gone_there_when_the_session_ends()
    {
        var (here, there) = (servers.First.Services, servers.Second.Services);
        var place = new Place(IPAddress.Loopback, "a browser");
        var entered = await here.GetRequiredService<SignIns>().First(here.GetRequiredService<OperatorToken>().Value, "chief", "a long enough password", place, Cancellation);
        Assert.Equal(SignInOutcome.Done, entered.Outcome);

        var callers = there.GetRequiredService<Callers>();
        var caller = await callers.BehindCookie(entered.Secret!, "");
        Assert.Equal(("chief", Role.Administrator), (caller?.Name, caller?.Rights.Role));
        Assert.False(callers.OwnerMayComeIn, "The other server's operator token still lets in.");

        var desk = here.GetRequiredService<AccountDesk>();
        Assert.Equal(RosterAnswer.Done, (await desk.Add("second", new Rights(Role.Viewer, ["d"]), Cancellation)).Answer);
        Assert.Equal(RosterAnswer.Taken, (await desk.AddToken("SECOND", new Rights(Role.Viewer), null, "chief", Cancellation)).Answer);

        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        there.GetRequiredService<RosterCopy>().Changed += () =>
        {
            if (callers.Still(caller!) is null)
            {
                gone.TrySetResult();
            }
        };
        await here.GetRequiredService<RosterCopy>().Do(new RosterChange.Close(caller!.Session!.Value), Cancellation);
        await gone.Task.WaitAsync(Longest, Cancellation);
    }

    [Fact]
    public async Task What_is_written_down_at_one_server_is_read_at_the_other()
    {
        var (here, there) = (servers.First.Services.GetRequiredService<Audit>(), servers.Second.Services.GetRequiredService<Audit>());
        for (var entry = 0; entry < 2; entry++)
        {
            await here.End(await here.Begin("chief", "10.0.0.1", "POST /nodes", $"d:n{entry}"), 201, "done");
        }

        var read = await there.Read(long.MaxValue, 2, Cancellation);

        Assert.Equal([("d:n1", 201), ("d:n0", 201)], read.Select(one => (one.On, one.Status)));
    }
}
