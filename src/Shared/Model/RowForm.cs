namespace EventSourcing.Compiler;

/// <summary>What the stored form of a column allows.</summary>
internal enum RowForm
{
    /// <summary>It can be compared, and so be part of a key.</summary>
    Comparable,

    /// <summary>A floating-point number, which is no key.</summary>
    FloatingPoint,

    /// <summary>JSON, which is neither a key nor indexed.</summary>
    Json,

    /// <summary>An <c>int</c> or <c>long</c>, which can count changes too.</summary>
    Counter,

    /// <summary>A truth value, which can mark deleted rows too.</summary>
    Truth,

    /// <summary>An instant, which can mark deleted rows too where it may be absent.</summary>
    Instant,
}
