using Stations.Protocol;
using Stations.Server.Ingest.Broker;
using Stations.Tests;

namespace Stations.Cluster.Tests.Broker;

public sealed class OrderTests
{
    private readonly Order order = new();
    private readonly List<string> begun = [];
    private readonly Dictionary<string, TaskCompletionSource> under = new(StringComparer.Ordinal);

    [Fact]
    public async Task A_device_s_messages_go_one_after_another()
    {
        Add("n1", "c1", "first");
        Add("n1", "c1", "second");
        Assert.Equal(["first"], Begun);
        await End("first", begins: "second");
        Assert.Equal(["first", "second"], Begun);
    }

    [Fact]
    public void One_that_waits_keeps_no_other()
    {
        Add("n1", "c1", "one");
        Add("n1", "c2", "of another device");
        Add("n2", "c1", "of another node");
        Add("n2", null, "birth that waits for it");
        Assert.Equal(["one", "of another device", "of another node"], Begun);
    }

    [Fact]
    public async Task A_birth_comes_after_all_that_was_said_before_and_before_all_that_is_said_after()
    {
        Add("n1", "c1", "before");
        Add("n1", "c2", "before too");
        Add("n1", null, "birth");
        Add("n1", "c1", "after");
        Add("n1", "c3", "after too");
        await End("before", begins: null);
        Assert.DoesNotContain("birth", Begun);
        await End("before too", begins: "birth");
        Assert.Equal(3, Begun.Length);
        await End("birth", begins: "after too");
        await End("after", begins: null);
    }

    [Fact]
    public async Task What_comes_after_everything_was_done_goes_at_once()
    {
        Add("n1", null, "birth");
        await End("birth", begins: null);
        Add("n1", "c1", "much later");
        Assert.Contains("much later", Begun);
    }

    private string[] Begun
    {
        get
        {
            lock (under)
            {
                return [.. begun];
            }
        }
    }

    private void Add(string node, string? device, string name)
    {
        var (topic, end, begins) = (new Topic(new NodeId("d", node), device, device is null ? Verb.Birth : Verb.Tele), Source($"end {name}"), Source($"begin {name}"));
        order.Add(topic, () =>
        {
            lock (under)
            {
                begun.Add(name);
            }

            begins.SetResult();
            return end.Task;
        });
    }

    private async Task End(string name, string? begins)
    {
        Source($"end {name}").SetResult();
        await (begins is null ? Task.CompletedTask : Source($"begin {begins}").Task.Within($"the beginning of {begins}"));
    }

    private TaskCompletionSource Source(string name)
    {
        lock (under)
        {
            return under.TryGetValue(name, out var known) ? known : under[name] = new TaskCompletionSource();
        }
    }
}
