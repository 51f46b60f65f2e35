namespace EventSourcing;

#pragma warning disable CA1720 // Called after the types of .NET, since that is what they are for.
/// <summary>In what form a column stores its values.</summary>
public enum ReadModelValueKind
{
    /// <summary>No value. No column has this form; a value has it where its column may be without one.</summary>
    Null = 0,

    /// <summary>True or false: <c>boolean</c> on PostgreSQL, 0 or 1 on SQLite.</summary>
    Boolean,

    /// <summary>An integer of 16 bits: <c>smallint</c>.</summary>
    Int16,

    /// <summary>An integer of 32 bits: <c>integer</c>.</summary>
    Int32,

    /// <summary>An integer of 64 bits: <c>bigint</c>.</summary>
    Int64,

    /// <summary>A binary floating-point number of 64 bits, neither NaN nor infinite.</summary>
    Double,

    /// <summary>A decimal number, exact with its scale: <c>numeric</c> on PostgreSQL, its digits as text on SQLite. It is compared by value.</summary>
    Decimal,

    /// <summary>A text, compared by code points.</summary>
    Text,

    /// <summary>A GUID: <c>uuid</c> on PostgreSQL, upper-case text with hyphens on SQLite.</summary>
    Guid,

    /// <summary>An instant in UTC, to the microsecond: <c>timestamptz</c> on PostgreSQL, text such as <c>2026-01-31 12:30:00.000000+00:00</c> on SQLite.</summary>
    Instant,

    /// <summary>A date: <c>date</c> on PostgreSQL, text such as <c>2026-01-31</c> on SQLite.</summary>
    Date,

    /// <summary>A time of day, to the microsecond: <c>time</c> on PostgreSQL, text such as <c>12:30:00.000000</c> on SQLite.</summary>
    Time,

    /// <summary>Bytes: <c>bytea</c>, BLOB.</summary>
    Bytes,

    /// <summary>A JSON document: <c>json</c> on PostgreSQL, text on SQLite. It can be compared with nothing but the absent value.</summary>
    Json,
}
