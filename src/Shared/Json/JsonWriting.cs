namespace EventSourcing.Compiler;

/// <summary>When a member is written.</summary>
internal enum JsonWriting
{
    /// <summary>Always.</summary>
    Always,

    /// <summary>Unless it is <see langword="null"/>.</summary>
    UnlessNull,

    /// <summary>Unless it is the default of its type.</summary>
    UnlessDefault,

    /// <summary>Never: it is only read.</summary>
    Never,
}
