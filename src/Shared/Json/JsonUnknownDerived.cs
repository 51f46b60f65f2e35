namespace EventSourcing.Compiler;

/// <summary>What becomes of a value whose type is not declared as a derived one, with the numbers of System.Text.Json.</summary>
internal enum JsonUnknownDerived
{
    /// <summary>It cannot be written.</summary>
    Fail = 0,

    /// <summary>It is written as the base type.</summary>
    BaseType = 1,

    /// <summary>It is written as the nearest declared type that it derives from.</summary>
    NearestAncestor = 2,
}
