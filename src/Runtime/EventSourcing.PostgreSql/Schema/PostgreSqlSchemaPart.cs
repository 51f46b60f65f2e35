namespace EventSourcing.PostgreSql;

/// <summary>One thing in a schema.</summary>
/// <param name="Kind">What it is, such as "column".</param>
/// <param name="Name">Its name, with its table's before it where it has one.</param>
/// <param name="Form">What it is like, in the words of the server's catalog.</param>
internal readonly record struct PostgreSqlSchemaPart(string Kind, string Name, string Form)
{
    /// <summary>The kind and the name, which make a thing this one and no other.</summary>
    public (string Kind, string Name) Key => (Kind, Name);
}
