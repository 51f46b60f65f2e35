using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EventSourcing.Analyzers.Purity;

/// <summary>Tells a method that refuses what it is given from one that says which case cannot occur.</summary>
internal static class Throwing
{
    /// <summary>Whether a throw refuses something. Passing an exception on does not, nor does the default branch of a switch that names a case which does not exist.</summary>
    public static bool Refuses(IThrowOperation thrown, out string what)
    {
        what = "";
        if (thrown.Exception is null) return false;
        var exception = Aggregates.OperationFacts.Unwrap(thrown.Exception).Type;
        what = "throw " + (exception?.Name ?? "exception");
        if (exception is null || exception.TypeKind == TypeKind.Error) return false;
        if (exception.Is("System.Diagnostics.UnreachableException")) return false;
        return !IsDefaultBranch(thrown.Syntax) || IsDomainError(exception);
    }

    /// <summary>Where a throw begins.</summary>
    public static Location PlaceOf(IThrowOperation thrown) => thrown.Syntax switch
    {
        ThrowStatementSyntax statement => statement.ThrowKeyword.GetLocation(),
        ThrowExpressionSyntax expression => expression.ThrowKeyword.GetLocation(),
        var syntax => syntax.GetLocation(),
    };

    /// <summary>Whether a method checks its arguments and throws: <c>ArgumentNullException.ThrowIfNull</c> and its like.</summary>
    public static bool IsGuard(IMethodSymbol method)
    {
        if (!method.IsStatic || !method.Name.StartsWith("Throw", StringComparison.Ordinal)) return false;
        for (var at = method.ContainingType; at is not null; at = at.BaseType)
        {
            if (at.Name == "Exception" && at.Is("System.Exception")) return true;
        }

        return false;
    }

    private static bool IsDomainError(ITypeSymbol exception)
    {
        for (var at = exception; at is not null; at = at.BaseType)
        {
            if (at.Name == "DomainException" && at.Is("EventSourcing.DomainException")) return true;
        }

        return false;
    }

    private static bool IsDefaultBranch(SyntaxNode thrown)
    {
        var parent = thrown.Parent;
        if (parent is BlockSyntax { Statements.Count: 1 }) parent = parent.Parent;
        return parent switch
        {
            SwitchExpressionArmSyntax { Pattern: DiscardPatternSyntax or VarPatternSyntax, WhenClause: null } => true,
            SwitchSectionSyntax section => section.Labels.Any(static label => label.IsKind(SyntaxKind.DefaultSwitchLabel)),
            _ => false,
        };
    }
}
