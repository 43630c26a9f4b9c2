namespace Stations.Tests.Journal;

public sealed class SqliteAppendTests() : AppendTests(new JournalFolder());

public sealed class PostgresAppendTests() : AppendTests(new JournalDatabase());

public sealed class SqliteLoadTests() : LoadTests(new JournalFolder());

public sealed class PostgresLoadTests() : LoadTests(new JournalDatabase());

public sealed class SqliteFollowTests() : FollowTests(new JournalFolder());

public sealed class PostgresFollowTests() : FollowTests(new JournalDatabase());

public sealed class SqliteStateTableTests() : StateTableTests(new JournalFolder());

public sealed class PostgresStateTableTests() : StateTableTests(new JournalDatabase());

public sealed class SqliteTroubleTests() : TroubleTests(new JournalFolder());

public sealed class PostgresTroubleTests() : TroubleTests(new JournalDatabase());

public sealed class SqliteKillTests() : KillTests(new JournalFolder());

public sealed class PostgresKillTests() : KillTests(new JournalDatabase());

public sealed class PostgresDamageTests() : DamageTests(new JournalDatabase());
