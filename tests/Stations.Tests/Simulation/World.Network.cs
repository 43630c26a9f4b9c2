namespace Stations.Tests.Simulation;

internal sealed partial class World
{
    /// <summary>A node comes or goes: by its own will, with a new life, or because the link is cut; then its will is told, sooner or later.</summary>
    private void Connection(SimulatedNode node)
    {
        if (!node.IsConnected)
        {
            witness.Tell($"{node.Id} connects");
            node.Connect(Now);
            return;
        }

        if (random.Next(3) > 0)
        {
            return;
        }

        wills.Add(node.Will(node.Boot, Now));
        if (random.Next(2) == 0)
        {
            witness.Tell($"{node.Id} loses its link");
            node.Disconnect();
            return;
        }

        witness.Tell($"{node.Id} loses its power");
        node.Reboot(keepsOutbox: random.Next(2) == 0);
    }

    /// <summary>Most messages arrive once and in order; some nodes' messages overtake each other and come twice.</summary>
    private void Deliver()
    {
        var node = One(nodes);
        var waiting = node.Waiting;
        if (!node.IsConnected || waiting.Count == 0)
        {
            return;
        }

        var packet = node.KeepsOrder || random.Next(4) > 0 ? waiting.Find(one => !one.IsSent) ?? waiting[0] : One(waiting);
        packet.IsSent = true;
        Arrive(packet, node.Session);
    }

    private void DeliverWill()
    {
        if (wills.Count > 0)
        {
            var will = One(wills);
            wills.Remove(will);
            Arrive(will, session: 0);
        }
    }

    private void Arrive(Packet packet, int session)
    {
        witness.Tell($"{packet} arrives");
        server.Deliver(packet, (answered, outcome) =>
        {
            witness.Acknowledged(answered, outcome);
            answered.IsAcknowledged = true;
            answers.Add((answered, session));
        });
    }

    /// <summary>An acknowledgement arrives, or is lost with the session that it belongs to.</summary>
    private void TakeAnswer()
    {
        if (answers.Count == 0)
        {
            return;
        }

        var answer = One(answers);
        answers.Remove(answer);
        if (answer.Session == answer.Packet.Node.Session && answer.Packet.Node.IsConnected && random.Next(8) > 0)
        {
            answer.Packet.Node.Outbox.Remove(answer.Packet);
        }
    }
}
