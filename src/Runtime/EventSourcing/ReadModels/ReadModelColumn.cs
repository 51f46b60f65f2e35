using EventSourcing.ReadModels;

namespace EventSourcing;

/// <summary>A column of a read model, whatever its types are.</summary>
public abstract class ReadModelColumn
{
    private protected ReadModelColumn(string name, ReadModelValueKind kind, bool isNullable)
    {
        Name = RowNames.RequireColumn(name);
        Kind = kind;
        IsNullable = isNullable;
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>The form of its values.</summary>
    public ReadModelValueKind Kind { get; }

    /// <summary>Whether a row may be without a value.</summary>
    public bool IsNullable { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Kind}{(IsNullable ? ", nullable" : "")})";
}
