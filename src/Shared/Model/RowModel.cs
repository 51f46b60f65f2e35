namespace EventSourcing.Compiler;

/// <summary>All that is emitted for the rows of a read model follows from this. Holds no symbols.</summary>
/// <param name="TypeName">The type of the rows, in code.</param>
/// <param name="DisplayName">The type as documentation names it.</param>
/// <param name="Namespace">The namespace of what is emitted, escaped; empty for the global one.</param>
/// <param name="MappingClass">The class that holds the mapping.</param>
/// <param name="ColumnsClass">The class that holds the columns.</param>
/// <param name="HintName">The beginning of the file's name.</param>
/// <param name="Codec">What the names of JSON helpers begin with.</param>
/// <param name="IsPublic">Whether other assemblies see what is emitted.</param>
/// <param name="Table">The name of the table.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Arguments">What the constructor is given, in order.</param>
/// <param name="Key">The places of the key's columns, in order.</param>
/// <param name="Version">The place of the column that counts changes; -1 without one.</param>
/// <param name="SoftDeleted">The place of the column that marks deleted rows; -1 without one.</param>
/// <param name="Indexes">The names of the columns of each index, separated by commas.</param>
/// <param name="Types">The JSON models of the types that its members reach.</param>
internal sealed record RowModel(
    string TypeName,
    string DisplayName,
    string Namespace,
    string MappingClass,
    string ColumnsClass,
    string HintName,
    string Codec,
    bool IsPublic,
    string Table,
    EquatableArray<RowColumn> Columns,
    EquatableArray<RowArgument> Arguments,
    EquatableArray<int> Key,
    int Version,
    int SoftDeleted,
    EquatableArray<string> Indexes,
    EquatableArray<JsonTypeModel> Types);
