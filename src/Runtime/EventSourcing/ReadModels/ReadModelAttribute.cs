namespace EventSourcing;

/// <summary>Says how the rows of a read model are stored, where it is not as by convention.</summary>
/// <remarks>
/// By convention the table has the type's name in snake case, each public property that can be set, or that a constructor's parameter sets, is a column of its name in snake case, and <c>Id</c> is the
/// key. A row's type needs no attribute where a projection takes an <see cref="IReadModel{TRow}"/> of it.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ReadModelAttribute : Attribute
{
    /// <summary>The table has the type's name in snake case.</summary>
    public ReadModelAttribute()
    {
    }

    /// <summary>The table is called otherwise.</summary>
    /// <param name="table">Its name: 1 to 63 lower-case letters (a to z), digits and underscores, a letter first.</param>
    public ReadModelAttribute(string table) => Table = table;

    /// <summary>The name of the table, or <see langword="null"/> for the type's name in snake case.</summary>
    public string? Table { get; }
}
