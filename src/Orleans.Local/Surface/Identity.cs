namespace Orleans.Runtime;

/// <summary>The kind of a grain, the same for every version of its class.</summary>
public readonly record struct GrainType(string? Value)
{
    public static GrainType Create(string value) => new(value);

    public override string ToString() => Value ?? "";
}

/// <summary>The key of a grain within its type.</summary>
public readonly record struct IdSpan(string? Value)
{
    public static IdSpan Create(string id) => new(id);

    public override string ToString() => Value ?? "";
}

/// <summary>What a grain is known by: its type and its key, written <c>type/key</c>.</summary>
public readonly record struct GrainId(GrainType Type, IdSpan Key)
{
    public bool IsDefault => Type.Value is null && Key.Value is null;

    public static GrainId Create(string type, string key) => Create(GrainType.Create(type), key);

    public static GrainId Create(GrainType type, string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return new(type, IdSpan.Create(key));
    }

    public override string ToString() => $"{Type}/{Key}";
}
