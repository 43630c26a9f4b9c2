using Stations.Model;

namespace Stations.Grains;

/// <summary>What people and programs changed, in the order they began. There is one, <see cref="Key"/>.</summary>
[Alias("audit")]
public interface IAuditGrain : IGrainWithStringKey
{
    const string Key = "all";

    /// <summary>Its number, once it is durable.</summary>
    [Alias("begin")]
    ValueTask<long> Begin([Immutable] AuditEntry entry);

    [Alias("end")]
    ValueTask End(long number, int status, string? detail);

    /// <summary>The last of those before this number, the newest first; fewer than asked for only where there are no more.</summary>
    [Alias("read")]
    ValueTask<AuditEntry[]> Read(long before, int most);
}

/// <summary>As many entries as are written at once, once they are full. Its key is the page's number.</summary>
[Alias("audit-page")]
public interface IAuditPageGrain : IGrainWithStringKey
{
    [Alias("put")]
    ValueTask Put([Immutable] AuditEntry[] entries);

    [Alias("end")]
    ValueTask End(long number, int status, string? detail);

    [Alias("read")]
    ValueTask<AuditEntry[]> Read();

    [Alias("forget")]
    ValueTask Forget();
}

public sealed class AuditState
{
    /// <summary>Of the last entry that there ever was.</summary>
    public long Last { get; set; }

    /// <summary>Those of the last page, or of this one; the oldest first.</summary>
    public AuditEntry[] Entries { get; set; } = [];

    public void End(long number, int status, string? detail) =>
        Entries = [.. Entries.Select(one => one.Number == number ? one with { Status = status, Detail = detail } : one)];
}

/// <summary>Keeps the last page itself and moves it out of the way when it is full.</summary>
[KeepAlive]
public sealed class AuditGrain([PersistentState("audit", StorageNames.Journal)] IPersistentState<AuditState> state) : Grain, IAuditGrain
{
    public const int PageEntries = 100;

    /// <summary>100,000 entries, some 25 MB; the oldest go.</summary>
    public const int MaxPages = 1_000;

    private AuditState State => state.State;

    public async ValueTask<long> Begin(AuditEntry entry)
    {
        if (State.Entries.Length >= PageEntries)
        {
            // If the server is lost after this, the same page is put once more.
            await Page(State.Last).Put(State.Entries);
            if (State.Last / PageEntries > MaxPages)
            {
                await Page(State.Last - (MaxPages * PageEntries)).Forget();
            }

            State.Entries = [];
        }

        State.Entries = [.. State.Entries, entry with { Number = ++State.Last }];
        var number = State.Last;
        await state.WriteStateAsync();
        return number;
    }

    public async ValueTask End(long number, int status, string? detail)
    {
        if (State.Entries is not [{ Number: var first }, ..] || number < first)
        {
            await Page(number).End(number, status, detail);
            return;
        }

        State.End(number, status, detail);
        await state.WriteStateAsync();
    }

    public async ValueTask<AuditEntry[]> Read(long before, int most)
    {
        List<AuditEntry> found = [.. State.Entries.Where(one => one.Number < before).Reverse().Take(most)];
        var next = Math.Min(before, State.Last - State.Entries.Length + 1) - 1;
        while (found.Count < most && next > 0)
        {
            var page = await Page(next).Read();
            if (page.Length == 0)
            {
                break;
            }

            found.AddRange(page.Where(one => one.Number <= next).Reverse().Take(most - found.Count));
            next = page[0].Number - 1;
        }

        return [.. found];
    }

    /// <summary>The page that has this entry once it is full.</summary>
    private IAuditPageGrain Page(long number) => GrainFactory.GetGrain<IAuditPageGrain>(((number - 1) / PageEntries).ToString(System.Globalization.CultureInfo.InvariantCulture));
}

public sealed class AuditPageGrain([PersistentState("audit", StorageNames.Journal)] IPersistentState<AuditState> state) : Grain, IAuditPageGrain
{
    public async ValueTask Put(AuditEntry[] entries)
    {
        state.State.Entries = entries;
        await state.WriteStateAsync();
    }

    public async ValueTask End(long number, int status, string? detail)
    {
        if (state.State.Entries.Length > 0)
        {
            state.State.End(number, status, detail);
            await state.WriteStateAsync();
        }
    }

    public ValueTask<AuditEntry[]> Read() => new(state.State.Entries);

    public async ValueTask Forget() => await state.ClearStateAsync();
}
