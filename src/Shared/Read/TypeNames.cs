using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Compiler;

/// <summary>The names that emitted code and files get from the user's types.</summary>
internal static class TypeNames
{
    private const int LongestHintName = 120;

    /// <summary>How a type is declared again.</summary>
    public static TypeDeclaration DeclarationOf(INamedTypeSymbol type)
    {
        var containing = new List<string>();
        for (var at = type.ContainingType; at is not null; at = at.ContainingType) containing.Insert(0, Declare(at));
        return new TypeDeclaration(
            NamespaceOf(type.ContainingNamespace),
            new EquatableArray<string>([.. containing]),
            Declare(type),
            type.InCode(),
            HintName(type));
    }

    /// <summary>The metadata name as a file name, short enough for every file system.</summary>
    public static string HintName(ITypeSymbol type)
    {
        var name = new StringBuilder();
        AppendMetadataName(name, type);
        return HintName(name, type.InCode());
    }

    /// <summary>The name of a user's file, in a namespace, as the name of what is emitted for it.</summary>
    /// <param name="space">The namespace; empty for the global one.</param>
    /// <param name="path">The file's path: only its last part counts, so that a project gives the same names in every folder.</param>
    /// <param name="firstType">A type that belongs to no other file.</param>
    public static string HintName(string space, string path, string firstType)
    {
        var start = Math.Max(path.LastIndexOf('/'), path.LastIndexOf('\\')) + 1;
        var end = path.LastIndexOf('.');
        var file = path.Substring(start, (end > start ? end : path.Length) - start);
        return HintName(new StringBuilder(space).Append(space.Length > 0 ? "." : "").Append(file.Length > 0 ? file : "Events"), firstType);
    }

    private static string HintName(StringBuilder name, string type)
    {
        var isExact = true;
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsLetterOrDigit(name[i]) || name[i] is '.' or '_') continue;
            isExact &= name[i] is '+';
            name[i] = name[i] == '+' ? '.' : '_';
        }

        if (isExact && name.Length <= LongestHintName) return name.ToString();
        if (name.Length > LongestHintName) name.Length = LongestHintName;
        return name.Append('_').Append(Hash(type)).ToString();
    }

    /// <summary>A class name that stands for the type and for no other: its full name, with a hash where underscores make that ambiguous.</summary>
    public static string CodecName(ITypeSymbol type)
    {
        var full = type.InCode();
        var name = new StringBuilder(full.Length);
        var isExact = true;
        for (var i = full.StartsWith("global::", StringComparison.Ordinal) ? 8 : 0; i < full.Length; i++)
        {
            var c = full[i];
            if (c == '@') continue;
            isExact &= c == '.' || (c != '_' && char.IsLetterOrDigit(c));
            name.Append(char.IsLetterOrDigit(c) ? c : '_');
        }

        name.Append("Codec");
        return isExact ? name.ToString() : name.Append('_').Append(Hash(full)).ToString();
    }

    /// <summary>A hash that is the same in every process.</summary>
    public static string Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text) hash = unchecked((hash ^ c) * 16777619u);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>A namespace in code, keywords escaped.</summary>
    public static string NamespaceOf(INamespaceSymbol space)
    {
        if (space.IsGlobalNamespace) return "";
        var outer = NamespaceOf(space.ContainingNamespace);
        return outer.Length == 0 ? Symbols.Escape(space.Name) : outer + "." + Symbols.Escape(space.Name);
    }

    /// <summary>Whether every declaration of the type says <c>partial</c>; a type from a reference is not partial.</summary>
    public static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration) return declaration.Modifiers.Any(SyntaxKind.PartialKeyword);
        }

        return false;
    }

    private static string Declare(INamedTypeSymbol type)
    {
        var kind = type.TypeKind switch
        {
            TypeKind.Interface => "interface",
            TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
            _ => type.IsRecord ? "record" : "class",
        };
        var name = new StringBuilder("partial ").Append(kind).Append(' ').Append(Symbols.Escape(type.Name));
        if (type.TypeParameters.Length == 0) return name.ToString();
        name.Append('<');
        for (var i = 0; i < type.TypeParameters.Length; i++)
        {
            if (i > 0) name.Append(", ");
            name.Append(Symbols.Escape(type.TypeParameters[i].Name));
        }

        return name.Append('>').ToString();
    }

    private static void AppendMetadataName(StringBuilder name, ITypeSymbol type)
    {
        if (type.ContainingType is { } containing)
        {
            AppendMetadataName(name, containing);
            name.Append('+');
        }
        else if (type.ContainingNamespace is { IsGlobalNamespace: false } space)
        {
            name.Append(space.FullName()).Append('.');
        }

        name.Append(type.MetadataName);
        if (type is INamedTypeSymbol { IsGenericType: true } generic && !SymbolEqualityComparer.Default.Equals(generic, generic.OriginalDefinition))
            name.Append('<');
    }
}
