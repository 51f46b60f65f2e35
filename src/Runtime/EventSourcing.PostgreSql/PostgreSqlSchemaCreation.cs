namespace EventSourcing;

/// <summary>What a <c>PostgreSqlEventStore</c> does on first use where its schema is absent, or older than the package.</summary>
public enum PostgreSqlSchemaCreation
{
    /// <summary>Nothing: an absent or older schema is refused. For services whose role may not create anything; see <see cref="PostgreSqlSchema.Script"/>.</summary>
    Never,

    /// <summary>An absent schema is made; an older one is refused.</summary>
    WhenAbsent,

    /// <summary>An absent schema is made, an older one is brought to the current version.</summary>
    Upgrade,
}
