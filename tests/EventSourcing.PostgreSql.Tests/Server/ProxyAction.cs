namespace EventSourcing.PostgreSql.Tests;

/// <summary>What a <see cref="CuttingProxy"/> does with a message.</summary>
public enum ProxyAction
{
    /// <summary>Passes it on.</summary>
    Forward,

    /// <summary>Cuts the connection instead of passing it on.</summary>
    CutBefore,

    /// <summary>Passes half of its bytes on, and cuts the connection.</summary>
    CutInside,

    /// <summary>Passes it on, and cuts the connection.</summary>
    CutAfter,
}
