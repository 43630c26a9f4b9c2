using System.Globalization;
using System.Text;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Protocol;
using Stations.Tests;

namespace Stations.Server.Tests.Access;

/// <summary>Nobody counts attempts here, so that each is looked at.</summary>
public sealed class UnlimitedServer : GuardedServer
{
    protected override IEnumerable<string> Settings => ["--Mqtt:FailedLoginsPerMinute=0", "--Mqtt:FailedLoginsPerAddress=0", "--Mqtt:ConnectsPerMinute=0"];
}

/// <summary>
/// A node that is let in, and a stranger who is not, try to act as another node in every way that the protocol has. How many times:
/// <c>STATIONS_IMPERSONATIONS</c> (default 600).
/// </summary>
public sealed class ImpersonationTests(UnlimitedServer server) : IClassFixture<UnlimitedServer>
{
    private const int Seed = 20261122;
    private const string Victim = "imp/victim";

    private static int Attempts => int.Parse(Environment.GetEnvironmentVariable("STATIONS_IMPERSONATIONS") ?? "600", CultureInfo.InvariantCulture);

    [Fact]
    public async Task No_attempt_to_act_as_somebody_else_succeeds()
    {
        var (victimPassword, password) = (await server.Enrol("imp", "victim"), await server.Enrol("imp", "thief"));
        var victim = await server.Connect(Victim, victimPassword, options => options with { ClientId = "victim-1", CleanStart = false, SessionExpirySeconds = 3600 });
        await victim.SubscribeAsync("wn/1/imp/victim/+/cmd");
        var heard = new List<string>();
        var thief = await server.Connect("imp/thief", password, options => options with
        {
            ClientId = "thief",
            OnMessage = message =>
            {
                heard.Add(message.Topic);
                return ValueTask.CompletedTask;
            },
        });
        var disguise = new Disguise(new Random(Seed), password);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (what, succeeded) = await Try(disguise, thief);
            Assert.False(succeeded, $"attempt {attempt} of seed {Seed}: {what}");
        }

