using Stations.Protocol;

namespace Stations.Server.Ingest;

/// <summary>Who is behind an MQTT connection.</summary>
internal abstract record Client
{
    public abstract bool MayPublish(in Topic topic);

    public abstract bool MaySubscribe(string filter);

    /// <summary>A node that gave its password: its own prefix and nothing else.</summary>
    public sealed record Node(NodeId Id) : Client
    {
        private readonly string prefix = $"{Topics.Root}{Id.District}/{Id.Node}/";

        public override bool MayPublish(in Topic topic) => topic.Node == Id;

        public override bool MaySubscribe(string filter) => filter.StartsWith(prefix, StringComparison.Ordinal) || filter.StartsWith($"{Topics.Root}STATE/", StringComparison.Ordinal);
    }

    /// <summary>Whoever holds the operator token: sees everything, says nothing.</summary>
    public sealed record Operator : Client
    {
        public const string UserName = "operator";

        public override bool MayPublish(in Topic topic) => false;

        public override bool MaySubscribe(string filter) => true;
    }

    /// <summary>Anybody, where the configuration lets anybody in.</summary>
    public sealed record Anonymous : Client
    {
        public override bool MayPublish(in Topic topic) => true;

        public override bool MaySubscribe(string filter) => true;
    }
}
