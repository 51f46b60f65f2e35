using System.Text;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>The names that emitted code gives to what belongs to the rows of read models.</summary>
internal static class RowNames
{
    /// <summary>The class that holds the mapping of a type of rows, without namespace.</summary>
    public static string MappingClass(INamedTypeSymbol row) => NestedName(row) + "Mapping";

    /// <summary>The class that holds its columns, without namespace.</summary>
    public static string ColumnsClass(INamedTypeSymbol row) => NestedName(row) + "Columns";

    /// <summary>The mapping, in code.</summary>
    public static string MappingOf(INamedTypeSymbol row)
    {
        var space = TypeNames.NamespaceOf(row.ContainingNamespace);
        return $"global::{(space.Length > 0 ? space + "." : "")}{Symbols.Escape(MappingClass(row))}.Instance";
    }

    private static string NestedName(INamedTypeSymbol row)
    {
        var name = new StringBuilder(row.Name);
        for (var at = row.ContainingType; at is not null; at = at.ContainingType) name.Insert(0, at.Name + "_");
        return name.ToString();
    }
}
