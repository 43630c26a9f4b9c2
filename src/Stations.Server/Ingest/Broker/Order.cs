using Stations.Protocol;

namespace Stations.Server.Ingest.Broker;

/// <summary>
/// In which order messages are delivered: those of one device one after another; a node's birth, word or will after all that was said before it
/// and before all that is said after it. Everything else goes at once, so that one that waits keeps nobody else.
/// </summary>
internal sealed class Order
{
    private readonly Lock gate = new();
    private readonly Dictionary<NodeId, Line> lines = [];

    /// <param name="deliver">Must not throw; its place is free when it completes.</param>
    public void Add(in Topic topic, Func<Task> deliver)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Follow(Enter(topic, done.Task), topic.Node, deliver, done);
    }

    /// <summary>Puts <paramref name="own"/> into line.</summary>
    /// <returns>What it has to wait for.</returns>
    private Task Enter(in Topic topic, Task own)
    {
        lock (gate)
        {
            if (!lines.TryGetValue(topic.Node, out var line))
            {
                lines[topic.Node] = line = new Line();
            }

            line.Waiting++;
            if (topic.Device is { } device)
            {
                var before = line.Devices.GetValueOrDefault(device, line.Node);
                line.Devices[device] = own;
                return before;
            }

            var all = Task.WhenAll([line.Node, .. line.Devices.Values]);
            line.Devices.Clear();
            line.Node = own;
            return all;
        }
    }

    private async Task Follow(Task before, NodeId node, Func<Task> deliver, TaskCompletionSource done)
    {
        await before;
        await deliver();
        done.SetResult();
        lock (gate)
        {
            if (--lines[node].Waiting == 0)
            {
                lines.Remove(node);
            }
        }
    }

    /// <summary>One node's, as long as anything of it waits.</summary>
    private sealed class Line
    {
        public int Waiting { get; set; }

        /// <summary>The node's own last message.</summary>
        public Task Node { get; set; } = Task.CompletedTask;

        /// <summary>Each device's last message after that.</summary>
        public Dictionary<string, Task> Devices { get; } = [];
    }
}