        // What the victim says reached only who may hear it, and its session is its own still.
        await victim.PublishAsync("wn/1/imp/victim/cab/tele", Encoding.UTF8.GetBytes($$$"""{"v":1,"boot":"b","seq":1,"ts":{{{server.Clock.NowMilliseconds()}}},"d":{}}"""));
        await thief.SubscribeAsync("wn/1/imp/thief/+/cmd");
        Assert.Empty(heard);
        Assert.False(victim.Disconnected.IsCompleted);
        var again = await server.Connect(Victim, victimPassword, options => options with { ClientId = "victim-1", CleanStart = false });
        Assert.True(again.ConnAck.SessionPresent);
    }

    private async Task<(string What, bool Succeeded)> Try(Disguise disguise, MqttClient thief)
    {
        switch (disguise.Next(5))
        {
            case 0:
                var topic = disguise.Topic();
                return ($"publishes on {topic}", !(await thief.PublishAsync(topic, "{}"u8.ToArray()).Within(topic)).IsFailure());
            case 1:
                var filter = disguise.Filter();
                return ($"subscribes to {filter}", !(await thief.SubscribeAsync(filter).Within(filter)).IsFailure());
            case 2:
                var (user, secret, certificate) = disguise.Login();
                var decision = await server.Decide(user, secret, certificate: certificate, clientId: disguise.ClientId());
                return ($"logs in as '{user}' with '{secret}' and certificate '{certificate}'", decision.Identity is not null && decision.Owner != "imp/thief");
            case 3:
                var will = disguise.Topic();
                return ($"has a will on {will}", (await server.Decide("imp/thief", disguise.Password, will: new Will(will, "x"u8.ToArray()))).Identity is not null);
            default:
                // In 5.0 without an expiry its own session ends with it, so one that is there is somebody else's. In 3.1.1 it would end another's.
                var (id, version) = (disguise.ClientId(), disguise.Next(2) == 0 ? MqttVersion.V50 : MqttVersion.V311);
                await using (var taker = await server.Connect("imp/thief", disguise.Password, options => options with { ClientId = id, CleanStart = version == MqttVersion.V311, Version = version }))
                {
                    return ($"takes over '{id}'", taker.ConnAck.SessionPresent);
                }
        }
    }

    /// <summary>Ways to look like the victim.</summary>
    private sealed class Disguise(Random dice, string password)
    {
        private static readonly string[] Verbs = ["conn", "birth", "cab/tele", "cab/state", "cab/evt", "cab/ack", "cab/reported", "cab/cmd", "cab/desired"];
        private static readonly string[] Names = ["victim", "VICTIM", "victim ", "ｖictim", "victim\u200B", "vict\u0456m", "thief/../victim", "%76ictim", "victim%00", "*", ".."];

        public string Password => password;

        public int Next(int sides) => dice.Next(sides);

        /// <summary>Of the victim, nearly of the victim, of the server, or one of the thief's own that is not its to say.</summary>
        public string Topic() => dice.Next(8) switch
        {
            0 => $"wn/1/imp/thief/cab/{Pick("cmd", "desired", "CMD", "tele/", "tele/x", "availability")}",
            1 => $"wn/1/{Pick("STATE", "out")}/{Pick("server", "imp/victim/availability", "imp/victim")}",
            2 => $"{Pick("$SYS/", "$share/g/", "/", "$queue/")}wn/1/imp/victim/{Pick(Verbs)}",
            3 => $"wn/1/imp/thief/../victim/{Pick(Verbs)}",
            4 => $"{Pick("WN", "wn ", "wn")}/{Pick("1", "01", "2", "１")}/{Pick("imp", "IMP")}/{Pick("victim", "victim")}/{Pick(Verbs)}",
            _ => $"wn/1/imp/{Pick(Names)}/{Pick(Verbs)}",
        };

        public string Filter()
        {
            string[] levels = ["wn", "1", "imp", Pick("victim", "+", "thief"), Pick("cab", "+"), Pick("cmd", "desired", "tele", "state", "+", "#")];
            for (var change = dice.Next(3); change > 0; change--)
            {
                levels[dice.Next(levels.Length)] = "+";
            }

            var filter = string.Join('/', levels.Take(1 + dice.Next(levels.Length)));
            filter = filter is "wn" or "wn/1" || dice.Next(3) == 0 ? $"{filter}/#" : filter;
            filter = filter.Contains('#') && !filter.EndsWith('#') ? "#" : filter.Replace("#/#", "#", StringComparison.Ordinal);

            // Its own commands are its to hear.
            filter = filter.StartsWith("wn/1/imp/thief/", StringComparison.Ordinal) ? "wn/1/imp/thief/#" : filter;
            return $"{Pick("", "", $"$share/{Pick("g", "victim")}/")}{filter}";
        }

        public (string? User, string? Secret, string? Certificate) Login()
        {
            var name = dice.Next(3) == 0 ? Victim : $"imp/{Pick(Names)}";
            var user = Pick(name, name, name.Replace('/', ':'), Pick("operator", "Operator", "operator ", "", "imp/thief/victim", "imp/thief:victim"), Victim + new string('x', 200));
            var secret = Pick(password, "", "wrong", $"{password}\n", $" {password}", $"claim:{password}:{password}", "claim:::", $"Bearer {password}", new string('x', 60_000));
            return dice.Next(3) switch
            {
                0 => (user, secret, null),
                1 => (Victim, secret, Pick("imp/thief", "spiffe://x/imp/thief", "thief", "imp/victim/", "imp/thief#imp/victim", "imp/unknown", "")),
                _ => (null, Pick(null, secret), null),
            };
        }

        public string ClientId() => Pick("victim-1", "imp/victim|victim-1", "imp/victim", "VICTIM-1", "victim-1 ", "imp/victim:victim-1", $"victim-{dice.Next(9)}");

        private T Pick<T>(params T[] some) => some[dice.Next(some.Length)];
    }
}
