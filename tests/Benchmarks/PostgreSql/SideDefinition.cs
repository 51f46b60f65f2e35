namespace Benchmarks.PostgreSql;

/// <summary>A side by name.</summary>
/// <param name="Name">What its column is called.</param>
/// <param name="Make">Makes it for a database, given how to connect.</param>
internal sealed record SideDefinition(string Name, Func<string, IBenchSide> Make)
{
    /// <summary>Hand-written, a connection a caller.</summary>
    public static SideDefinition Hand { get; } = new("hand", database => new HandWrittenSide(database));

    /// <summary>Hand-written and grouped: two flushers, on a slow disk eight.</summary>
    public static SideDefinition Grouped(bool slowDisk) => new("grouped", database => new GroupedSide(database, slowDisk ? 8 : 2));

    /// <summary>The store.</summary>
    public static SideDefinition Store { get; } = new("store", database => new StoreSide(database));

    /// <summary>The actors.</summary>
    public static SideDefinition Akka { get; } = new("akka", database => new AkkaSide(database));
}
