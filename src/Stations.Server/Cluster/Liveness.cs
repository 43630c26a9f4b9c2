using Orleans.Configuration;

namespace Stations.Server.Cluster;

/// <summary>
/// How soon a server that is gone is given up and its devices are served elsewhere: 3 s when its process ended (connections are refused at once),
/// 6 s when it was cut off (each probe has to time out). A pause of less than 1.5 s, such as a long garbage collection, ends nobody.
/// A server that finds itself given up ends at once and is started anew by whoever watches over it; until then the journal refuses its writes.
/// </summary>
internal static class Liveness
{
    /// <summary>Each server asks up to ten others this often whether they are there, and waits as long for the answer.</summary>
    public static readonly TimeSpan Probe = TimeSpan.FromMilliseconds(500);

    /// <summary>Probes missed in a row until a server is suspected.</summary>
    public const int MissedProbes = 3;

    /// <summary>Servers that must suspect one to end it; of two servers one is enough, or none could ever be given up.</summary>
    public const int Votes = 2;

    /// <summary>Votes of so long ago no longer count: two suspicions that have nothing to do with each other end nobody.</summary>
    public static readonly TimeSpan VoteLasts = TimeSpan.FromSeconds(30);

    /// <summary>Changes are told from server to server; this is for one that missed the word. One small query.</summary>
    public static readonly TimeSpan TableRefresh = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Each writes its sign of life into the table this often, one small row; three missed ones make it stale. After the whole cluster lost its power
    /// a first server thus comes up within some 15 s although the table still lists all the others. Clocks may differ by less than that.
    /// </summary>
    public static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);

    /// <summary>Opening a connection within a data centre takes a millisecond; to a machine that is gone it takes until here.</summary>
    public static readonly TimeSpan Connect = TimeSpan.FromSeconds(1);

    /// <summary>How often a Gateway looks who is there, one small query: as long may it go on using a silo that is not, and its <see cref="Departures"/> are as late.</summary>
    public static readonly TimeSpan GatewayRefresh = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// So long a caller waits for an answer, unless <see cref="Departures"/> tells it sooner that there may be none. Longer than any commit takes
    /// while the database is well, and repeating a message is harmless: its second arrival is a duplicate.
    /// </summary>
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(4);

    /// <summary>A call that meets a grain which is just leaving goes on to its next life, and may meet that one leaving too: Orleans gives up after two.</summary>
    public const int Forwards = 10;

    public static void Apply(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = Probe;
        options.NumMissedProbesLimit = MissedProbes;
        options.NumVotesForDeathDeclaration = Votes;
        options.DeathVoteExpirationTimeout = VoteLasts;
        options.TableRefreshTimeout = TableRefresh;
        options.IAmAliveTablePublishTimeout = SignOfLife;

        // A server that hears nothing from another one counts itself as unwell: its probes would wait longer, and what it says for others as their
        // go-between would not count. When one is cut off that is so for all. One bad link between two ends nobody anyway: it is but one vote.
        options.ExtendProbeTimeoutDuringDegradation = false;
        options.EnableIndirectProbes = false;
    }

    public static void Apply(ConnectionOptions options) => options.OpenConnectionTimeout = Connect;

    public static void Apply(MessagingOptions options) => options.ResponseTimeout = Answer;

    public static void Apply(SiloMessagingOptions options)
    {
        Apply((MessagingOptions)options);
        options.MaxForwardCount = Forwards;
    }

    public static void Apply(GatewayOptions options) => options.GatewayListRefreshPeriod = GatewayRefresh;
}
