namespace Stations.Protocol;

/// <summary>Why a message was not understood. A closed set, so that it can label a counter.</summary>
public enum RejectReason
{
    None,
    UnknownTopic,

    /// <summary>A node published on a prefix that is not its own.</summary>
    ForeignPrefix,

    /// <summary>Over <see cref="Reading.MaxPayloadBytes"/>.</summary>
    TooLarge,
    NotJson,

    /// <summary>Nested deeper than <see cref="Reading.MaxDepth"/>.</summary>
    TooDeep,
    WrongVersion,
    MissingField,
    WrongType,

    /// <summary>A number that no double can hold, such as 1e400.</summary>
    NotFinite,

    /// <summary>A time before 2020 or after 2100; most often seconds instead of milliseconds.</summary>
    BadTime,

    /// <summary>More than <see cref="Reading.MaxSamples"/> fields, or a slot number out of range.</summary>
    TooMany,

    /// <summary>Nobody enrolled this node, and births do not enrol nodes here.</summary>
    NotEnrolled,
}

public static class RejectReasons
{
    /// <summary>The reason in snake_case, as labels and the quarantine show it.</summary>
    public static string Word(this RejectReason reason) => reason switch
    {
        RejectReason.UnknownTopic => "unknown_topic",
        RejectReason.ForeignPrefix => "foreign_prefix",
        RejectReason.TooLarge => "too_large",
        RejectReason.NotJson => "not_json",
        RejectReason.TooDeep => "too_deep",
        RejectReason.WrongVersion => "wrong_version",
        RejectReason.MissingField => "missing_field",
        RejectReason.WrongType => "wrong_type",
        RejectReason.NotFinite => "not_finite",
        RejectReason.BadTime => "bad_time",
        RejectReason.TooMany => "too_many",
        RejectReason.NotEnrolled => "not_enrolled",
        _ => "none",
    };
}
