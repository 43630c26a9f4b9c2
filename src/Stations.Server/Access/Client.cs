using System.Text;
using Stations.Protocol;

namespace Stations.Server.Access;

/// <summary>Who is behind an MQTT connection, and what that one may say and hear.</summary>
internal abstract record Client
{
    /// <summary>As security events name it.</summary>
    public abstract string Name { get; }

    /// <summary>Whose sessions are its own, whatever client ids it chooses; null: those of its client id.</summary>
    public virtual string? Owner => Name;

    /// <summary>What the topics that it has answers sent to begin with; null: there is no such place for it.</summary>
    public virtual string? ResponsePrefix => null;

    public abstract bool MayPublish(in Topic topic);

    public abstract bool MaySubscribe(string filter);

    public bool MayPublish(string topic) => Topics.TryParse(Encoding.UTF8.GetBytes(topic), out var parsed) ? MayPublish(parsed) : this is Anonymous;

    /// <summary>A node: says what devices say on its own prefix, hears what is said to its devices.</summary>
    /// <param name="Credential">What it came in with, see <see cref="Grains.NodeAccess.Admits"/>.</param>
    public sealed record Node(NodeId Id, string Credential) : Client
    {
        public override string Name => UserName(Id);

        public static string UserName(NodeId id) => $"{id.District}/{id.Node}";

        /// <summary>One user name for one node: limits count by it.</summary>
        public static bool TryParse(string? userName, out NodeId id)
        {
            id = default;
            return userName is not null && !userName.Contains(':') && NodeId.TryParse(userName.Replace('/', ':'), out id);
        }

        public override string ResponsePrefix => $"{Topics.Root}{Id.District}/{Id.Node}/";

        public override bool MayPublish(in Topic topic) => topic.Node == Id && topic.Verb is not (Verb.Cmd or Verb.Desired or Verb.Unknown);

        public override bool MaySubscribe(string filter) =>
            Filters.Covers($"{Topics.Root}{Id.District}/{Id.Node}/+/cmd", filter)
            || Filters.Covers($"{Topics.Root}{Id.District}/{Id.Node}/+/desired", filter)
            || Filters.Covers($"{Topics.Root}{Topics.State}/+", filter);
    }

    /// <summary>A person or a program: hears what is said in their districts, whatever their role, and says nothing.</summary>
    public sealed record Operator(Caller Caller) : Client
    {
        public override string Name => Caller.Name;

        public override bool MayPublish(in Topic topic) => false;

        /// <summary>Who sees some districts only has to name one of them.</summary>
        public override bool MaySubscribe(string filter) => Caller.Rights.IsEverywhere || filter.Split('/') switch
        {
            ["wn", "1", Topics.Out, var district, ..] => Caller.Rights.Covers(district),
            ["wn", "1", var district, ..] => district != Topics.Out && Caller.Rights.Covers(district),
            _ => false,
        };
    }

    /// <summary>Anybody, where the configuration lets anybody in.</summary>
    public sealed record Anonymous : Client
    {
        public override string Name => "anonymous";

        public override string? Owner => null;

        public override bool MayPublish(in Topic topic) => true;

        public override bool MaySubscribe(string filter) => true;
    }
}
