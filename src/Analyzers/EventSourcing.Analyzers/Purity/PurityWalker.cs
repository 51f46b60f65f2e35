using System.Collections.Generic;
using EventSourcing.Analyzers.Aggregates;
using EventSourcing.Analyzers.Immutability;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EventSourcing.Analyzers.Purity;

/// <summary>Walks one method body and collects what is impure in it, and which methods of the same type it calls.</summary>
internal sealed class PurityWalker(
    TypeBodies bodies, ImpureSymbols symbols, OutsideState outside, MutableTypes mutableTypes, IMethodSymbol root, IMethodSymbol method)
{
    private readonly List<(ImpurityKind Kind, Location Location, string What)> _found = [];
    private readonly List<(IMethodSymbol Callee, Location Site)> _calls = [];
    private readonly EventAliases _aliases = new(mutableTypes, root);

    /// <summary>What is impure, in order.</summary>
    public IReadOnlyList<(ImpurityKind Kind, Location Location, string What)> Found => _found;

    /// <summary>The methods of the type that are called, each with the place of its call.</summary>
    public IReadOnlyList<(IMethodSymbol Callee, Location Site)> Calls => _calls;

    /// <summary>Walks an operation and all in it.</summary>
    public void Walk(IOperation operation) => Walk(operation, ImpurityKind.None);

    /// <param name="operation">The operation.</param>
    /// <param name="said">What was found about the expression of which this is the beginning: the same is not said again, nor that its receiver is a service.</param>
    private void Walk(IOperation operation, ImpurityKind said)
    {
        switch (operation)
        {
            case INameOfOperation:
                return;
            case IConditionalAccessOperation access:
                var count = _found.Count;
                Walk(access.WhenNotNull, said);
                Walk(access.Operation, _found.Count > count ? _found[count].Kind : said);
                return;
            case IThrowOperation thrown:
                if (Throwing.Refuses(thrown, out var what)) Add(ImpurityKind.Throws, Throwing.PlaceOf(thrown), what);
                break;
            case IInterpolatedStringOperation interpolated:
                foreach (var part in CultureDependence.PartsOf(interpolated)) Add(ImpurityKind.Culture, part.Syntax.GetLocation(), part.Syntax.ToString());
                break;
            case IBinaryOperation binary when CultureDependence.PartOf(binary) is { } part:
                Add(ImpurityKind.Culture, part.Syntax.GetLocation(), part.Syntax.ToString());
                break;
            case IParameterReferenceOperation parameter when OutsideState.IsOfPrimaryConstructor(parameter.Parameter, method):
                if (!Includes(said, ImpurityKind.OutsideState)) Add(ImpurityKind.OutsideState, parameter.Syntax.GetLocation(), parameter.Parameter.Name);
                break;
        }

        if (_aliases.Of(operation) is { } kept) Add(ImpurityKind.Aliasing, kept.Syntax.GetLocation(), kept.Syntax.ToString());
        var kind = OperationFacts.MemberOf(operation) is { } member ? WalkMember(operation, member, said) : ImpurityKind.None;
        var instance = OperationFacts.InstanceOf(operation);
        foreach (var child in operation.ChildOperations)
        {
            // The beginning of "clock.Now.AddDays(1)", what an extension method extends, and the logger that is handed on are part of the same expression.
            var isPart = operation is IArgumentOperation or IConversionOperation or IParenthesizedOperation
                || ReferenceEquals(child, instance) || IsFirstOfExtension(child, operation) || (kind == ImpurityKind.Logging && child is IArgumentOperation);
            Walk(child, !isPart ? ImpurityKind.None : kind != ImpurityKind.None ? kind : said);
        }
    }

    private ImpurityKind WalkMember(IOperation operation, ISymbol member, ImpurityKind said)
    {
        foreach (var callee in bodies.Callees(operation)) _calls.Add((callee, OperationFacts.NameOf(operation)));
        if (member is IFieldSymbol { IsConst: true } or INamedTypeSymbol) return ImpurityKind.None;
        var kind = symbols.KindOf(member);
        if (kind == ImpurityKind.None && operation is IInvocationOperation call)
        {
            if (Throwing.IsGuard(call.TargetMethod)) kind = ImpurityKind.Throws;
            else if (CultureDependence.IsIn(call)) kind = ImpurityKind.Culture;
            else if (TakesLogger(call)) kind = ImpurityKind.Logging;
        }

        if (kind != ImpurityKind.None)
        {
            if (!Includes(said, kind)) Add(kind, kind == ImpurityKind.Raises ? OperationFacts.NameOf(operation) : OperationFacts.ExpressionOf(operation), Display(member));
            return kind;
        }

        if (!Includes(said, ImpurityKind.OutsideState) && outside.Contains(operation, member)) Add(ImpurityKind.OutsideState, OperationFacts.NameOf(operation), Display(member));
        return ImpurityKind.None;
    }

    /// <summary>A call of a method that logs, as the source generator for log messages makes them.</summary>
    private static bool TakesLogger(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type is INamedTypeSymbol { Name: "ILogger" } logger && logger.ContainingNamespace.FullName() == "Microsoft.Extensions.Logging") return true;
        }

        return false;
    }

    private static bool IsFirstOfExtension(IOperation child, IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments: [var first, ..] } && ReferenceEquals(child, first);

    private static bool Includes(ImpurityKind said, ImpurityKind kind) =>
        said == kind || (kind == ImpurityKind.OutsideState && said is not (ImpurityKind.None or ImpurityKind.Culture));

    private static string Display(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => "new " + member.ContainingType.Name,
        _ when member.ContainingType is { } type => type.Name + "." + member.Name,
        _ => member.Name,
    };

    private void Add(ImpurityKind kind, Location location, string what) => _found.Add((kind, location, what));
}
