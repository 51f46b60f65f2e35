using System.Collections.Immutable;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Generators;

/// <summary>Makes the lock of the events for the build that accepts changes. In any other build its steps end at once.</summary>
internal static class LockFinder
{
    /// <summary>The step that makes it.</summary>
    public static IncrementalValueProvider<AcceptedLock> Find(IncrementalGeneratorInitializationContext context, IncrementalValueProvider<ProjectReading> reading)
    {
        var accepts = context.AnalyzerConfigOptionsProvider.Select(static (options, _) =>
            options.GlobalOptions.TryGetValue(WellKnownNames.AcceptProperty, out var value) && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase));
        var files = context.AdditionalTextsProvider.Where(static file => LockFormat.IsLock(file.Path)).Collect();
        return reading.Combine(accepts).Combine(files).Combine(context.CompilationProvider)
            .Select(static (all, cancellationToken) => all.Left.Left.Right ? Make(all.Left.Left.Left.Events, all.Left.Right, all.Right, cancellationToken) : AcceptedLock.None)
            .WithTrackingName(TrackingNames.AcceptedLock);
    }

    private static AcceptedLock Make(EquatableArray<CatalogEvent> events, ImmutableArray<AdditionalText> files, Compilation compilation, CancellationToken cancellationToken)
    {
        var locked = new EventsLock();
        if (files.Length > 0)
        {
            // A file that cannot be read is an error of its own, and nobody may write over it.
            if (files[0].GetText(cancellationToken) is not { } text || LockReader.Read(text.ToString(), out _) is not { } read) return AcceptedLock.None;
            locked = read;
        }

        var names = new HashSet<string>(events.Select(e => e.TypeName), StringComparer.Ordinal);
        var current = new List<CurrentEvent>();
        foreach (var type in TypesOf(compilation.Assembly.GlobalNamespace))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (names.Contains(type.InCode()) && ShapeReader.Read(type, cancellationToken) is { } found) current.Add(found);
        }

        return new AcceptedLock(LockWriter.Write(LockMerger.Merge(locked, current)));
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamedTypeSymbol type) yield return type;
            if (member is not INamespaceOrTypeSymbol inner) continue;
            foreach (var found in TypesOf(inner)) yield return found;
        }
    }
}
